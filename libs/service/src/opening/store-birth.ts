import { setTimeout as wait } from 'node:timers/promises';
import {
  canonical,
  decodeStoredEvent,
  eventTable,
  Rejected,
  uuidv5,
  type CodeSetPublished,
  type Json,
  type StoreCreated,
} from '#libs/contracts';
import { openJournal, type EventStore } from '#libs/event-store';
import { parseCodeSet, type CodeSet } from '#libs/reference';
import type { Vault } from '#libs/vault';
import type { Answer, Door, Order } from '../door/door.ts';
import { isPassing } from '../door/passing.ts';
import { systemActor } from '../process-managers/manager.ts';
import { refuseToOpen } from '../refuse.ts';

/** The namespace of the ids of commands with which a store makes itself. */
const BIRTH = 'c3cb1f5e-6d0f-5a52-9d54-1c6c1f0b9c7e';

/** What a log's first event says, and the digest of the command that wrote it. */
export interface Birth {
  readonly said: StoreCreated;
  readonly digest: string;
}

/** The first event of a log; undefined where it is empty. STORE_REFUSED where the log did not begin as a record does. */
export async function birthOf(store: EventStore): Promise<Birth | undefined> {
  for await (const { events } of store.readAll({ limit: 1 })) {
    const [first] = events;
    if (first === undefined) continue;
    return birthFrom(first.document);
  }
  return undefined;
}

/** What the document of a log's first event says. STORE_REFUSED where it is not the first of a record. */
export function birthFrom(document: Uint8Array): Birth {
  return { said: birthIn(document), digest: decodeStoredEvent(document).commandDigest };
}

/**
 * STORE_REFUSED where the keys are not those with which the log began: with others, everyone in it would read as erased,
 * and get a new key with the next event.
 */
export function checkKeys({ said, digest }: Birth, vault: Pick<Vault, 'digest'>): void {
  if (vault.digest(undefined, { type: 'CreateStore', data: { ...said } }) !== digest)
    throw refuseToOpen('The key store is not the one of this log: restore keys.db from its backup.');
}

/** What the first event of a log says of it. STORE_REFUSED where it is not the first of a record. */
export function birthIn(document: Uint8Array): StoreCreated {
  const { type, data } = decodeStoredEvent(document);
  if (type !== 'StoreCreated')
    throw refuseToOpen('The log is not one of the record: it does not begin as one.');
  const said = (name: string): string => (typeof data[name] === 'string' ? data[name] : '');
  return { origin: said('origin'), authority: said('authority'), mode: said('mode'), clock: said('clock') };
}

/** The origin that the first event of a log's file says. STORE_REFUSED where it is not the first of a record. */
export function originIn(journalFile: string): string {
  const journal = openJournal(journalFile);
  try {
    const [first] = journal.readAfter(-1, 1);
    if (first === undefined) throw refuseToOpen('FHR_DATA: the log is empty.');
    return birthIn(first.document).origin;
  } finally {
    journal.close();
  }
}

export async function giveBirth(door: Door, data: StoreCreated): Promise<void> {
  await patiently(door, order('CreateStore', data, data.origin));
}

/** Publishes the versions that the store does not hold yet. A version once published means one thing for ever. */
export async function publishCodeSets(
  door: Door,
  sets: readonly CodeSet[],
  published: readonly CodeSet[],
): Promise<void> {
  const known = new Set(published.map(written));
  await Promise.all(sets.filter((set) => !known.has(written(set))).map((set) => publish(door, set)));
}

async function publish(door: Door, set: CodeSet): Promise<Answer> {
  const { name, version } = set;
  try {
    return await patiently(
      door,
      order('PublishCodeSet', { name, version, content: written(set) }, `${name}/${version}/${written(set)}`),
    );
  } catch (error) {
    throw error instanceof Rejected ? unpublished(set, error) : error;
  }
}

/** Why a code set could not be published, where that says something of the files or of the log. */
function unpublished({ name, version }: CodeSet, refusal: Rejected): Rejected {
  if (refusal.code === 'VERSION_PUBLISHED')
    return refuseToOpen(
      `The code set ${name} says something else than its version ${version} did when it was published: give it a new version.`,
    );
  if (refusal.code === 'CONFLICT')
    return refuseToOpen(
      `The log does not take the code set ${name} into its stream codeset-${name}: it may hold it in another, which nobody wrote. fhr verify --all names the first event that is not as it was written.`,
    );
  return refusal;
}

const PATIENCE_MS = 60_000;
const AGAIN_MS = 500;

/** Asks again while a database is slow, or away for a while. */
async function patiently(door: Door, sent: Order): Promise<Answer> {
  const until = performance.now() + PATIENCE_MS;
  for (;;)
    try {
      return await door.send(sent);
    } catch (error) {
      if (!isPassing(error) || performance.now() > until) throw error;
      await wait(AGAIN_MS);
    }
}

/** Every code set the store holds, oldest first. */
export async function publishedCodeSets(store: EventStore, names: Iterable<string>): Promise<CodeSet[]> {
  const found: { position: number; set: CodeSet }[] = [];
  for (const name of new Set([...names, ...namedByContracts])) {
    const { events } = await store.readStream(`codeset-${name}`);
    for (const { position, document } of events) {
      const { content } = decodeStoredEvent(document).data as Partial<CodeSetPublished>;
      found.push({ position, set: parseCodeSet(content ?? '', name) });
    }
  }
  return found.sort((one, other) => one.position - other.position).map(({ set }) => set);
}

/** Code sets that events take their codes from, and those their envelopes do. */
const namedByContracts = new Set([
  'late-reason',
  'role',
  ...Object.values(eventTable).flatMap(({ fields }) =>
    fields.flatMap((field) => ('code' in field && field.code !== undefined ? [field.code] : [])),
  ),
]);

function written(set: CodeSet): string {
  return canonical(JSON.parse(JSON.stringify(set)) as Json);
}

function order(type: 'CreateStore' | 'PublishCodeSet', data: object, name: string): Order {
  return { type, data, commandId: uuidv5(BIRTH, `${type}/${name}`), actor: systemActor, source: 'SYSTEM' };
}
