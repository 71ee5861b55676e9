import { hash } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The 26 lower-case Crockford base32 characters of 16 bytes. */
export function base32Id(bytes: Uint8Array): string {
  let text = '';
  // 130 bits in steps of five, the first two of them none of the bytes'.
  for (let bit = -2; bit < 128; bit += 5) text += ALPHABET[fiveBits(bytes, bit)];
  return text;
}

/** The five bits that begin at a bit; bits before the first byte are 0. */
function fiveBits(bytes: Uint8Array, bit: number): number {
  const at = bit >> 3;
  const word = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return (word >> (11 - (bit & 7))) & 31;
}

/** Kinds of record that people name by a reference on paper and on the phone. */
export type ReferenceKind = 'F' | 'R' | 'N' | 'P';

/**
 * A reference of a number below 2^45, or undefined where its check (the number mod 37, Crockford's) is not one of the
 * 32 characters: such numbers are never drawn.
 */
export function referenceOf(kind: ReferenceKind, number: number): string | undefined {
  const check = ALPHABET[number % 37];
  if (check === undefined) return undefined;
  let text = '';
  for (let rest = number, i = 0; i < 9; i++, rest = Math.floor(rest / 32))
    text = `${ALPHABET[rest % 32]}${text}`;
  return `${kind}-${(text + check).toUpperCase()}`;
}

/** Reads a reference in any case, with or without its hyphen; undefined where its shape or its check is wrong. */
export function parseReference(kind: ReferenceKind, text: string): string | undefined {
  const plain = text.trim().toLowerCase().replaceAll('o', '0').replace(/[il]/g, '1');
  const body = plain.replace(/^[frnp]-?/, '');
  if (!plain.startsWith(kind.toLowerCase()) || !/^[0-9a-hjkmnp-tv-z]{10}$/.test(body)) return undefined;
  let number = 0;
  for (const letter of body.slice(0, 9)) number = number * 32 + ALPHABET.indexOf(letter);
  const reference = referenceOf(kind, number);
  return reference?.slice(2).toLowerCase() === body ? reference : undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** UUIDv5 (RFC 9562): a name in a namespace, which is a UUID. */
export function uuidv5(namespace: string, name: string): string {
  if (!UUID.test(namespace)) throw new TypeError('a namespace is a UUID');
  const words = Buffer.allocUnsafe(16 + Buffer.byteLength(name));
  words.write(namespace.replaceAll('-', ''), 'hex');
  words.write(name, 16);
  const digest = hash('sha1', words, 'hex');
  const part = (from: number, to: number): string => digest.slice(from, to);
  const variant = ((Number.parseInt(part(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${part(0, 8)}-${part(8, 12)}-5${part(13, 16)}-${variant}${part(17, 20)}-${part(20, 32)}`;
}

/** The id part of a stream's name: what stands behind its category. */
export function streamSubject(stream: string): string {
  return stream.slice(stream.indexOf('-') + 1);
}

/** The category of a stream: what stands before the first hyphen. */
export function streamCategory(stream: string): string {
  const hyphen = stream.indexOf('-');
  return hyphen < 0 ? stream : stream.slice(0, hyphen);
}
