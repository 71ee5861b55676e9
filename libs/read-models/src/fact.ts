import { createHash } from 'node:crypto';
import {
  eventTable,
  streamCategory,
  streamSubject,
  type EventType,
  type JsonObject,
  type OccurredAt,
  type Opened,
  type StoredEvent,
} from '#libs/contracts';
import { daysLate } from '#libs/reference';
import type { Vault } from '#libs/vault';
import { occurredIn, sortKey } from './occurrence.ts';

/** An event of the log with what its keys open, as every projection gets it. */
export interface OpenedEvent extends Logged {
  readonly data: JsonObject;
  readonly erased: readonly string[];
  readonly occurredAt: OccurredAt;
  /** Where it stands among occurrences: milliseconds since 1970. */
  readonly occurred: number;
  /** Whole Europe/London days from when it occurred to when it was recorded. */
  readonly late: number;
}

/**
 * An event that corrects or voids another, with what it amends, and the amendments of its stream up to itself, opened; with
 * them all that tells the models, where one of them is told by what is amended.
 */
export type Amending = OpenedEvent & {
  /** The entry that it changes in the end, where it amends an amendment; undefined where the stream has none such. */
  readonly entry: OpenedEvent | undefined;
  readonly history: readonly OpenedEvent[];
};

export function isAmending(event: OpenedEvent): event is Amending {
  return 'history' in event;
}

/** An opened event that this program knows. */
export type Fact<E extends Opened.Event = Opened.Event> = OpenedEvent & E;
export type FactOf<T extends EventType> = Fact<Extract<Opened.Event, { type: T }>>;

export function isFact(event: OpenedEvent): event is Fact {
  return event.known;
}

/** By the one text of each type by which handlers are found: of another that says the same every look-up compares it. */
const knownTypes: ReadonlyMap<string, { readonly type: string; readonly version: number }> = new Map(
  Object.entries(eventTable).map(([type, { version }]) => [type, { type, version }]),
);

/** What this program knows of events, in short: another text where it knows other types or versions. */
export const vocabulary: string = createHash('sha256')
  .update(JSON.stringify([...knownTypes.values()].map(({ type, version }) => [type, version]).sort()))
  .digest('base64url');

/** An event that is in the log, whether or not it could be opened. */
export interface Logged {
  readonly position: number;
  /** The envelope, as stored. */
  readonly stored: StoredEvent;
  readonly type: string;
  /** Whether this program knows the type in this version; what it does not know is journaled and passed over. */
  readonly known: boolean;
  readonly stream: string;
  /** The running maximum of recordedAt; `advances` where this event moved it. */
  readonly knownAt: string;
  readonly advances: boolean;
  /** Families the envelope names, and the family whose stream it is. */
  readonly families: readonly string[];
  /** Persons it is about: those the envelope names, and the person whose stream it is. */
  readonly persons: readonly string[];
}

/** What an event's envelope says; `before` is the running maximum of recordedAt up to the event before it. */
export function logged(position: number, stored: StoredEvent, before: string): Logged {
  const { stream, version, recordedAt } = stored;
  const ours = knownTypes.get(stored.type);
  const advances = recordedAt > before;
  return {
    position,
    stored,
    type: ours?.type ?? stored.type,
    known: version <= (ours?.version ?? 0),
    stream,
    knownAt: advances ? recordedAt : before,
    advances,
    families: familiesOf(stored),
    persons: personsOf(stored),
  };
}

/** The event with its data; of one this program does not know only the clear data. */
export function opened(event: Logged, vault: Opener): OpenedEvent {
  const { stored, known } = event;
  const { data, erased } = known ? vault.open(stored) : { data: stored.data, erased: [] };
  const occurredAt = occurredIn(event.type, data) ?? stored.occurredAt;
  return { ...event, data, erased, ...at(occurredAt, stored) };
}

function at(
  occurredAt: OccurredAt,
  { recordedAt }: StoredEvent,
): Pick<OpenedEvent, 'occurredAt' | 'occurred' | 'late'> {
  return { occurredAt, occurred: sortKey(occurredAt, recordedAt), late: daysLate(occurredAt, recordedAt) };
}

/** The event at the time that its own data says, where it says one. */
export function withOccurrence<E extends OpenedEvent>(event: E): E {
  const { type, data, stored } = event;
  const occurredAt = occurredIn(type, data) ?? event.occurredAt;
  return { ...event, ...at(occurredAt, stored) };
}

/** What opens sealed fields: a vault. */
export type Opener = Pick<Vault, 'open'>;

/** Whether the event says that somebody's key was destroyed. */
export function isTombstone({ type }: Pick<Logged, 'type'>): boolean {
  return type === TOMBSTONE;
}

/** Whose key the event says was destroyed; nobody's where it says something else. */
export function erasedBy({ type, stored }: Logged): string[] {
  const { subject } = stored.data;
  return type === TOMBSTONE && typeof subject === 'string' ? [subject] : [];
}

const TOMBSTONE = 'SubjectKeyDestroyed';

function familiesOf({ stream, families }: StoredEvent): readonly string[] {
  return streamCategory(stream) === 'family' && !families.includes(stream) ? [...families, stream] : families;
}

const OF_A_PERSON = new Set(['person', 'agreement', 'restriction']);

/**
 * Every subject but the stream's own and the families' is a person, known or not; the stream's own is one in a person's
 * stream, and in that of the agreements about a person.
 */
function personsOf({ stream, subjects, families }: StoredEvent): readonly string[] {
  const own = streamSubject(stream);
  const no = [own, ...families.map(streamSubject)];
  const others = subjects.filter((subject) => !no.includes(subject));
  return OF_A_PERSON.has(streamCategory(stream)) ? [own, ...others] : others;
}
