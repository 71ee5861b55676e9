import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openClusterStore, openSqliteStore, type EventStore } from '#libs/event-store';
import { nothingUnseen, openReaders, startProjector, type Projector, type Readers } from '#libs/read-models';
import type { Reference } from '#libs/reference';
import { openKeyStore, Vault, type KeyStore } from '#libs/vault';
import type { Clock } from '../clock.ts';
import type { Door } from '../door/door.ts';
import type { FactSources } from '../door/facts/fact-sources.ts';
import { RecordDoor } from '../door/record-door.ts';
import { erasuresOf, type ErasingRecord } from '../erasure/erasures-of.ts';
import type { Erasures } from '../erasure/erasures.ts';
import { replayTombstones, type Tombstones } from '../erasure/tombstones.ts';
import { factReaders } from '../door/facts/fact-readers.ts';
import { filesIn } from '../files.ts';
import { keyPlace } from '../keys/key-encryption-key.ts';
import type { Ledgers } from '../ledger/ledgers-api.ts';
import { keepLedgers } from '../ledger/ledgers.ts';
import { accessAnchor, type LedgerSettings } from '../ledger/log-ledger.ts';
import { flagsOf } from '../process-managers/manager.ts';
import { joinNodes, type Nodes } from './nodes.ts';
import { LapsedCovers } from '../process-managers/lapsed-covers.ts';
import { OverdueBirths } from '../process-managers/overdue-births.ts';
import { ProcessManagers } from '../process-managers/managers.ts';
import { managersOf } from '../process-managers/managers-of.ts';
import { AccessLog } from '../reads/access-log.ts';
import type { ReadDoor } from '../reads/read-door.ts';
import { SealedSearches } from '../reads/sealed-searches.ts';
import { ReadRecords } from '../reads/read-records.ts';
import { RecordedReads } from '../reads/recorded-reads.ts';
import { recordRefused } from '../reads/refused-orders.ts';
import { whatReadsGoBy } from '../reads/what-reads-go-by.ts';
import { GatheredRelations } from '../sight/relations.ts';
import { asOutOfReach } from '../refuse.ts';
import { isLockedOut } from '../sight/locked-out.ts';
import type { Settings } from '../settings/settings.ts';
import { checkEveryKey, noteEveryKey } from '../keys/every-key.ts';
import { Sight } from '../sight/sight.ts';
import { sinceMoved } from '../sight/since-moved.ts';
import { checkKeys, type Birth } from './store-birth.ts';

export interface Logs {
  readonly store: EventStore;
  readonly accessStore: EventStore;
}

export interface Keys {
  readonly keys: KeyStore;
  readonly nodes: Nodes;
  readonly vault: Vault;
  readonly projector: Projector;
  readonly readers: Readers;
  readonly ledgers: Ledgers;
  readonly tombstones: Tombstones;
}

export interface Doors {
  readonly door: Door;
  readonly reads: ReadDoor;
  readonly managers: ProcessManagers;
  readonly overdueBirths: OverdueBirths;
  readonly lapsedCovers: LapsedCovers;
  readonly erasures: Erasures;
  /** What is not there for a caller. */
  readonly sight: Sight;
  readonly sealedSearches: SealedSearches;
}

/** Where things stand in the record's folder, and whether they run on the caller's thread. */
export interface Place {
  readonly folder: string;
  readonly inline: boolean;
  /** Whether the record is being made, and thrown away unless it is made whole: nothing is durable before it is closed. */
  readonly making: boolean;
  /** What is opened is let go of through this, the last first. */
  readonly opened: AsyncDisposableStack;
}

/** What the parts of one record have in common. */
export interface Common {
  readonly origin: string;
  readonly authority: string;
  readonly clock: Clock;
  readonly reference: () => Reference;
  /** Told of every step of an erasure, and of what failed in one. */
  readonly erasing?: ErasingRecord['told'];
}

/** Who is told of a database: that it is waited for, and why it cannot be followed any more. */
export interface DatabasesTold {
  readonly waiting?: ((database: string) => void) | undefined;
  readonly stopped?: ((reason: Error) => void) | undefined;
}

/**
 * The two logs: files of this folder, or databases of which files of this folder are the journals. STORE_UNAVAILABLE where a
 * database was waited for in vain.
 */
export async function openLogs(
  { folder, inline, making, opened }: Place,
  { store, accessStore, storeUser }: Pick<Settings, 'store' | 'accessStore' | 'storeUser'>,
  { waiting, stopped }: DatabasesTold,
): Promise<Logs> {
  const { journalFile, accessFile } = filesIn(folder);
  const user = storeUser === undefined ? undefined : readFileSync(storeUser, 'utf8').trim();
  const database = async (file: string, connection: string): Promise<EventStore> => {
    const told = { stopped, waiting: () => waiting?.(basename(file, '.db')) };
    try {
      return await openClusterStore({ file, connection, user, ...told });
    } catch (error) {
      throw asOutOfReach(error);
    }
  };
  const log = async (file: string, connection: string | undefined): Promise<EventStore> => {
    const log =
      connection === undefined
        ? await openSqliteStore({ file, worker: !inline, durable: !making })
        : await database(file, connection);
    return opened.adopt(log, (each) => each.close());
  };
  return { store: await log(journalFile, store), accessStore: await log(accessFile, accessStore) };
}

export interface Opening {
  readonly store: EventStore;
  readonly kek: Uint8Array;
  readonly origin: string;
  /** How the log began, where it is not empty: STORE_REFUSED where its keys are gone or another's. */
  readonly born: Birth | undefined;
  readonly settings: Pick<Settings, 'anchor' | 'witnesses' | 'folder' | 'keys' | 'keysUser'>;
  readonly told: DatabasesTold;
}

/** For how long a key database is waited for, as one of EventStoreDB is. */
const KEYS_OPENING_MS = 30_000;

export async function openKeys(
  place: Place,
  { store, kek, origin, born, settings, told: { waiting, stopped } }: Opening,
): Promise<Keys> {
  const { folder, inline, making, opened } = place;
  const files = { ...filesIn(folder), ...keyPlace({ ...settings, folder }) };
  const keys = opened.adopt(
    await openKeyStore({
      ...{ ...files, kek, durable: !making, mayMake: born === undefined },
      ...{ openingMs: KEYS_OPENING_MS, waiting: () => waiting?.('keys') },
    }),
    (each) => each.close(),
  );
  const nodes = opened.adopt(await joinNodes({ folder, store, keys, stopped }), (each) => each.close());
  const tombstones = await replayTombstones(store, keys);
  const vault = await Vault.open({ origin, keys });
  if (born !== undefined) checkKeys(born, vault);
  await checkEveryKey(store, keys);
  opened.defer(() => noteEveryKey(store, keys));
  const { anchor, witnesses } = settings;
  const ledgers = openLedgers(place, { origin, anchor, witnesses, secret: await keys.named('ledger') });
  const projecting = { ...files, kek, origin, worker: !inline, restless: making };
  const projector = opened.adopt(await startProjector(projecting), (each) => each.close());
  const readers = opened.adopt(openReaders(files.folder), (each) => each.close());
  return { keys, nodes, vault, projector, readers, ledgers, tombstones };
}

/** A record that is being made is signed once it stands, at its first opening. */
function openLedgers(
  { folder, inline, making, opened }: Place,
  { origin, secret, ...outside }: Pick<LedgerSettings, 'origin' | 'secret' | 'anchor' | 'witnesses'>,
): Ledgers {
  const { journalFile, accessFile, ledgerFolder, accessLedgerFolder } = filesIn(folder);
  const logs = [
    { folder: ledgerFolder, logFile: journalFile, origin, secret, ...outside },
    {
      folder: accessLedgerFolder,
      logFile: accessFile,
      origin: `${origin}/access`,
      secret,
      anchor: accessAnchor(outside.anchor),
    },
  ];
  return opened.adopt(keepLedgers({ logs: making ? [] : logs, inline }), (each) => each.close());
}

export function openDoors(
  { folder, opened }: Place,
  { store, accessStore, keys, nodes, vault, projector, readers, tombstones }: Logs & Keys,
  common: Common,
): Doors {
  const { clock, authority } = common;
  const sight = new Sight(readers);
  const gathered = new GatheredRelations(readers, store, clock, sight);
  // Asked before every order: where nothing is sealed there is nothing more to ask.
  const hasSeals = sinceMoved(
    () => projector.position(),
    () => readers.seals.inForce().length > 0,
  );
  const relations = gathered.relations.bind(gathered);
  const log = opened.adopt(
    new AccessLog({ store: accessStore, vault, clock, authority, written: () => undefined }),
    (each) => each.close(),
  );
  const beingErased = new Set<string>();
  const reads = new RecordedReads({
    ...whatReadsGoBy(gathered, { store, readers, authority }),
    records: new ReadRecords({ log, vault }),
    beingErased,
  });
  const facts: FactSources = {
    ...{ store, vault, reference: common.reference },
    readers: factReaders(readers, projector, sight),
    reached: (position) => projector.reached(position),
  };
  const door = opened.adopt(
    new RecordDoor({
      ...common,
      ...facts,
      relations,
      bars: gathered.bars.bind(gathered),
      isLockedOut: (principal) => isLockedOut(principal, store),
      isSealed: (principal, record) => gathered.isSealed(principal, record),
      sealedFrom: (principal) => (hasSeals() ? sight.sealedFrom(principal) : nothingUnseen),
      refused: (order, refusal) => recordRefused(order, refusal, log),
      written: (position) => projector.wake(position),
    }),
    (each) => each.close(),
  );
  const managing = managersOf({ ...common, store, vault, projector, readers, clock });
  const file = join(folder, 'process-managers.json');
  const managers = opened.adopt(
    new ProcessManagers({ managers: managing, store, door, vault, clock, file }),
    (each) => each.close(),
  );
  const caughtUp = async () => projector.reached(await store.head());
  const flagOf = flagsOf(vault);
  const timed = { store, readers, clock, door, vault, caughtUp, flagOf };
  const overdueBirths = opened.adopt(new OverdueBirths(timed), (each) => each.close());
  const lapsedCovers = opened.adopt(new LapsedCovers(timed), (each) => each.close());
  const holding = { store, accessStore, keys, nodes, vault, projector, readers, tombstones };
  const erasures = opened.adopt(
    erasuresOf({ ...holding, door, clock, beingErased, facts, told: common.erasing }),
    (each) => each.close(),
  );
  const sealedSearches = opened.adopt(
    new SealedSearches({ door, sight, vault, file: join(folder, 'sealed-searches'), caughtUp }),
    (each) => each.close(),
  );
  return { door, reads, managers, overdueBirths, lapsedCovers, erasures, sight, sealedSearches };
}
