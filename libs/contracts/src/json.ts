/** What a stored document may hold: JSON, its numbers integers below 2^53. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/**
 * RFC 8785 (JCS) canonical JSON. Members that are undefined are left out. Throws a TypeError on a number that is not
 * finite, on a lone surrogate, and on anything that is not JSON.
 */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((each: Json) => canonical(each)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return canonicalObject(value as JsonObject);
  return scalar(value);
}

function canonicalObject(value: JsonObject): string {
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) members.push(`${scalar(name)}:${canonical(member)}`);
  }
  return `{${members.join(',')}}`;
}

function scalar(value: null | boolean | number | string): string {
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('a lone surrogate is not text');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a JSON number');
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError('not JSON');
  return text;
}

/** Canonical JSON as UTF-8. */
export function canonicalBytes(value: Json): Uint8Array {
  return Buffer.from(canonical(value), 'utf8');
}

 
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;

/**
 * Text as the record keeps it (stored-event.md): NFC, line breaks as line feeds, no other control character but tab.
 * Answers undefined where the text has a lone surrogate or a control character.
 */
export function storedText(text: string): string | undefined {
  const plain = text.replace(/\r\n?/g, '\n');
  return plain.isWellFormed() && !CONTROL.test(plain) ? plain.normalize('NFC') : undefined;
}
