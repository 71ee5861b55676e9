import { existsSync } from 'node:fs';
import { compareModels, type ComparedModel } from '#libs/read-models';
import { namedKey } from '#libs/vault';
import { replayTombstonesIn } from '../../erasure/tombstones.ts';
import { filesIn } from '../../files.ts';
import { asFolderRefusal } from '../../folder-refusal.ts';
import { keyEncryptionKey, keyPlace } from '../../keys/key-encryption-key.ts';
import { asOpeningRefusal, refuseToOpen } from '../../refuse.ts';
import type { Settings } from '../../settings/settings.ts';
import { originIn } from '../../opening/store-birth.ts';
import { keepVerified } from '../ledger-standing.ts';
import { accessAnchor, LogLedger, logSigners } from '../log-ledger.ts';
import { verifyEvents } from './verify-events.ts';
import { verifyLog, type Verified } from './verify-log.ts';

/** What was found in both logs; `events`, `root` and the rest are of the record's. */
export interface VerifiedRecord extends Verified {
  readonly access: Verified;
}

export interface VerifyOptions {
  /** Told how many events of the record were read. */
  readonly progress?: (events: number) => void;
  /** All on the caller's thread. */
  readonly inline?: boolean | undefined;
}

/**
 * Verifies every stored byte of the record and of its access log (`verifyLog`), beside a service that has them open or
 * without one, and keeps when all was as it should be. STORE_REFUSED where the folder holds no record, a log of it is gone or
 * cannot be read as one, or its keys are gone.
 */
export async function verifyRecord(
  settings: Settings,
  { progress, inline }: VerifyOptions = {},
): Promise<VerifiedRecord> {
  const { folder } = settings;
  const { record, access } = await readable(folder, ledgersIn(settings));
  const verified = await readable(folder, verifyLog({ ...record, inline }, progress));
  const seen = await readable(folder, verifyLog({ ...access, inline }));
  const findings = [...verified.findings, ...seen.findings.map((each) => `Access log: ${each}`)];
  const ok = verified.ok && seen.ok;
  if (ok) keepVerified(record.folder, verified);
  return { ...verified, ok, findings, access: seen };
}

/** STORE_REFUSED, with its sentence, where a log is not there, or cannot be read, or is too damaged to be read as one. */
async function readable<T>(folder: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw asOpeningRefusal(asFolderRefusal(error, folder));
  }
}

/** Builds every read model anew from the log beside those in use, and compares them (`compareModels`). */
export async function verifyModels(settings: Settings): Promise<ComparedModel[]> {
  const files = filesIn(settings.folder);
  if (!existsSync(files.journalFile)) throw refuseToOpen('FHR_DATA: the folder holds no store.');
  const origin = originIn(files.journalFile);
  const kek = await keyEncryptionKey(settings);
  await replayTombstonesIn(files, kek);
  return compareModels({ ...files, origin, kek });
}

/** Verifies these events only, and the streams wholly that are named: each against the last checkpoint, by its proof. */
export async function verifySome(
  settings: Settings,
  some: { readonly streams: readonly string[]; readonly positions: readonly number[] },
): Promise<Verified> {
  const { folder } = settings;
  const { record } = await readable(folder, ledgersIn(settings));
  return readable(
    folder,
    Promise.resolve().then(() => verifyEvents(record, some)),
  );
}

/** Takes in and signs what both logs hold, where no service does: of a store that was just made. */
export async function signLedgers(settings: Settings): Promise<void> {
  const { record, access, secret } = await readable(settings.folder, ledgersIn(settings));
  for (const each of [record, access]) {
    const ledger = new LogLedger({ ...each, secret });
    ledger.catchUp();
    ledger.close();
  }
}

async function ledgersIn(settings: Settings) {
  const { journalFile, accessFile, ledgerFolder, accessLedgerFolder } = filesIn(settings.folder);
  if (!existsSync(journalFile)) throw refuseToOpen('FHR_DATA: the folder holds no store.');
  const origin = originIn(journalFile);
  const kek = await keyEncryptionKey(settings);
  const secret = await namedKey({ ...keyPlace(settings), kek }, 'ledger');
  const log = (name: string, logFile: string, folder: string) => ({
    origin: name,
    logFile,
    folder,
    keys: logSigners(name, secret),
  });
  return {
    record: { ...log(origin, journalFile, ledgerFolder), anchor: settings.anchor },
    access: {
      ...log(`${origin}/access`, accessFile, accessLedgerFolder),
      anchor: accessAnchor(settings.anchor),
    },
    secret,
  };
}
