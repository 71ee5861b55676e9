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
  const [first] = path;
  // Of most paths nothing stands: that costs nothing, for it is asked of every field of every event.
  if (first !== undefined && data[first] === undefined) return NOWHERE;
  const found: Occurrence[] = [];
  walk({ pointer: '', value: data, around: [data] }, path, 0, found);
  return found;
}

/** Follows the path from one place inward, the first `depth` of its steps being taken. */
function walk(at: Occurrence, path: readonly string[], depth: number, found: Occurrence[]): void {
  const step = path[depth];
  if (step === undefined) {
    found.push(at);
  } else if (step === '*') {
    for (const [index, each] of asList(at.value).entries())
      walk(inner(at, index, each), path, depth + 1, found);
  } else {
    const member = memberAt(at, step);
    if (member !== undefined) walk(member, path, depth + 1, found);
  }
}

/** Where a member of the object at a place stands; undefined where there is none. */
export function memberAt(at: Occurrence, name: string): Occurrence | undefined {
  const value = isObject(at.value) ? at.value[name] : undefined;
  return value === undefined ? undefined : inner(at, name, value);
}

function inner({ pointer, around }: Occurrence, step: string | number, value: Json): Occurrence {
  return { pointer: `${pointer}/${step}`, value, around: isObject(value) ? [value, ...around] : around };
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
