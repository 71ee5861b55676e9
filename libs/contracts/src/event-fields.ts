import { streamSubject } from './ids.ts';
import type { Json, JsonObject } from './json.ts';

/** Classes of personal data, each sealed under its own key of the subject. */
export type DataClass = 'general' | 'address' | 'health' | 'police' | 'third-party' | 'special';

interface FieldBase {
  /** Member names from the event's data inward; `*` stands for every element of a list. */
  readonly path: readonly string[];
  readonly list: boolean;
  readonly required: boolean;
}

type ValueField = FieldBase & { readonly value: 'string' | 'integer' | 'boolean' };

/** A sealed field: `of` names, in turn, where its subject stands, of a list the first; `stream` is the stream's own subject. */
export type PersonalField = ValueField & {
  readonly kind: 'personal';
  readonly of: readonly string[];
  readonly class: DataClass;
  readonly code?: string;
};

/** What one field of an event is (architecture.md, section 4). */
export type EventField =
  | PersonalField
  | (ValueField & { readonly kind: 'code'; readonly code: string })
  | (ValueField & { readonly kind: 'id'; readonly of: string })
  | (ValueField & { readonly kind: 'process' })
  | (FieldBase & { readonly kind: 'group' });

export interface EventDescription {
  readonly aggregate: string;
  readonly version: number;
  /** The sealed field that says when it happened, where the envelope must not. */
  readonly occurredIn?: string;
  /** It exists only for those who may read all of it. */
  readonly sealed?: true;
  /** Never corrected nor voided. */
  readonly stands?: boolean;
  /** The length of what is sealed of it tells no code, date, number, or yes or no. */
  readonly hidesLengths?: boolean;
  readonly fields: readonly EventField[];
}

/** One place in an event's data where a described field stands. */
export interface Occurrence {
  /** RFC 6901 pointer into the data. */
  readonly pointer: string;
  readonly value: Json;
  /** The objects around the value, innermost first; the last is the data itself. */
  readonly around: readonly JsonObject[];
}

const NOWHERE: readonly Occurrence[] = [];

/** Every place where the path stands in the data, in order. Places that are absent are passed over. */
export function occurrencesOf(data: JsonObject, path: readonly string[]): readonly Occurrence[] {
  // Of most paths nothing stands: that costs nothing, for it is asked of every field of every event.
  if (data[path[0] ?? ''] === undefined) return NOWHERE;
  const found: Occurrence[] = [];
  walk(data, path, { depth: 0, pointer: '', around: [data] }, found);
  return found;
}

interface Place extends Omit<Occurrence, 'value'> {
  /** Of how many of the path's steps. */
  readonly depth: number;
}

function walk(
  value: Json | undefined,
  path: readonly string[],
  { depth, pointer, around }: Place,
  found: Occurrence[],
): void {
  if (value === undefined) return;
  const step = path[depth];
  if (step === undefined) {
    found.push({ pointer, around, value });
  } else if (step === '*') {
    for (const [index, each] of asList(value).entries())
      walk(each, path, placeOf(each, { depth: depth + 1, pointer: `${pointer}/${index}`, around }), found);
  } else if (isObject(value)) {
    const next = value[step];
    walk(next, path, placeOf(next, { depth: depth + 1, pointer: `${pointer}/${step}`, around }), found);
  }
}

function placeOf(value: Json | undefined, place: Place): Place {
  return isObject(value) ? { ...place, around: [value, ...place.around] } : place;
}

/** Names under which the id stands that says whose a personal field is, but for the stream's own. */
export function subjectNames({ of }: PersonalField): readonly string[] {
  return of.filter((name) => name !== 'stream');
}

/** The subject a personal field belongs to at one place: the first of its `of` names that names somebody. */
export function subjectOf(field: PersonalField, at: Occurrence, ofStream: string): string {
  for (const name of field.of) {
    if (name === 'stream') return ofStream;
    for (const object of at.around) {
      const [value] = [object[name]].flat();
      if (typeof value === 'string') return subjectNamed(value);
    }
  }
  throw new TypeError(`no subject for ${at.pointer}`);
}

/** A family and a request are named by their streams; everybody else by the subject itself. */
function subjectNamed(id: string): string {
  return /^(family|request)-/.test(id) ? streamSubject(id) : id;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asList(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
