import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isLeft } from '#libs/access';
import { Rejected, streamSubject, type DataClass } from '#libs/contracts';
import { correlationId } from '#libs/platform';
import {
  both,
  nothingUnseen,
  type AsOfPoint,
  type View,
  type Page,
  type PageRequest,
  type Readers,
  type Unseen,
} from '#libs/read-models';
import { londonDay } from '#libs/reference';
import { AtPanels, positionOf, tokenOf, type AskedFor, type Reading } from '#libs/service';
import { ServedRecord } from '../served-record.ts';
import { checkPast, pointOf, type Past, type AsOfInput, type Asked, type Stamped } from '../schema/as-of.ts';
import { connected, type AskedForPage, type Connection } from '../schema/connection.ts';
import type { Asking } from './asking.ts';
import { checkFilters, isByDetails, type Filter } from './filters.ts';
import { heldBack } from './held-back.ts';
import { returned } from './returned.ts';
import { namedIn, struck, type Named } from './struck.ts';
import { Names } from './names.ts';

export type Classes = ReadonlySet<DataClass>;

/** What is found for a reader, and what the access record says of it. */
export interface Found<V> extends Named {
  readonly value: V;
  /** 1 where it is not a list. */
  readonly results?: number;
  /** The position of another past that the answer compares with. */
  readonly from?: number;
  /** It is figures of everybody, and names nobody. */
  readonly figures?: true;
  /** Classes of personal data in its masked fields. */
  readonly masked?: Iterable<DataClass>;
}

export interface Question<V> {
  readonly resource: AskedFor;
  /** Search terms: recorded blind. */
  readonly terms?: readonly string[];
  /** How entries are told where the reader does not say; AS_CORRECTED unless given. */
  readonly view?: View;
  /** Which past it answers for: of what was known by then alone, unless said. */
  readonly past?: Past;
  /** Arguments that name what a list is filtered by. */
  readonly filters?: readonly Filter[];
  /** Undefined where there is nothing, by then, under that name; `by`: how whoever asks stands to it, as far as that permits it. */
  find(
    at: AsOfPoint,
    classes: Classes,
    by: readonly string[],
  ): Found<V> | undefined | Promise<Found<V> | undefined>;
}

/** What is asked; the view where it tells entries. */
type Told = Asked & { readonly view?: View | null };

/** Where every read of a record passes: permitted, computed as of both axes, recorded, and only then answered. */
@Injectable()
export class ReadingRoom {
  constructor(
    private readonly record: ServedRecord,
    readonly names: Names,
  ) {}

  get readers(): Readers {
    return this.record.readers;
  }

  /** The day it is, by the record's clock. */
  today(): string {
    return londonDay(this.record.clock.now());
  }

  get sight(): ServedRecord['sight'] {
    return this.record.sight;
  }

  /** Whether the entry at this position stands in the papers of what is before a panel of the caller's. */
  inPapers({ principal }: Asking, entry: number): Pick<AskedFor, 'tabled'> {
    return new AtPanels(this.readers, this.record.clock).cited(principal, entry);
  }

  /** Notes which of the persons looked for are sealed, mostly none: their custodian is told, and whoever looked is not. */
  async noteSealed({ principal: { user, role, agency } }: Asking, persons: readonly string[]): Promise<void> {
    const at = this.record.clock.now();
    await this.record.sealedSearches.note({ id: randomUUID(), at, actor: { user, role, agency }, persons });
  }

  /** A second point to answer as of, beside that of the reading itself; `atLeast` is waited for as there. */
  async at(asOf: AsOfInput, { atLeast }: Pick<Asked, 'atLeast'>): Promise<AsOfPoint> {
    const { lag, ...at } = await this.record.stamp({
      asOf: pointOf({ asOf }),
      atLeast: atLeast ?? undefined,
    });
    return at;
  }

  async open<V extends object>(asking: Asking, asked: Told, question: Question<V>): Promise<V & Stamped> {
    return this.record.reads.open(await this.reading(asking, asked, question));
  }

  /** Opens a list that grows, by the same decision: undefined while it is empty, and then nothing is recorded. */
  async look<V extends object>(
    asking: Asking,
    asked: Told,
    question: Question<V>,
  ): Promise<(V & Stamped) | undefined> {
    const reading = await this.reading(asking, asked, question);
    return this.record.reads.look({
      ...reading,
      answer: async (granted) => {
        const answered = await reading.answer(granted);
        return answered.results === 0 ? undefined : answered;
      },
    });
  }

  private async reading<V extends object>(
    asking: Asking,
    asked: Told,
    question: Question<V>,
  ): Promise<Reading<V & Stamped>> {
    const { lag, ...at } = await this.record.stamp({
      asOf: pointOf(asked),
      atLeast: asked.atLeast ?? undefined,
    });
    const { kind } = question.resource;
    const restricted = this.restricted(kind, asked);
    const isByThem = ['population', 'audits'].includes(kind) && isByDetails(asking.details(), asked);
    const unseen = both(this.unseen(asking, question.resource), isByThem ? restricted : nothingUnseen);
    return {
      principal: asking.principal,
      purpose: asked.purpose,
      read: asking.read,
      resource: {
        ...question.resource,
        position: at.position,
        ...(asking.unseen.length > 0 && { unseen: asking.unseen }),
      },
      door: asking.door,
      documentHash: asking.documentHash,
      correlationId: correlationId(),
      terms: question.terms,
      answer: async ({ classes, relationships }) => {
        // Only now: whoever may read nothing is told the same whatever was asked.
        checkPast(asked, question.past);
        checkFilters(asked, question.filters, { ...asking, record: this.record });
        const granted = new Set(classes);
        const found = await question.find(
          { ...at, view: asked.view ?? question.view ?? 'AS_CORRECTED', unseen, classes: granted },
          granted,
          relationships,
        );
        if (found === undefined) throw new Rejected('NOT_FOUND');
        asking.grant(granted);
        const { families, persons } = namedIn(found, unseen);
        return {
          value: {
            ...heldBack(struck(found.value, unseen), restricted),
            asOf: at,
            lag,
            erasedSince: found.figures
              ? this.readers.forgetting.erasedAfter(at.position)
              : this.erasedSince({ families, persons }, at, found.from),
          },
          families: families ?? [],
          persons: persons ?? [],
          results: found.results ?? 1,
          classes: returned(asking, granted, found.masked),
          position: at.position,
        };
      },
    };
  }

  /** When somebody whom the answer tells of was first erased after the position asked about; null if nobody was. */
  private erasedSince(
    { families = [], persons = [] }: Named,
    at: AsOfPoint,
    from = at.position,
  ): string | null {
    const position = Math.min(at.position, from);
    const { forgetting, families: known } = this.readers;
    if (forgetting.erasedAfter(position) === null) return null;
    const members = families.flatMap((family) => known.members(family, position));
    const named = [...families, ...persons, ...members.map(({ person }) => person)];
    return forgetting.erasedAfter(position, named.map(streamSubject));
  }

  /** What the answer leaves out. Of one record: what is sealed, or agreement has ended for. Of a list: all the caller may not open. */
  private unseen({ principal }: Asking, { kind, record }: AskedFor): Unseen {
    const { sight } = this.record;
    if (kind === 'seals') return nothingUnseen;
    if (!OF_ONE.has(kind)) return sight.unlistedFor(principal);
    return BY_AGREEMENT.has(kind) && record !== undefined
      ? sight.leftOutOf(principal, record)
      : sight.sealedFrom(principal);
  }

  /** Restricted records (UK GDPR, Article 18): lists show that they are there, without details, but for purposes the law leaves. */
  private restricted(kind: AskedFor['kind'], { purpose }: Told): Unseen {
    return LISTS.has(kind) && !isLeft(purpose) ? this.record.sight.restricted() : nothingUnseen;
  }

  /** A page as a connection, its cursors as tokens of this log, or of the list whose own they are. */
  connection<R, N>(page: Page<R>, shown: (row: R) => N, own?: OwnCursors): Connection<N> {
    return connected(page, (cursor) => tokenOf(this.originOf(own), cursor), shown);
  }

  /** The page a connection's arguments ask for: PAGE_SIZE, FOREIGN_TOKEN. */
  page({ first, last, after, before }: AskedForPage, own?: OwnCursors): PageRequest {
    const cursorOf = (token: string | null | undefined): number | undefined =>
      typeof token === 'string' ? positionOf(this.originOf(own), token) : undefined;
    return { first: sizeOf(first), last: sizeOf(last), after: cursorOf(after), before: cursorOf(before) };
  }

  private originOf(own: OwnCursors | undefined): string {
    const { origin } = this.record;
    return own === undefined ? origin : `${origin}/${own}`;
  }
}

/** Lists whose cursors are no positions of the record: of the access log, and of clocks by the day on which they run out. */
type OwnCursors = 'access' | 'due';

/** Kinds that are one record. */
const OF_ONE: ReadonlySet<string> = new Set([
  ...['family', 'person', 'request', 'event', 'question', 'progress', 'plan'],
  ...['accessLog', 'looked', 'audit'],
]);

/** Of these, those that partners read on the strength of agreement. */
const BY_AGREEMENT: ReadonlySet<string> = new Set(['family', 'person', 'request', 'event', 'plan']);

/** Kinds that are lists of what is held of people. */
const LISTS: ReadonlySet<string> = new Set(['population', 'caseload', 'matching', 'concerns', 'audits']);

/** How many are asked for, 1 to 100. */
export function sizeOf(asked: number | null | undefined): number | undefined {
  if (typeof asked === 'number' && (asked < 1 || asked > 100)) throw new Rejected('PAGE_SIZE');
  return asked ?? undefined;
}
