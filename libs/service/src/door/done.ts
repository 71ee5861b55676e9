import {
  decodeStoredEvent,
  eventTable,
  occurrencesOf,
  Rejected,
  streamSubject,
  type StoredEvent,
} from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { Vault } from '#libs/vault';
import { tokenOf } from '../tokens.ts';
import type { Answer } from './door.ts';
import { digested, recordOf, type Shaped } from './order.ts';

/** The most ids one command makes. */
const MOST_MADE = 8;
/** Kinds of record that a command makes beside its stream's own, and that its answer names. */
const MADE = new Set(['episode', 'step', 'goal', 'action', 'assessment', 'family', 'use', 'match']);

const madeFields = new Map(
  Object.entries(eventTable).map(([type, { fields }]) => [
    type,
    fields.flatMap((field) => (field.kind === 'id' && MADE.has(field.of) ? [field.path] : [])),
  ]),
);

/** Every id that a command may have made, now or when ids were made of the command's alone. */
export function mintedBy({ commandId, mints }: Shaped, vault: Vault): ReadonlySet<string> {
  const numbers = Array.from({ length: MOST_MADE }, (_, at) => at + 1);
  return new Set([commandId, mints].flatMap((name) => numbers.map((n) => vault.mint(name, n))));
}

/** The answer to a command by the events it wrote: the same however often it is sent. `minted`: ids the command made. */
export function answerOf(
  stream: string,
  events: readonly StoredEvent[],
  { position, origin, minted }: { position: number; origin: string; minted: ReadonlySet<string> },
): Answer {
  const reference = events.map(({ data }) => data['reference']).find((each) => typeof each === 'string');
  return {
    position,
    token: tokenOf(origin, position),
    revision: events.at(-1)?.revision ?? -1,
    id: madeBy(minted, events) ?? recordOf(stream),
    ...(reference !== undefined && { reference }),
    events: events.length,
  };
}

function madeBy(minted: ReadonlySet<string>, events: readonly StoredEvent[]): string | undefined {
  if (minted.size === 0) return undefined;
  const named = events.flatMap(({ type, data }) =>
    (madeFields.get(type) ?? []).flatMap((path) => occurrencesOf(data, path).map(({ value }) => value)),
  );
  return named.find((each) => typeof each === 'string' && minted.has(streamSubject(each))) as
    string | undefined;
}

/**
 * The events that a command wrote, from its first. IDEMPOTENCY_MISMATCH where it was another command, or another
 * actor's; where the key of its digest was destroyed it is not compared.
 */
export async function writtenBefore(
  shaped: Shaped,
  first: number,
  { store, vault }: { store: EventStore; vault: Vault },
): Promise<{ events: StoredEvent[]; position: number }> {
  const { events: logged } = await store.readStream(shaped.stream, { from: first, limit: 500 });
  const own: StoredEvent[] = [];
  let position = -1;
  for (const each of logged) {
    const event = decodeStoredEvent(each.document);
    if (event.commandId !== shaped.commandId) break;
    own.push(event);
    ({ position } = each);
  }
  const [event] = own;
  if (event !== undefined && !(await isSame(event, shaped, vault)))
    throw new Rejected('IDEMPOTENCY_MISMATCH');
  return { events: own, position };
}

async function isSame(
  { actor, subjects, commandDigest }: StoredEvent,
  shaped: Shaped,
  vault: Vault,
): Promise<boolean> {
  const { user, role, agency, onBehalfOf } = shaped.actor;
  if (
    actor.user !== user ||
    actor.role !== role ||
    actor.agency !== agency ||
    actor.onBehalfOf !== onBehalfOf
  )
    return false;
  const [subject] = subjects;
  if (subject !== undefined) await vault.prepare([subject]);
  return (
    (subject !== undefined && !vault.holds(subject)) ||
    vault.digest(subject, digested(shaped)) === commandDigest
  );
}
