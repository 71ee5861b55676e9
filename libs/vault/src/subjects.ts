import {
  eventTable,
  isList,
  memberAt,
  occurrencesOf,
  streamSubject,
  subjectOf,
  type EventDescription,
  type EventField,
  type Json,
  type JsonObject,
  type Occurrence,
  type PersonalField,
} from '#libs/contracts';
import type { PersonalValue } from './sealing.ts';

/** An event before it is sealed: its data whole and in the clear. */
export interface Fact {
  readonly stream: string;
  readonly type: string;
  readonly data: JsonObject;
}

/** Fields that follow one another within the same objects: those are looked for once for all of them. */
interface Beside {
  readonly within: readonly string[];
  readonly fields: { readonly field: PersonalField; readonly name: string }[];
}

interface Places {
  readonly fillsLines: boolean;
  readonly personal: readonly Beside[];
  readonly people: readonly EventField[];
}

const places = new Map<string, Places>(
  Object.entries<EventDescription>(eventTable).map(([type, { fields, hidesLengths: fillsLines = false }]) => [
    type,
    {
      fillsLines,
      personal: sideBySide(fields.filter((field) => field.kind === 'personal')),
      people: fields.filter((field) => field.kind === 'id' && field.of === 'person'),
    },
  ]),
);

/** Every personal value of a fact with whose it is. Throws where the type has no description or a value no subject. */
export function personalValues({ stream, type, data }: Fact): PersonalValue[] {
  const streamIs = streamSubject(stream);
  const { personal, fillsLines } = placesOf(type);
  const values: PersonalValue[] = [];
  const add = (field: PersonalField, at: Occurrence | undefined): void => {
    if (at === undefined) return;
    const { pointer, value } = at;
    values.push({ pointer, value, subject: subjectOf(field, at, streamIs), class: field.class, fillsLines });
  };
  for (const { within, fields } of personal) {
    const around = occurrencesOf(data, within);
    for (const { field, name } of fields) for (const place of around) add(field, memberAt(place, name));
  }
  return values;
}

/**
 * Whom a fact is about: those whose fields are sealed in it, in the order of its fields, and then the persons it only
 * names. The first one's key makes the command's digest, so that it dies with whom the command said most about.
 */
export function subjectsOf(fact: Fact, values: readonly PersonalValue[] = personalValues(fact)): string[] {
  const subjects = new Set<string>();
  for (const { subject } of values) subjects.add(subject);
  for (const { path } of placesOf(fact.type).people)
    for (const { value } of occurrencesOf(fact.data, path)) addAll(subjects, value);
  return [...subjects];
}

function addAll(subjects: Set<string>, named: Json): void {
  for (const person of isList(named) ? named : [named]) if (typeof person === 'string') subjects.add(person);
}

function sideBySide(fields: readonly PersonalField[]): Beside[] {
  const groups: Beside[] = [];
  for (const field of fields) {
    const within = field.path.slice(0, -1);
    const beside = groups.at(-1);
    const at = { field, name: field.path.at(-1) ?? '' };
    if (beside?.within.join('/') === within.join('/')) beside.fields.push(at);
    else groups.push({ within, fields: [at] });
  }
  return groups;
}

function placesOf(type: string): Places {
  const known = places.get(type);
  if (!known) throw new TypeError(`${type} is not an event of this record`);
  return known;
}
