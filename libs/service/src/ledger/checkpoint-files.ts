import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint, parseNote, verifiedBy, type Checkpoint, type VerifierKey } from '#libs/ledger';
import { readIfThere, replaceFile } from './durable-file.ts';

/** A checkpoint, and the note that says it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string;
}

/** Of one log: the last checkpoint, the last that witnesses cosigned, and some of every time before, oldest first. */
export class CheckpointFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  get hashes(): string {
    return join(this.#folder, 'hashes');
  }

  /** The last note that was signed, or cosigned, or when all was verified; undefined where there is none yet. */
  read(which: 'checkpoint' | 'cosigned' | 'verified'): string | undefined {
    return readIfThere(join(this.#folder, which));
  }

  replace(which: 'checkpoint' | 'cosigned' | 'verified' | 'verifier-keys', text: string): void {
    replaceFile(join(this.#folder, which), text);
  }

  /** The notes kept of earlier times, a damaged line as it stands; one that was cut off while it was written is none. */
  history(): string[] {
    const lines = (readIfThere(this.#historyFile) ?? '').split('\n').slice(0, -1);
    return lines.map(noteIn);
  }

  keep(note: string): void {
    appendFileSync(this.#historyFile, `${JSON.stringify(note)}\n`, { mode: 0o600, flush: true });
  }

  /** Takes away what was cut off while it was written. */
  mend(): void {
    const kept = readIfThere(this.#historyFile) ?? '';
    if (!kept.endsWith('\n')) replaceFile(this.#historyFile, kept.slice(0, kept.lastIndexOf('\n') + 1));
  }

  get #historyFile(): string {
    return join(this.#folder, 'checkpoints');
  }
}

function noteIn(line: string): string {
  try {
    return String(JSON.parse(line));
  } catch {
    return line;
  }
}

/** The checkpoint that a note says, where all of the log's own keys signed it; undefined where not. */
export function ownCheckpoint(
  note: string,
  origin: string,
  keys: readonly VerifierKey[],
): SignedCheckpoint | undefined {
  const parsed = parseNote(note);
  const checkpoint = parsed && parseCheckpoint(parsed.text);
  if (parsed === undefined || checkpoint?.origin !== origin) return undefined;
  const isSigned = verifiedBy(parsed, keys)?.length === keys.length;
  return isSigned ? { ...checkpoint, note } : undefined;
}
