import { mkdirSync } from 'node:fs';
import type { StoreCreated } from '#libs/contracts';
import { readCodeSets, referenceOf, type CodeSet, type Reference } from '#libs/reference';
import { checkRestored } from './backup/target-folder.ts';
import { isSimulated, type Clock } from './clock.ts';
import type { ErasingRecord } from './erasure/erasures-of.ts';
import { asFolderRefusal } from './folder-refusal.ts';
import { keyEncryptionKey } from './keys/key-encryption-key.ts';
import { checkOpening, clockOf, lastRecordedAt, newBirth } from './opening/opening.ts';
import { sharingOf, type CheckpointSharing } from './ledger/shared-checkpoints.ts';
import {
  openDoors,
  openKeys,
  openLogs,
  type Doors,
  type Keys,
  type Logs,
  type Place,
} from './opening/parts.ts';
import { stampOf, type PastAsked, type Stamp } from './reads/as-of.ts';
import { viewingExemptions, type DecidedExemptions } from './reads/viewing-exemptions.ts';
import { asOpeningRefusal, refuseToOpen } from './refuse.ts';
import type { Settings } from './settings/settings.ts';
import { birthOf, giveBirth, publishCodeSets, publishedCodeSets } from './opening/store-birth.ts';

export interface OpeningOptions {
  /** The instant at which the clock of a store made now begins; the store is simulated for good. */
  readonly bornAt?: string;
  /** Runs stores and read models on the caller's thread. */
  readonly inline?: boolean;
  /** The record is being made, and is thrown away unless it is made whole: nothing is durable before it is closed. */
  readonly making?: boolean;
  /** The code sets in force, in place of the files. */
  readonly codeSets?: readonly CodeSet[];
  /** Told which database does not answer yet, and is waited for: `events`, `access` or `keys`. */
  readonly waiting?: (database: string) => void;
  /** Told, in a line, where the record can no longer be kept up, for its database is not the one that it was. */
  readonly stopped?: (reason: Error) => void;
  /** Told of every step by which an erasure is carried out, and of what failed; what is left is tried again. */
  readonly erasing?: ErasingRecord['told'] | undefined;
}

/** The record, open: two logs, the keys, the read models, and the doors to them. */
export interface FamilyRecord extends Logs, Keys, Doors {
  /** What other nodes are shown of its ledgers, and theirs compared. */
  readonly sharing: CheckpointSharing;
  readonly settings: Settings;
  readonly origin: string;
  /** DfE code of the local authority. */
  readonly authority: string;
  /** Whether this opening made the store. */
  readonly created: boolean;
  readonly clock: Clock;
  /** The code sets in force. */
  reference(): Reference;
  /** Settles what a query asks of the past, after waiting for what it must see (`stampOf`). */
  stamp(asked: PastAsked): Promise<Stamp>;
  /** What a family is not told of who looked, as decided by a position (`viewingExemptions`). */
  viewingExemptions(family: string, position: number): Promise<DecidedExemptions | undefined>;
  /** Takes no more; resolves when what was taken is answered and everything is let go of. */
  close(): Promise<void>;
}

/** For how long the read models of a record that was just made are waited for: the first order asks them already. */
const FIRST_MODELS_MS = 30_000;

/**
 * Opens the record in the settings' folder, making it where there is none. Throws `Rejected` STORE_REFUSED, with the
 * sentences why, where these settings may not open it, STORE_LOCKED where another process has it, STORE_UNAVAILABLE and
 * KEY_SERVICE_UNAVAILABLE where a database does not answer.
 */
export async function openRecord(settings: Settings, options: OpeningOptions = {}): Promise<FamilyRecord> {
  const place = {
    folder: settings.folder,
    inline: options.inline ?? false,
    making: options.making ?? false,
    opened: new AsyncDisposableStack(),
  };
  try {
    return await openedIn(place, settings, options);
  } catch (error) {
    await place.opened.disposeAsync();
    throw asOpeningRefusal(asFolderRefusal(error, settings.folder));
  }
}

async function openedIn(place: Place, settings: Settings, options: OpeningOptions): Promise<FamilyRecord> {
  makeFolder(settings.folder);
  checkRestored(settings.folder);
  const logs = await openLogs(place, settings, options);
  const known = await birthOf(logs.store);
  const last = latest(await lastRecordedAt(logs.store), await lastRecordedAt(logs.accessStore));
  if (known !== undefined) checkOpening(settings, known.said, last);
  const birth = known?.said ?? newBirth(settings, options.bornAt);
  const clock = clockOf(birth, last ?? options.bornAt ?? settings.clock);

  const { origin, authority } = birth;
  const { store } = logs;
  const kek = await keyEncryptionKey(settings);
  const { stopped } = options;
  const keys = await openKeys(place, { store, kek, origin, born: known, settings, told: options });
  const sharing = place.opened.adopt(await sharingOf({ origin, ...logs, ...keys, stopped }), (each) =>
    each.close(),
  );
  let inForce = referenceOf([]);
  const common = { origin, authority, clock, reference: () => inForce, erasing: options.erasing };
  const doors = openDoors(place, { ...logs, ...keys }, common);
  const record: FamilyRecord = {
    ...common,
    ...logs,
    ...keys,
    ...doors,
    sharing,
    settings,
    created: known === undefined,
    stamp: (asked) => stampOf(asked, { origin, clock, ...logs, ...keys }),
    viewingExemptions: (family, position) => viewingExemptions(family, position, { ...logs, ...keys }),
    close: () => place.opened.disposeAsync(),
  };
  inForce = await establish(record, birth, options.codeSets ?? readCodeSets());
  doors.managers.start();
  if (known !== undefined) await setClock(record, settings.clock);
  doors.overdueBirths.start();
  doors.lapsedCovers.start();
  await doors.erasures.start();
  sharing.start();
  return record;
}

/** Makes the store what its first event says, publishes what is new in the files, and reads the reference back. */
async function establish(
  { door, store, projector, created }: FamilyRecord,
  birth: StoreCreated,
  files: readonly CodeSet[],
): Promise<Reference> {
  if (created) await giveBirth(door, birth);
  const names = files.map(({ name }) => name);
  await publishCodeSets(door, files, await publishedCodeSets(store, names));
  if (created) await projector.reached(await store.head(), FIRST_MODELS_MS);
  return referenceOf(await publishedCodeSets(store, names));
}

/** A simulated clock moves on once nothing that was recorded before still waits for what follows from it. */
async function setClock({ clock, store, managers }: FamilyRecord, start: string | undefined): Promise<void> {
  if (!isSimulated(clock)) return;
  await managers.reached(await store.head());
  clock.runFromAtLeast(start ?? new Date().toISOString());
}

function latest(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw Object.assign(refuseToOpen(`FHR_DATA: ${folder} is no folder and cannot be made one.`), { cause });
  }
}
