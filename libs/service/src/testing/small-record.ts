import { randomBytes, randomUUID } from 'node:crypto';
import { strangers, type Relations } from '#libs/access';
import {
  decodeStoredEvent,
  Rejected,
  type Actor,
  type CommandOf,
  type CommandType,
  type StoredEvent,
} from '#libs/contracts';
import { openSqliteStore, type EventStore } from '#libs/event-store';
import { nothingUnseen } from '#libs/read-models';
import { readCodeSets, referenceOf } from '#libs/reference';
import { openSqliteKeyStore, Vault, type KeyStore } from '#libs/vault';
import { simulatedClock, type SimulatedClock } from '../clock.ts';
import type { Order } from '../door/door.ts';
import type { FactReaders } from '../door/facts/fact-sources.ts';
import { RecordDoor, type DoorParts } from '../door/record-door.ts';

export const NOON = '2026-03-10T12:00:00.000Z';
const THAT_MORNING = '2026-03-10T08:00:00.000Z';
export const ORIGIN = 'example.org/family-help';
export const coordinator: Actor = { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-county' };
export const manager: Actor = { user: 'u-2', role: 'MANAGER', agency: 'organisation-county' };

const reference = referenceOf(readCodeSets());

/** Of a caller nobody suspended, and of records whose use nobody restricted. */
export const unbarred = {
  authority: '919',
  isLockedOut: async () => false,
  isRestricted: async () => false,
};

/** A record of the door alone: the log and the keys in memory, the clock standing, read models as the test says. */
export interface SmallRecord {
  readonly store: EventStore;
  readonly keys: KeyStore;
  readonly vault: Vault;
  readonly clock: SimulatedClock;
  readonly door: RecordDoor;
  /** Every event in the log. */
  events(): Promise<StoredEvent[]>;
  close(): Promise<void>;
}

export const noReaders: FactReaders = {
  position: () => Number.MAX_SAFE_INTEGER,
  openEpisodesOf: () => [],
  openEpisodesIn: () => [],
  openEpisode: () => [],
  waitingRequestsOf: () => [],
  ledToHelp: () => false,
  panelItem: () => undefined,
  caseloadOf: () => [],
  membersOf: () => [],
  belongedTo: () => [],
  toldOfIn: () => [],
  recordsOf: (person) => [person],
  mixedWith: () => [],
  sealsOver: () => [],
  isCovered: () => false,
  keepersOf: () => undefined,
  heldUnder: () => [],
  sealsKeptBy: () => [],
  isReferenceTaken: () => false,
  streamsAbout: () => [],
  streamsOfFamily: () => [],
  isInStory: () => false,
  papersNaming: () => [],
  frameEpisodes: () => [],
  committedFirst: () => undefined,
  familyOfEpisode: () => undefined,
  workerOfUser: () => undefined,
  auditsOfSample: () => [],
  auditsAround: () => [],
  familiesOfRequest: () => [],
};

/** `over` makes of the real store the one that the door sees. */
export async function smallRecord(
  parts: Partial<DoorParts> = {},
  over: (store: EventStore) => EventStore = (store) => store,
): Promise<SmallRecord> {
  const store = await openSqliteStore({ file: ':memory:' });
  const keys = openSqliteKeyStore({ file: ':memory:', kek: randomBytes(32) });
  const vault = await Vault.open({ origin: ORIGIN, keys });
  const clock = simulatedClock(THAT_MORNING);
  clock.standAt(NOON);
  const door = new RecordDoor({
    store: over(store),
    vault,
    clock,
    origin: ORIGIN,
    authority: '919',
    readers: noReaders,
    reference: () => reference,
    relations: async (): Promise<Relations> => ({ sealed: false, assigned: true, ownAgency: true }),
    bars: async () => strangers,
    isLockedOut: async () => false,
    isSealed: () => false,
    sealedFrom: () => nothingUnseen,
    reached: async () => undefined,
    refused: async () => undefined,
    written: () => undefined,
    ...parts,
  });
  const close = async (): Promise<void> => {
    await door.close();
    await store.close();
    await keys.close();
  };
  return { store, keys, vault, clock, door, events: () => eventsOf(store), close };
}

export async function eventsOf(store: EventStore): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const { events } of store.readAll())
    found.push(...events.map(({ document }) => decodeStoredEvent(document)));
  return found;
}

/** The events of the types, in their order, with what their keys open. */
export async function openedOf(
  { store, vault }: Pick<SmallRecord, 'store' | 'vault'>,
  ...types: string[]
): Promise<StoredEvent[]> {
  const found = (await eventsOf(store)).filter(({ type }) => types.includes(type));
  await vault.prepare(found.flatMap(({ subjects }) => subjects));
  return found.map((event) => ({ ...event, data: vault.open(event).data }));
}

/** An order as a person sends it. */
export function order<T extends CommandType>(
  type: T,
  data: CommandOf<T>['data'],
  more: Partial<Order> = {},
): Order {
  return { type, data, commandId: randomUUID(), actor: coordinator, source: 'API', ...more };
}

/** The code and details of a refusal. */
export async function refusal(asked: Promise<unknown>): Promise<object> {
  const error: unknown = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Rejected)) throw new Error('it was not refused', { cause: error });
  return { code: error.code, ...error.details };
}

export const school: CommandOf<'RegisterOrganisation'>['data'] = {
  name: 'Hill School',
  agencyType: 'SCHOOL',
};

export const ava: CommandOf<'RegisterPerson'>['data'] = {
  names: [{ use: 'LEGAL', given: 'Ava', family: 'Hill' }],
  dateOfBirth: '2015-05-01',
  sex: 'F',
  adult: false,
  identifiers: [{ scheme: 'NHS', value: '999 778 3530', verification: 'PDS_TRACED' }],
  address: { type: 'HOME', line: '1 High Street', postcode: 'AL10 2LE' },
};
