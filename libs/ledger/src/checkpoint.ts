import { fromBase64 } from './note.ts';

/** The head of a log's tree at one size (C2SP tlog-checkpoint v1.0.0). */
export interface Checkpoint {
  /** The log's name. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Origin, size, 32 bytes in base64, and extension lines. */
const FORM = /^(.+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:.+\n)*$/;

/** The three lines that are signed: origin, size, root in base64; this record writes no extension lines. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** The checkpoint that a note's text is; undefined where it is none. Extension lines of others are passed over. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [, origin, size, base64] = FORM.exec(text) ?? [];
  const root = base64 === undefined ? undefined : fromBase64(base64);
  if (origin === undefined || root === undefined || !Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root };
}
