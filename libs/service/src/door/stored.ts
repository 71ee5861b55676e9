import {
  encodeStoredEvent,
  eventTable,
  occurrencesOf,
  streamCategory,
  streamSubject,
  uuidv5,
  type Event,
  type EventDescription,
  type JsonObject,
  type OccurredAt,
  type StoredEvent,
} from '#libs/contracts';
import type { Circumstances, Decided } from '#libs/domain';
import type { NewEvent } from '#libs/event-store';
import type { Reference } from '#libs/reference';
import type { Vault } from '#libs/vault';
import { codeSetsOf } from './codes.ts';
import { pastOf } from './facts/folds.ts';
import { jsonOf } from '../json-of.ts';
import { digested, type Shaped } from './order.ts';

/** Kinds of stream that are about someone: their own subject is a subject of each of their events. */
export const ABOUT_SOMEONE = new Set(['person', 'family', 'request', 'worker', 'agreement', 'restriction']);

export interface Writing {
  readonly shaped: Shaped;
  readonly told: Circumstances;
  readonly decided: readonly Decided<Event>[];
  /** The stream as it stood before. */
  readonly before: { readonly state: unknown; readonly revision: number };
  readonly factsAt?: number | undefined;
  readonly authority: string;
  readonly reference: Reference;
}

/**
 * Whom a decided event is about: those whose fields it holds, the persons it names, and the stream's own subject where
 * the stream is about someone. Each has a key; the first one's makes the command's digest.
 */
export function subjectsOf(vault: Vault, stream: string, event: Event): string[] {
  return withOwn(stream, vault.subjectsOf({ stream, ...plain(event) }));
}

function withOwn(
  stream: string,
  subjects: readonly string[],
  { subjects: concerned = [] }: Partial<Decided<Event>['concerns'] & object> = {},
): string[] {
  const own = ABOUT_SOMEONE.has(streamCategory(stream)) ? [streamSubject(stream)] : [];
  return [...new Set([...subjects, ...own, ...concerned])];
}

/** The events as they will stand in the log, sealed. The keys of their subjects must be prepared. */
export function storedEvents(writing: Writing, vault: Vault): StoredEvent[] {
  let { state } = writing.before;
  const { rules, stream } = writing.shaped;
  const digest = vault.digests(digested(writing.shaped));
  return writing.decided.map((event, index) => {
    const families = familiesOf(stream, event, rules.families(state, stream));
    const stored = storedEvent(writing, { event, index, families }, { vault, digest });
    state = rules.evolve(state, pastOf(stored));
    return stored;
  });
}

export function newEvent(event: StoredEvent): NewEvent {
  return { id: event.id, type: event.type, document: encodeStoredEvent(event) };
}

interface Placed {
  readonly event: Decided<Event>;
  readonly index: number;
  readonly families: readonly string[];
}

interface Sealing {
  readonly vault: Vault;
  readonly digest: (subject: string | undefined) => string;
}

function storedEvent(
  writing: Writing,
  { event, index, families }: Placed,
  { vault, digest }: Sealing,
): StoredEvent {
  const { shaped, told, reference } = writing;
  const { order, commandId, stream } = shaped;
  const { type, data } = plain(event);
  const revision = writing.before.revision + 1 + index;
  const sealed = vault.seal({ stream, revision, type, data });
  const subjects = withOwn(stream, sealed.subjects, event.concerns);
  return {
    format: 1,
    id: eventId(commandId, stream, index),
    stream,
    revision,
    type,
    version: eventTable[event.type].version,
    recordedAt: told.recordedAt,
    occurredAt: occurredAtOf(event, told.occurredAt),
    ...(told.lateReason !== undefined && { lateReason: told.lateReason }),
    actor: told.actor,
    authority: writing.authority,
    source: order.source,
    sensitivity: event.concerns?.sensitivity ?? sensitivityOf(event),
    commandId,
    correlationId: (order.correlationId ?? commandId).toLowerCase(),
    causationId: (order.causationId ?? commandId).toLowerCase(),
    commandDigest: digest(subjects[0]),
    subjects,
    families,
    codeSets: {
      ...codeSetsOf({ type, data, lateReason: told.lateReason }, reference),
      ...event.chosenUnder,
    },
    ...(writing.factsAt !== undefined && { factsAt: writing.factsAt }),
    data: sealed.data,
    sealed: sealed.sealed,
  };
}

/** Event ids are the same however often a command is handled (stored-event.md). */
export function eventId(commandId: string, stream: string, index: number): string {
  return uuidv5(commandId, `${stream}/${index}`);
}

/** Where a sealed field says when it happened, the envelope does not. */
function occurredAtOf(event: Decided<Event>, told: OccurredAt): OccurredAt {
  const { occurredIn } = descriptions[event.type];
  return occurredIn === undefined ? (event.occurredAt ?? told) : { precision: 'UNKNOWN' };
}

const descriptions: Readonly<Record<Event['type'], Pick<EventDescription, 'occurredIn' | 'sealed'>>> =
  eventTable;

function sensitivityOf({ type }: Event): StoredEvent['sensitivity'] {
  return descriptions[type].sealed === true ? 'SEALED' : 'STANDARD';
}

/** Families in whose timeline the event stands: those it names or concerns, those its stream has, its own stream. */
function familiesOf(stream: string, event: Decided<Event>, ofStream: readonly string[]): string[] {
  const own = streamCategory(stream) === 'family' ? [stream] : [];
  const { concerns } = event;
  const { type, data } = plain(event);
  const named = (familyFields.get(type) ?? []).flatMap((path) =>
    occurrencesOf(data, path).flatMap(({ value }) => value),
  );
  const { families = [] } = concerns ?? {};
  const texts = named.filter((each) => typeof each === 'string');
  return [...new Set([...own, ...ofStream, ...families, ...texts])].sort();
}

const familyFields = new Map(
  Object.entries(eventTable).map(([type, { fields }]) => [
    type,
    fields.flatMap((field) => (field.kind === 'id' && field.of === 'family' ? [field.path] : [])),
  ]),
);

function plain({ type, data }: Event): { type: string; data: JsonObject } {
  return { type, data: jsonOf(data) };
}
