import { Injectable } from '@nestjs/common';
import type { GraphQLObjectType } from 'graphql';
import { isAmendment, Rejected, type DataClass } from '#libs/contracts';
import { isSeen, nothingUnseen, type AsOfPoint, type TimelineEntry } from '#libs/read-models';
import type { Classes } from '../reading/reading-room.ts';
import { fieldAt, type ShownField } from '../schema/shown-fields.ts';
import { personalClassOf } from '../schema/withhold.ts';
import { ServedRecord } from '../served-record.ts';
import { classesIn, seesSealed, TimelineView } from '../timeline/timeline.view.ts';
import { FamiliesView } from './families.view.ts';
import { FamilyGrowth } from './family-growth.ts';
import type { FamilyComparison, FamilyFieldReason } from './growth.types.ts';
import { ShownEntries } from './shown-entries.ts';
import { isNothing, isSame } from './showings.ts';

/** What is asked about a family, and for whom. */
export interface FamilyQuestion {
  /** The type as which a family is shown. */
  readonly type: GraphQLObjectType;
  readonly family: string;
  readonly classes: Classes;
}

/** An answer, the entries that stand in it, and the classes of all that does. */
export interface GrowthAnswer<V> {
  readonly value: V;
  readonly entries: readonly TimelineEntry[];
  readonly masked: ReadonlySet<DataClass>;
}

/** An id that nothing has. */
const NOBODY = '0'.repeat(26);

type Reason = Omit<FamilyFieldReason, 'asOf' | 'lag'>;
type Comparison = Pick<FamilyComparison, 'changed' | 'arrivedLate' | 'corrected' | 'voided' | 'redactions'>;

/** Where a family's values come from, as a reader of some classes may know it. */
@Injectable()
export class GrowthView {
  constructor(
    private readonly record: ServedRecord,
    private readonly families: FamiliesView,
    private readonly timeline: TimelineView,
  ) {}

  /** Why a family shows what it shows in a field. Rejected INVALID_INPUT where it has no such field. */
  why(asked: FamilyQuestion, path: string, at: AsOfPoint): GrowthAnswer<Reason> {
    const field = fieldAt(asked.type, path);
    if (field === undefined) throw new Rejected('INVALID_INPUT', { field: 'path' });
    const growth = this.growthOf(asked);
    const entries = this.entriesFor(asked, at);
    const looked = seenPath(path, at);
    const value = growth.valueAt(looked, at);
    const about = { family: asked.family, path };
    if (!isGranted(field, asked)) {
      const redactions = isNothing(value) ? [] : [withheld('/value')];
      return told({ ...about, value: null, setBy: null, superseded: [], redactions }, entries, asked);
    }
    const values = growth.valuesOf(looked, at);
    const last = values.at(-1);
    const setBy = last !== undefined && isSame(last.value, value) ? entries.at(last.setBy, at) : null;
    const superseded = values.flatMap(({ until, from, ...each }) =>
      until === undefined
        ? []
        : {
            value: each.value,
            shownFrom: from,
            setBy: entries.at(each.setBy, { ...at, position: until - 1 }),
            how: growth.how(until),
            supersededBy: entries.at(until, at),
          },
    );
    return told({ ...about, value, setBy, superseded, redactions: [] }, entries, asked, [field]);
  }

  /** What a family shows at one point and not at another, and by which events; what came late or was amended between. */
  compare(asked: FamilyQuestion, from: AsOfPoint, to: AsOfPoint): GrowthAnswer<Comparison> {
    const growth = this.growthOf(asked);
    const entries = this.entriesFor(asked, to);
    const all = growth.changesBetween(from, to).filter(({ path }) => seenPath(path, to) === path);
    const [granted, denied] = [true, false].map((is) =>
      all.filter(({ field }) => isGranted(field, asked) === is),
    );
    const changed = (granted ?? []).map(({ path, before, after, position }) => ({
      path,
      before,
      after,
      how: position === undefined ? ('RECORDED' as const) : growth.how(position),
      event: entries.at(position, to),
    }));
    const between = this.reader.lateOrAmendedAfter(asked.family, from.position, to);
    const amended = (how: 'CORRECTED' | 'VOIDED') =>
      between.filter(({ amendments }) =>
        amendments.some((each) => each.how === how && each.position > from.position),
      );
    const value = {
      changed,
      arrivedLate: entries.all(between.filter(({ late, position }) => late > 0 && position > from.position)),
      corrected: entries.all(amended('CORRECTED').filter(({ type }) => !isAmendment(type))),
      voided: entries.all(amended('VOIDED')),
      redactions: (denied ?? []).map(({ path }) => withheld(path)),
    };
    return told(
      value,
      entries,
      asked,
      granted?.map(({ field }) => field),
    );
  }

  private growthOf({ type, family }: FamilyQuestion): FamilyGrowth {
    return new FamilyGrowth({ reader: this.reader, families: this.families, type, family });
  }

  private entriesFor({ family, classes }: FamilyQuestion, at: AsOfPoint): ShownEntries {
    const tell = this.timeline.telling(at, classes, this.reader.addressesKeptFrom(family, at));
    const { unseen = nothingUnseen } = at;
    return new ShownEntries({ reader: this.reader, sealed: seesSealed(classes), unseen, tell });
  }

  private get reader() {
    return this.record.readers.timeline;
  }
}

function told<V>(
  value: V,
  { shown }: ShownEntries,
  { classes }: FamilyQuestion,
  fields: readonly ShownField['field'][] = [],
): GrowthAnswer<V> {
  const ofFields = fields.flatMap((field) => personalClassOf(field) ?? []);
  return { value, entries: shown, masked: new Set([...ofFields, ...classesIn(shown, classes)]) };
}

/** The path; where it leads to somebody who is not there for whoever asks, one that leads to nobody. */
function seenPath(path: string, { unseen = nothingUnseen }: AsOfPoint): string {
  const names = path.split('/').map((name) => (isSeen(unseen, name) ? name : NOBODY));
  return names.join('/');
}

function isGranted(field: ShownField['field'], { classes }: FamilyQuestion): boolean {
  const ofClass = personalClassOf(field);
  return ofClass === undefined || classes.has(ofClass);
}

function withheld(pointer: string) {
  return { pointer, reason: 'WITHHELD' };
}
