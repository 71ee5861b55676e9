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
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return scalar(value);
  return isList(value) ? list(value) : object(value);
}

function object(value: JsonObject): string {
  let written = '{';
  for (const name of inOrder(Object.keys(value))) {
    const member = value[name];
    if (member !== undefined) written += `${written === '{' ? '' : ','}${named(name)}${canonical(member)}`;
  }
  return `${written}}`;
}

/** Names of members as they are written: few, and the same ones again and again. A third of all time that writing takes. */
const names = new Map<string, string>();
const NAMES = 2_000;

function named(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const written = `${text(name)}:`;
  if (names.size < NAMES) names.set(name, written);
  return written;
}

/** As many as are put in order where they stand: `sort` takes room for each list, a tenth of all that an order leaves behind. */
const FEW = 32;

/** By UTF-16 code units, in place. */
function inOrder(members: string[]): string[] {
  if (members.length > FEW) return members.sort();
  for (let end = 1; end < members.length; end++) {
    const name = members[end] ?? '';
    let at = end;
    for (let before = members[at - 1]; before !== undefined && before > name; before = members[at - 1])
      members[at--] = before;
    members[at] = name;
  }
  return members;
}

function list(values: readonly Json[]): string {
  let written = '[';
  for (const value of values) written += (written === '[' ? '' : ',') + canonical(value);
  return `${written}]`;
}

const ESCAPED = /[\u0000-\u001F"\\\uD800-\uDFFF]/;

function text(value: string): string {
  if (!ESCAPED.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new TypeError('a lone surrogate is not text');
  return JSON.stringify(value);
}

function scalar(value: null | boolean | number): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a JSON number');
  const written: string | undefined = JSON.stringify(value);
  if (written === undefined) throw new TypeError('not JSON');
  return written;
}

/** Array.isArray, which the compiler does not let tell a read-only list from an object. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Canonical JSON as UTF-8. */
export function canonicalBytes(value: Json): Uint8Array {
  return Buffer.from(canonical(value), 'utf8');
}

/** Most texts: nothing of them is to be changed or refused, which is told in a sixth of the time. */
const PLAIN = /^[\u0020-\u007E]*$/;
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;

/**
 * Text as the record keeps it (stored-event.md): NFC, line breaks as line feeds, no other control character but tab.
 * Answers undefined where the text has a lone surrogate or a control character.
 */
export function storedText(text: string): string | undefined {
  if (PLAIN.test(text)) return text;
  const plain = text.replace(/\r\n?/g, '\n');
  return plain.isWellFormed() && !CONTROL.test(plain) ? plain.normalize('NFC') : undefined;
}
