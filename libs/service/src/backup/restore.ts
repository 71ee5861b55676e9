import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { fillKeyDatabase, keptKeys, openSqliteKeyStore, type KeptKey } from '#libs/vault';
import type { VerifierKey } from '#libs/ledger';
import { filesIn } from '../files.ts';
import { keyEncryptionKey, keyPlace } from '../keys/key-encryption-key.ts';
import { ownCheckpoint } from '../ledger/checkpoint-files.ts';
import { readAnchor } from '../ledger/durable-file.ts';
import { accessAnchor, logSigners } from '../ledger/log-ledger.ts';
import { verifyRecord } from '../ledger/verifying/verify-record.ts';
import { asOpeningRefusal, refuseToOpen } from '../refuse.ts';
import type { Settings } from '../settings/settings.ts';
import { BadPlace } from './bad-place.ts';
import { readManifest, type LogName, type Manifest } from './manifest.ts';
import { checkEverySubject, checkOwn } from './check-keys.ts';
import { isNoRoom } from './no-room.ts';
import { keysFileIn, restoreKeys } from './restore-keys.ts';
import { LogRestoring } from './restore-log.ts';
import { TargetFolder } from './target-folder.ts';

export interface RestoreOrder {
  /** The backup's folder. */
  readonly from: string;
  /** The file of keys, or its folder, where they are kept apart: it may be of another run. */
  readonly keys?: string | undefined;
  /** The empty folder into which the record is put back. */
  readonly to: string;
  /** Also reads all of it back from the disk, as `verifyRecord` does. */
  readonly verify?: boolean | undefined;
  readonly progress?: ((doing: LogName | 'verified', events: number) => void) | undefined;
}

/** Where a backup is not as it was written: in a file of it, or, of what was read back, at a position. */
export interface BadInBackup {
  readonly file: string | null;
  readonly line: number | null;
  readonly position: number | null;
}

export interface Restored {
  readonly ok: boolean;
  readonly events: number;
  /** The Merkle root over them, base64; null where they were not all read. */
  readonly root: string | null;
  readonly access: { readonly events: number; readonly root: string } | null;
  /** The last that the log signed of them. */
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
  /** Events of both logs that FHR_ANCHOR knows to have been signed, and that the backup does not hold. */
  readonly missing: number;
  /** When the backup was made. */
  readonly at: string | null;
  readonly firstBad: BadInBackup | null;
  readonly findings: readonly string[];
  readonly seconds: number;
}

type Found = Omit<Restored, 'seconds'>;

/**
 * Puts a record back from a backup into an empty folder, which nobody can open before it is whole. Every file of the
 * backup is held against its hash, every event against its leaf, both logs against their roots and what was signed; for
 * whatever is sealed the key must be there, or have been destroyed; what the log says was erased stays erased, whatever the
 * keys' backup holds. Where something is not so, it says the first place and leaves the folder as it was. Throws `Rejected`
 * STORE_REFUSED where the folder, or the key database, is not empty, the key-encryption key is another or the disk is full,
 * SETTINGS_REFUSED where a place is none.
 */
export async function restore(settings: Settings, order: RestoreOrder): Promise<Restored> {
  const began = performance.now();
  let target: TargetFolder | undefined;
  try {
    target = new TargetFolder(order.to);
    const found = await putBack({ ...withFileOfKeys(settings), folder: order.to }, order);
    if (found.ok) {
      await moveKeys({ ...settings, folder: order.to });
      target.done();
    } else target.abandon();
    return { ...found, seconds: secondsSince(began) };
  } catch (error) {
    target?.abandon();
    if (isNoRoom(error))
      throw refuseToOpen(`The disk of ${order.to} is full, or takes no more: nothing was put back.`);
    if (!(error instanceof BadPlace)) throw asOpeningRefusal(error);
    return { ...badAt(error), seconds: secondsSince(began) };
  }
}

async function putBack(
  settings: Settings,
  { from, keys, verify, progress = () => undefined }: RestoreOrder,
): Promise<Found> {
  const said = readManifest(from);
  const files = filesIn(settings.folder);
  const told = (name: LogName) => (events: number) => progress(name, events);
  const [logFile, ledgerFolder] = [files.journalFile, files.ledgerFolder];
  await using record = await LogRestoring.begin({
    ...{ name: 'record', said: said.record, folder: from, progress: told('record') },
    ...{ logFile, ledgerFolder },
  });
  await record.fill();
  await using access = await LogRestoring.begin({
    ...{ name: 'access', said: said.access, folder: from, progress: told('access') },
    ...{ logFile: files.accessFile, ledgerFolder: files.accessLedgerFolder },
  });
  await access.fill();
  const kept = keysFileIn(from, said, keys);
  restoreKeys({ settings, origin: said.record.origin, ...kept, erased: record.erased });
  const signed = await checkedWithKeys(settings, { said, record, access, keysFile: kept.file });
  const found = {
    ok: true,
    events: record.events,
    root: record.root,
    access: { events: access.events, root: access.root },
    at: said.at,
    ...signed,
    firstBad: null,
    findings: [],
  };
  if (verify !== true) return found;
  const { ok, firstBad, findings } = await verifyRecord(withoutAnchor(settings), {
    progress: (events) => progress('verified', events),
  });
  return {
    ...found,
    ok,
    firstBad: firstBad && { file: null, line: null, position: firstBad.position },
    findings,
  };
}

/** Where nodes share their keys, they come into that database last, once all is known to be as it should. */
async function moveKeys(settings: Settings): Promise<void> {
  const { keysFile, keyService } = keyPlace(settings);
  if (keyService === undefined) return;
  const kept: KeptKey[] = [];
  for await (const key of keptKeys({ keysFile })) kept.push(key);
  await fillKeyDatabase(keyService, kept);
  for (const beside of ['', '-wal', '-shm']) rmSync(`${keysFile}${beside}`, { force: true });
}

interface Checking {
  readonly said: Manifest;
  readonly record: LogRestoring;
  readonly access: LogRestoring;
  readonly keysFile: string;
}

/** What can be told once the keys are there: whether they are this record's, are all there, and signed what was signed. */
async function checkedWithKeys(
  settings: Settings,
  { said, record, access, keysFile }: Checking,
): Promise<Pick<Found, 'checkpoint' | 'missing'>> {
  const keys = openSqliteKeyStore({
    file: filesIn(settings.folder).keysFile,
    kek: await keyEncryptionKey(settings),
  });
  try {
    const named = { keys, file: basename(keysFile) };
    await checkOwn(record, named);
    for (const log of [record, access]) await checkEverySubject(log, named);
    const secret = await keys.named('ledger');
    const signers = (origin: string): readonly VerifierKey[] => logSigners(origin, secret);
    const last = record.checkSigned(signers(said.record.origin));
    access.checkSigned(signers(said.access.origin));
    const missing =
      missingTo(settings.anchor, {
        log: record,
        origin: said.record.origin,
        keys: signers(said.record.origin),
      }) +
      missingTo(accessAnchor(settings.anchor), {
        ...{ log: access, origin: said.access.origin, keys: signers(said.access.origin) },
      });
    await keys.setKnownUpTo(record.events - 1);
    return { checkpoint: last ? { size: last.size, root: base64(last.root) } : null, missing };
  } finally {
    await keys.close();
  }
}

interface Anchored {
  readonly log: LogRestoring;
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
}

/** How many events the checkpoint kept outside knows more; `BadPlace` where it is of another history. */
function missingTo(anchor: string | undefined, { log, origin, keys }: Anchored): number {
  const note = anchor === undefined ? undefined : readAnchor(anchor);
  const known = note === undefined ? undefined : ownCheckpoint(note, origin, keys);
  if (known === undefined) return 0;
  if (known.size > log.events) return known.size - log.events;
  if (log.rootAt(known.size) !== base64(known.root))
    throw new BadPlace(
      `the events do not lead to the checkpoint over ${known.size} of them that FHR_ANCHOR keeps`,
      {
        file: 'manifest.ndjson',
      },
    );
  return 0;
}

function withFileOfKeys({ keys: _, keysUser: __, ...settings }: Settings): Settings {
  return settings;
}

function withoutAnchor({ anchor: _, ...settings }: Settings): Settings {
  return settings;
}

function badAt(error: BadPlace): Found {
  const { file, line = null, position = null, sentence } = error;
  return {
    ok: false,
    events: 0,
    root: null,
    access: null,
    checkpoint: null,
    missing: 0,
    at: null,
    firstBad: { file, line, position },
    findings: [sentence],
  };
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 100) / 10;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
