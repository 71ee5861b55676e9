import { hash, type KeyObject } from 'node:crypto';
import {
  canonical,
  Rejected,
  type DataClass,
  type Json,
  type SealedPart,
  type StoredEvent,
} from '#libs/contracts';
import { decrypt, encrypt } from './gcm.ts';
import type { Randomness } from './randomness.ts';

/** One value to seal: where it stands in the data, whose it is, and of which class. */
export interface PersonalValue {
  readonly pointer: string;
  readonly value: Json;
  readonly subject: string;
  readonly class: DataClass;
  /** It fills whole lines, so that the length of what is sealed does not tell it. */
  readonly fillsLines?: boolean;
}

/** The event that sealed values are bound to. */
export interface Place {
  readonly stream: string;
  readonly revision: number;
  /** How what they are bound to begins, the same for all of the event's. */
  readonly bound: string;
}

export interface Means {
  readonly keyOf: (subject: string, dataClass: DataClass) => KeyObject;
  readonly random: Randomness;
}

/** JSON Pointer -> [salt, value], as sealed. */
export type Openings = Readonly<Record<string, readonly [salt: string, value: Json]>>;

const NONCE = 12;
const SALT = 16;
/** The bytes of a line: no code is longer. */
const LINE = 64;

export function placeIn(
  origin: string,
  { stream, revision, type }: Pick<StoredEvent, 'stream' | 'revision' | 'type'>,
): Place {
  return { stream, revision, bound: canonical([origin, stream, revision, type]).slice(0, -1) };
}

/**
 * The sealed parts of an event (stored-event.md), one a subject and class, in that order; each part draws its
 * nonce and then a salt for each pointer, in order, at once.
 */
export function sealValues(values: readonly PersonalValue[], place: Place, means: Means): SealedPart[] {
  const parts: SealedPart[] = [];
  let group: PersonalValue[] = [];
  for (const value of [...values].sort(bySubjectClassPointer)) {
    const first = group[0];
    if (first && (first.subject !== value.subject || first.class !== value.class)) {
      parts.push(sealPart(first, group, place, means));
      group = [];
    }
    group.push(value);
  }
  const first = group[0];
  if (first) parts.push(sealPart(first, group, place, means));
  return parts;
}

/** What one sealed part holds; spaces that fill it mean nothing. Throws `Rejected` DECRYPTION_FAILED, and tells nothing of it, where it is not as sealed. */
export function openPart(part: SealedPart, place: Place, key: KeyObject): Openings {
  try {
    const plain = decrypt(key, Buffer.from(part.blob, 'base64url'), boundTo(place, part));
    const openings = JSON.parse(plain.toString('utf8')) as Openings;
    if (!sameNames(openings, part.fields)) throw new TypeError('the pointers differ');
    return openings;
  } catch {
    throw failed(place);
  }
}

/** Throws `Rejected` DECRYPTION_FAILED unless every value is the one its commitment was made from. */
export function checkCommitments(part: SealedPart, openings: Openings, place: Place): void {
  for (const [pointer, [salt, value]] of Object.entries(openings)) {
    if (commitment(salt, canonical(pointer), canonical(value)) !== part.fields[pointer]) throw failed(place);
  }
}

function sealPart(
  { subject, class: dataClass }: PersonalValue,
  values: readonly PersonalValue[],
  place: Place,
  { keyOf, random }: Means,
): SealedPart {
  const drawn = Buffer.from(random(NONCE + SALT * values.length));
  const fields: Record<string, string> = {};
  let plain = '';
  let filling = 0;
  let next = NONCE;
  for (const { pointer, value, fillsLines = false } of values) {
    const salt = drawn.toString('base64url', next, (next += SALT));
    const name = canonical(pointer);
    const text = canonical(value);
    fields[pointer] = commitment(salt, name, text);
    plain += `${plain === '' ? '{' : ','}${name}:["${salt}",${text}]`;
    if (fillsLines) filling += LINE - (Buffer.byteLength(text) % LINE);
  }
  const bound = boundTo(place, { subject, class: dataClass });
  const blob = encrypt(
    keyOf(subject, dataClass),
    drawn.subarray(0, NONCE),
    `${plain}}${' '.repeat(filling)}`,
    bound,
  );
  return { subject, class: dataClass, fields, blob: blob.toString('base64url') };
}

/** Pointer and value are canonical JSON already; a salt in base64url is as it stands. */
function commitment(salt: string, pointer: string, value: string): string {
  return hash('sha256', `["${salt}",${pointer},${value}]`, 'base64url');
}

function boundTo(place: Place, whose: { subject: string; class: DataClass }): string {
  return `${place.bound},${canonical(whose.subject)},${canonical(whose.class)}]`;
}

function bySubjectClassPointer(a: PersonalValue, b: PersonalValue): number {
  return order(a.subject, b.subject) || order(a.class, b.class) || order(a.pointer, b.pointer);
}

/** By UTF-16 code units, as canonical JSON sorts. */
function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function sameNames(openings: Openings, fields: SealedPart['fields']): boolean {
  const names = Object.keys(openings);
  return (
    names.length === Object.keys(fields).length &&
    names.every((name) => Object.hasOwn(fields, name) && isOpening(openings[name]))
  );
}

function isOpening(opening: unknown): boolean {
  return Array.isArray(opening) && opening.length === 2 && typeof opening[0] === 'string';
}

function failed({ stream, revision }: Place): Rejected {
  return new Rejected('DECRYPTION_FAILED', { stream, revision });
}
