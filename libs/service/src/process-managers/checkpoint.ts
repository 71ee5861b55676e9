import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';

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

/** The checkpoint in a file; the start of the log where there is none: whatever was done is not done again. */
export function readCheckpoint(file: string): Checkpoint {
  try {
    return checkpoint.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { position: -1, parked: [] };
  }
}

/** Puts the checkpoint in the file's place, whole. */
export function writeCheckpoint(file: string, at: Checkpoint): void {
  const beside = `${file}.new`;
  const descriptor = openSync(beside, 'w', 0o600);
  try {
    writeSync(descriptor, JSON.stringify(at));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, file);
}
