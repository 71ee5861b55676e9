import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Rejected } from '#libs/contracts';
import { lockForWriting, StoreError } from '#libs/event-store';
import { parseCheckpoint, parseNote } from '#libs/ledger';
import { filesIn } from '../files.ts';
import { asFolderRefusal } from '../folder-refusal.ts';
import { asOpeningRefusal, refuseSettings, refuseToOpen } from '../refuse.ts';
import type { Settings } from '../settings/settings.ts';
import { originIn } from '../opening/store-birth.ts';
import { BadPlace } from './bad-place.ts';
import { copyEvents } from './copy-events.ts';
import { copyKeys, removeOlderKeys } from './copy-keys.ts';
import {
  filesOf,
  hasManifest,
  isOfALaterRun,
  isOfBackup,
  readManifest,
  writeManifest,
  type LogInBackup,
  type LogName,
  type Manifest,
} from './manifest.ts';
import { isNoRoom } from './no-room.ts';
import { SourceLog, type SourcePlace } from './source-log.ts';

export interface BackupOrder {
  /** The folder of the backup, made where there is none; one that holds a backup of the same record is gone on with. */
  readonly folder: string;
  /** A folder of its own for the keys, where they are to be kept apart. */
  readonly keysFolder?: string | undefined;
  /** Told how many events of a log the backup holds. */
  readonly progress?: ((log: LogName, events: number) => void) | undefined;
}

/** Of one log what the backup holds. */
export interface BackedUpLog {
  readonly events: number;
  /** Those that this run added. */
  readonly added: number;
  /** Over all of them, base64. */
  readonly root: string;
  /** The last events that no checkpoint holds: none while a service runs. */
  readonly unsigned: number;
}

export interface BackedUp extends BackedUpLog {
  readonly access: BackedUpLog;
  /** Subjects of whom it has the key, or knows that it was destroyed. */
  readonly keys: number;
  readonly seconds: number;
}

type BackupSettings = Pick<Settings, 'folder' | 'kekCommand' | 'keys' | 'keysUser'>;

/**
 * Backs up both logs and then the keys, beside a service that adds to them or without one. What it holds is said by its
 * manifest, which is put in place last: cut short at any moment, the backup is the one of before, and doing it again goes
 * on. Throws `Rejected` SETTINGS_REFUSED where the folder cannot be one, STORE_LOCKED where another backup writes into it,
 * STORE_REFUSED where the log is damaged, is not the one that was backed up before, or the disk is full.
 */
export async function backUp(settings: BackupSettings, order: BackupOrder): Promise<BackedUp> {
  const began = performance.now();
  checkPlaces(settings, order);
  const lock = lockOf(order.folder);
  try {
    const before = manifestBefore(order.folder);
    const said = await next(settings, order, before);
    await writeManifest(order.folder, said.manifest);
    clearAway(order, said.manifest);
    const seconds = (performance.now() - began) / 1_000;
    const { record, access } = said.manifest;
    return {
      ...backedUp(record, before?.record),
      access: backedUp(access, before?.access),
      keys: said.subjects,
      seconds: Math.round(seconds * 10) / 10,
    };
  } catch (error) {
    throw asBackupRefusal(error, { data: settings.folder, backup: order.folder });
  } finally {
    lock.release();
  }
}

async function next(
  settings: BackupSettings,
  { folder, keysFolder = folder, progress = () => undefined }: BackupOrder,
  before: Manifest | undefined,
): Promise<{ manifest: Manifest; subjects: number }> {
  const { journalFile, accessFile, ledgerFolder, accessLedgerFolder } = filesIn(settings.folder);
  const origin = originIn(journalFile);
  const at = new Date().toISOString();
  const copied = async (place: SourcePlace): Promise<LogInBackup> => {
    using source = new SourceLog(place);
    const { name } = place;
    const end = await source.end();
    return await copyEvents({
      source,
      end,
      before: before?.[name],
      folder,
      progress: (events) => progress(name, events),
    });
  };
  const record = await copied({ name: 'record', origin, logFile: journalFile, ledgerFolder });
  const access = await copied({
    name: 'access',
    origin: `${origin}/access`,
    logFile: accessFile,
    ledgerFolder: accessLedgerFolder,
  });
  const run = (before?.run ?? 0) + 1;
  const { file, sha256, subjects } = await copyKeys({
    settings,
    folder: keysFolder,
    run,
    origin,
    events: record.events,
  });
  return {
    manifest: { backup: 1, run, at, record, access, keys: { file, sha256, apart: keysFolder !== folder } },
    subjects,
  };
}

function checkPlaces({ folder, keys }: BackupSettings, order: BackupOrder): void {
  const { journalFile, accessFile, keysFile } = filesIn(folder);
  if (!existsSync(journalFile)) throw refuseToOpen('FHR_DATA: the folder holds no store.');
  if (!existsSync(accessFile))
    throw refuseToOpen('The access log is gone: restore access.db from its backup.');
  if (keys === undefined && !existsSync(keysFile))
    throw refuseToOpen('The key store of this log is gone: restore keys.db from its backup.');
  for (const [option, place] of [
    ['--out', order.folder],
    ['--keys', order.keysFolder],
  ] as const)
    if (place !== undefined) makeFolder(option, place, folder);
}

function makeFolder(option: string, place: string, data: string): void {
  const within = relative(resolve(data), resolve(place));
  if (within === '' || !/^(\.\.|[A-Za-z]:|[\\/])/.test(within))
    throw refuseSettings(`${option}: must lie outside the data folder.`);
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (isNoRoom(error)) throw noRoom();
    throw refuseSettings(`${option}: ${place} is no folder and cannot be made one.`);
  }
}

function lockOf(folder: string): ReturnType<typeof lockForWriting> {
  try {
    closeSync(openSync(join(folder, 'backup-lock'), 'a', 0o600));
    return lockForWriting(join(folder, 'backup'));
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'LOCKED')
      throw new Rejected('STORE_LOCKED', { reason: `Another backup writes into ${folder}.` });
    throw isNoRoom(error) ? noRoom() : refuseSettings(`--out: ${folder} cannot be written.`);
  }
}

/** A backup that is damaged is not gone on with. */
function manifestBefore(folder: string): Manifest | undefined {
  if (!hasManifest(folder)) {
    const file = readdirSync(folder).find(isOfALaterRun);
    if (file !== undefined) throw new BadPlace('the manifest that names it is not there', { file });
    return undefined;
  }
  const said = readManifest(folder);
  const segments = [said.record, said.access].flatMap((log) => log.segments);
  const gone = segments.find(({ file }) => !existsSync(join(folder, file)));
  if (gone !== undefined) throw new BadPlace('it is not there', { file: gone.file });
  return said;
}

/** What no manifest names is of a run that was cut short, or of keys that were kept before. */
function clearAway({ folder, keysFolder = folder }: BackupOrder, said: Manifest): void {
  const named = filesOf(said);
  for (const file of readdirSync(folder))
    if (isOfBackup(file) && !named.has(file)) rmSync(join(folder, file));
  removeOlderKeys(keysFolder, said.run);
}

function backedUp({ events, root, checkpoint }: LogInBackup, before: LogInBackup | undefined): BackedUpLog {
  const note = parseNote(checkpoint ?? '');
  const signed = (note && parseCheckpoint(note.text)?.size) ?? 0;
  return { events, added: events - (before?.events ?? 0), root, unsigned: events - signed };
}

function noRoom(): Rejected {
  return refuseToOpen(
    'The disk of the backup is full. What stood there before is whole; make room, and run it again.',
  );
}

function asBackupRefusal(error: unknown, folders: { data: string; backup: string }): unknown {
  if (error instanceof BadPlace)
    return refuseToOpen(
      `The backup in ${folders.backup} is damaged. ${error.sentence} Begin another in an empty folder.`,
    );
  if (isNoRoom(error)) return noRoom();
  return asOpeningRefusal(asFolderRefusal(error, folders.data));
}
