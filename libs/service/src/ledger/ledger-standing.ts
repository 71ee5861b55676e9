import { cosignedAt, parseCheckpoint, parseNote, parsePolicy, type PolicyWitness } from '#libs/ledger';
import { filesIn } from '../files.ts';
import type { Settings } from '../settings/settings.ts';
import { CheckpointFiles } from './checkpoint-files.ts';
import { readAnchor, readIfThere } from './durable-file.ts';
import type { Verified } from './verifying/verify-log.ts';

/** A checkpoint as a file says it. */
export interface Signed {
  readonly size: number;
  /** When the log, or a witness, says that it was signed; milliseconds since 1970. */
  readonly at: number;
}

/** How far a record's ledger is signed, cosigned, kept outside and verified, as its files say: nothing of it is proven. */
export interface LedgerStanding {
  readonly signed: Signed | undefined;
  /** The first checkpoint that is kept. */
  readonly firstSigned: Signed | undefined;
  /** Those who are to cosign it; none where no policy names any. */
  readonly witnesses: readonly PolicyWitness[];
  readonly cosigned: Signed | undefined;
  readonly anchored: Signed | undefined;
  /** When every stored byte was verified last; milliseconds since 1970. */
  readonly verifiedAt: number | undefined;
}

/** Reads the files of the record's ledger. TypeError, naming the line, where the policy of its witnesses is none. */
export function ledgerStanding({ folder, anchor, witnesses }: Settings): LedgerStanding {
  const files = new CheckpointFiles(filesIn(folder).ledgerFolder);
  const policy = witnesses === undefined ? undefined : readIfThere(witnesses);
  return {
    signed: signedIn(files.read('checkpoint')),
    firstSigned: signedIn(files.history()[0]),
    witnesses: policy === undefined ? [] : parsePolicy(policy).witnesses,
    cosigned: signedIn(files.read('cosigned')),
    anchored: anchor === undefined ? undefined : signedIn(readAnchor(anchor)),
    verifiedAt: verifiedIn(files.read('verified')),
  };
}

/** Keeps that all of a log was verified, where its folder may be written. */
export function keepVerified(ledgerFolder: string, { events, root }: Verified, now = Date.now()): void {
  const said = { at: new Date(now).toISOString(), events, root };
  try {
    new CheckpointFiles(ledgerFolder).replace('verified', `${JSON.stringify(said)}\n`);
  } catch {
    // Whoever may only read verifies as well.
  }
}

function signedIn(text: string | undefined): Signed | undefined {
  const note = parseNote(text ?? '');
  const checkpoint = note && parseCheckpoint(note.text);
  return note && checkpoint && { size: checkpoint.size, at: (cosignedAt(note) ?? 0) * 1000 };
}

function verifiedIn(text: string | undefined): number | undefined {
  const { at = '' } = JSON.parse(text ?? '{}') as { at?: string };
  return Number.isNaN(Date.parse(at)) ? undefined : Date.parse(at);
}
