/** One signature under a note: whose, by which key, and its bytes. */
export interface NoteSignature {
  readonly name: string;
  /** Eight hexadecimal characters. */
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

/** A text that ends in a line feed, and signatures over it (C2SP signed-note v1.0.0). */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const LARGEST = 65_536;
const SIGNATURE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
// A note is text without control characters but the line feed.
const CONTROL = /[\u0000-\u0009\u000B-\u001F]/;
const KEY_ID_BYTES = 4;

/** The note that a text is; undefined where it is none: its shape, not its signatures, is looked at. */
export function parseNote(text: string): Note | undefined {
  const end = text.lastIndexOf('\n\n');
  if (end <= 0 || !text.endsWith('\n') || text.length > LARGEST) return undefined;
  if (CONTROL.test(text) || !text.isWellFormed()) return undefined;
  const lines = text.slice(end + 2, -1).split('\n');
  const signatures = lines.flatMap((line) => parseSignature(line) ?? []);
  return signatures.length === lines.length ? { text: text.slice(0, end + 1), signatures } : undefined;
}

/** The signature on one line, without its line feed. */
export function parseSignature(line: string): NoteSignature | undefined {
  const [, name, base64] = SIGNATURE.exec(line) ?? [];
  const bytes = base64 === undefined ? undefined : fromBase64(base64);
  if (name === undefined || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  const keyId = Buffer.from(bytes.subarray(0, KEY_ID_BYTES)).toString('hex');
  return { name, keyId, bytes: bytes.subarray(KEY_ID_BYTES) };
}

/** The note as text. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map((each) => `${formatSignature(each)}\n`).join('')}`;
}

export function formatSignature({ name, keyId, bytes }: NoteSignature): string {
  return `\u2014 ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), bytes]).toString('base64')}`;
}

/** The bytes that base64 stands for; undefined where it is not written as it would be written back. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
