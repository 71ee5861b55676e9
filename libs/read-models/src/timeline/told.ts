import type { EventType, JsonObject, OccurredAt, Opened } from '#libs/contracts';
import { isOfEarlierDay } from '#libs/reference';
import { occurredFor } from './dates-unseen.ts';
import { correctionsBy } from './entries.ts';
import { heldBy } from './holding.ts';
import { effectiveKey } from './pages.ts';
import type { Scope } from './scope.ts';
import type { AsOfPoint } from '../as-of.ts';
import { latestKey } from '../occurrence.ts';
import type { Tables } from '../projection.ts';
import type { StoredEnvelope } from './table.ts';
import { versionOf } from './versions.ts';
import { nameOf } from './names.ts';

type DataOf<T extends EventType> = Extract<Opened.Event, { type: T }>['data'];

/** What an event tells a fold. */
export type ToldEvent<T extends EventType = EventType> = { [K in T]: Row & { type: K; data: DataOf<K> } }[T];

/** For each type of event what it changes in a state that is being told. */
export type Telling<State> = { readonly [T in EventType]?: (state: State, event: ToldEvent<T>) => void };

interface Columns {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly recorded_at: string;
  readonly occurred: number;
  readonly data: string;
  readonly envelope: string;
  readonly occurred_at: string | null;
}

/** One event of a fold; what only some folds need is read when they ask. */
class Row {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly recordedAt: string;
  /** The first instant it may mean, in milliseconds since 1970. */
  readonly occurred: number;
  readonly data: JsonObject;
  readonly #envelope: string;
  readonly #occurredAt: string | null;

  constructor(columns: Columns) {
    this.position = columns.position;
    this.id = columns.id;
    this.type = columns.type;
    this.stream = columns.stream;
    this.recordedAt = columns.recorded_at;
    this.occurred = columns.occurred;
    this.data = JSON.parse(columns.data) as JsonObject;
    this.#envelope = columns.envelope;
    this.#occurredAt = columns.occurred_at;
  }

  get occurredAt(): OccurredAt {
    return this.#occurredAt === null ? this.#parsed.occurredAt : (JSON.parse(this.#occurredAt) as OccurredAt);
  }

  get codeSets(): Readonly<Record<string, string>> {
    return this.#parsed.codeSets;
  }

  get erased(): boolean {
    return this.#parsed.erased !== undefined;
  }

  /** Whether it certainly occurred before another; if not, what was recorded later stands. */
  isCertainlyBefore(other: Row): boolean {
    return latestKey(this.occurredAt, this.recordedAt) < other.occurred;
  }

  /** Whether it certainly was so on an earlier day; if not, what was recorded later stands. */
  isOfEarlierDay(other: Row): boolean {
    return this.occurred < other.occurred && isOfEarlierDay(this, other);
  }

  get #parsed(): StoredEnvelope {
    return JSON.parse(this.#envelope) as StoredEnvelope;
  }
}

/** An event of a story, whichever type it is of. */
export type Heard = Row;

export interface Story<State> {
  readonly scope: Scope;
  readonly at: AsOfPoint;
  readonly telling: Telling<State>;
}

/** Tells a state every event of the story, and answers the state. */
export function tell<State>(tables: Tables, story: Story<State>, state: State): State {
  for (const event of eventsTold(tables, story)) hear(story.telling, state, event);
  return state;
}

/** Tells a state one event that it has an ear for. */
export function hear<State>(telling: Telling<State>, state: State, event: Heard): void {
  const ear = telling[event.type as EventType] as ((state: State, event: Heard) => void) | undefined;
  ear?.(state, event);
}

/**
 * The events of the scope that the telling has an ear for: what was recorded by `at.position` and had occurred by
 * `at.effectiveAt`, or held by then as it says itself, in the order of recording; as corrected by then, without what was voided by then, unless it is asked
 * as recorded.
 */
export function eventsTold<State>(tables: Tables, { scope, at, telling }: Story<State>): Heard[] {
  const by = correctionsBy(at);
  const rows = tables.all<Columns>(
    `SELECT e.position, e.id, e.type, ${nameOf('e.stream')} AS stream, e.recorded_at, ${occurredFor('e', at)} AS occurred,
       ifnull(v.data, e.data) AS data, e.envelope, v.occurred_at
     FROM (${scope.sql}) s CROSS JOIN events e ON e.position = s.position ${versionOf('s')}
     WHERE (${occurredFor('s', at)} <= ? OR ${heldBy(at)}) AND e.type IN (SELECT value FROM json_each(?)) AND v.voided IS NOT 1
     ORDER BY s.position`,
    ...scope.values,
    by,
    by,
    effectiveKey(at),
    at.effectiveAt,
    JSON.stringify(Object.keys(telling)),
  );
  return rows.map((row) => new Row(row));
}
