import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { readIfThere } from '../ledger/durable-file.ts';
import { refuseToOpen } from '../refuse.ts';

const parkedStep = z.object({
  manager: z.string(),
  step: z.string(),
  /** The id of the event that caused it. */
  cause: z.string(),
  /** Why it is parked: a refusal's code, or TOO_OLD. */
  code: z.string(),
});
const checkpoint = z.object({ position: z.number().int().min(-1), parked: z.array(parkedStep) });

/** A step that was not done, and waits for a person. */
export type ParkedStep = Readonly<z.infer<typeof parkedStep>>;

export interface Checkpoint {
  /** The last position whose events were dealt with. */
  readonly position: number;
  readonly parked: readonly ParkedStep[];
}

/**
 * The checkpoint in a file; the start of the log where there is none: whatever was done is not done again. STORE_REFUSED
 * where it cannot be read: what waits for a person stands there alone.
 */
export function readCheckpoint(file: string): Checkpoint {
  try {
    const text = readIfThere(file);
    return text === undefined ? { position: -1, parked: [] } : checkpoint.parse(JSON.parse(text));
  } catch (cause) {
    throw Object.assign(refuseToOpen(UNREADABLE), { cause });
  }
}

const UNREADABLE =
  'process-managers.json in FHR_DATA cannot be read. Make it readable, or put it back from a copy; without it the log is looked at again from its start, and what waited too long waits anew.';

/** Puts the checkpoint in the file's place, whole. */
export function writeCheckpoint(file: string, at: Checkpoint): void {
  const beside = `${file}.new`;
  const descriptor = openSync(beside, 'w', 0o600);
  try {
    writeFileSync(descriptor, JSON.stringify(at));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, file);
}
