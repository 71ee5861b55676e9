import { Injectable } from '@nestjs/common';
import { eventTable, occurrencesOf, type DataClass, type EventDescription } from '#libs/contracts';
import {
  isSeen,
  isToldBy,
  maskEntry,
  nothingUnseen,
  type AsOfPoint,
  summaryOf,
  type LevelSpan,
  type MaskedEntry,
  type TimelineEntry,
  type Unseen,
} from '#libs/read-models';
import { once } from '../reading/once.ts';
import type { Classes } from '../reading/reading-room.ts';
import { occurredAtShown } from '../schema/occurred-at.ts';
import { ServedRecord } from '../served-record.ts';
import type { LevelSpanView } from './level-history.types.ts';
import type { TimelineEventView } from './timeline.types.ts';

const NONE: ReadonlySet<string> = new Set();

/** Up to which position something is known, and what is not there for whoever asks. */
export type PositionKnown = Pick<AsOfPoint, 'position' | 'unseen'>;

/** Events as a reader of some classes sees them. */
@Injectable()
export class TimelineView {
  constructor(private readonly record: ServedRecord) {}

  event(entry: TimelineEntry, at: PositionKnown, classes: Classes): TimelineEventView {
    return this.telling(at, classes)(entry);
  }

  /** How events of one answer are shown: no address stands in what comes from streams that keep theirs. */
  telling(
    at: PositionKnown,
    classes: Classes,
    addressesKept: ReadonlySet<string> = NONE,
  ): (entry: TimelineEntry) => TimelineEventView {
    const withoutAddress = new Set([...classes].filter((each) => each !== 'address'));
    return (entry) =>
      this.shown(maskEntry(entry, addressesKept.has(entry.stream) ? withoutAddress : classes), at);
  }

  /**
   * How an agency's own part, these entries, is shown: whole what its people recorded and what it told, what was shared with
   * it in the classes shared, and when.
   */
  tellingPartOf(
    agency: string,
    part: readonly TimelineEntry[],
    { at, classes }: { readonly at: AsOfPoint; readonly classes: Classes },
  ): (entry: TimelineEntry) => TimelineEventView {
    const isOwn = (entry: TimelineEntry) => entry.actor.agency === agency || isToldBy(agency, entry);
    const shared = part.filter((entry) => !isOwn(entry)).map(({ id }) => id);
    const toldOf = this.record.readers.timeline.toldOf(shared, agency, at);
    const tell = (granted: Classes, entry: TimelineEntry) => this.telling(at, granted)(entry);
    return (entry) => {
      if (isOwn(entry)) return tell(classes, entry);
      const told = toldOf.get(entry.id);
      return { ...tell(new Set([...classes].filter((each) => told?.classes.has(each))), entry), told };
    };
  }

  private shown(masked: MaskedEntry, at: PositionKnown): TimelineEventView {
    const { user, role, agency, onBehalfOf } = masked.actor;
    return {
      ...masked,
      stream: streamShown(masked, at.unseen),
      occurredAt: occurredAtShown(masked.occurredAt),
      correctedBy: masked.amendments.filter(({ how }) => how === 'CORRECTED'),
      voidedBy: masked.amendments.findLast(({ how }) => how === 'VOIDED') ?? null,
      by: { role, agency, agencyName: this.agencyName(agency, at), user, onBehalfOf: onBehalfOf ?? null },
      summary: summaryOf(masked, this.record.reference()),
    };
  }

  levelSpan(span: LevelSpan, at: PositionKnown): Omit<LevelSpanView, 'redactions'> {
    return {
      ...span,
      from: occurredAtShown(span.from),
      to: span.to && occurredAtShown(span.to),
      decidedByName: this.workerName(span.decidedBy, at),
    };
  }

  /** As the agency was called by then. */
  agencyName(organisation: string | null, at: PositionKnown): string | null {
    const { directory } = this.record.readers;
    const find = (agency: string) => directory.organisation(agency, at.position)?.name;
    return (organisation && once(at, `agency ${organisation}`, () => find(organisation))) || null;
  }

  /** As the worker was called by then. */
  workerName(worker: string | null, at: PositionKnown): string | null {
    const { directory } = this.record.readers;
    const find = (each: string) => directory.worker(each, at.position)?.name;
    return (worker && once(at, `worker ${worker}`, () => find(worker))) || null;
  }
}

/** The stream an entry stands in; where that is not there for whoever asks, that of the person to whom a split gave it. */
export function streamShown(
  { stream, givenTo }: Pick<TimelineEntry, 'stream' | 'givenTo'>,
  unseen: Unseen = nothingUnseen,
): string {
  return givenTo === undefined || isSeen(unseen, stream) ? stream : `person-${givenTo}`;
}

/** The classes of personal data that events hold, of those granted. */
export function classesIn(entries: Iterable<TimelineEntry>, granted: Classes): Set<DataClass> {
  const found = new Set<DataClass>();
  for (const { type, data } of entries) {
    for (const field of fieldsOf(type)) {
      if (field.kind !== 'personal' || found.has(field.class) || !granted.has(field.class)) continue;
      if (occurrencesOf(data, field.path).length > 0) found.add(field.class);
    }
  }
  return found;
}

/** Whether sealed events are there for the reader: the sealed ones are of health. */
export function seesSealed(granted: Classes): boolean {
  return granted.has('health');
}

const descriptions: Readonly<Record<string, EventDescription>> = eventTable;

function fieldsOf(type: string): EventDescription['fields'] {
  return descriptions[type]?.fields ?? [];
}
