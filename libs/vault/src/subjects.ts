import {
  eventTable,
  occurrencesOf,
  streamSubject,
  subjectOf,
  type EventDescription,
  type EventField,
  type JsonObject,
  type PersonalField,
} from '#libs/contracts';
import type { PersonalValue } from './sealing.ts';

/** An event before it is sealed: its data whole and in the clear. */
export interface Fact {
  readonly stream: string;
  readonly type: string;
  readonly data: JsonObject;
}

interface Places {
  readonly fillsLines: boolean;
  readonly personal: readonly PersonalField[];
  readonly people: readonly EventField[];
}

const places = new Map<string, Places>(
  Object.entries<EventDescription>(eventTable).map(([type, { fields, hidesLengths: fillsLines = false }]) => [
    type,
    {
      fillsLines,
      personal: fields.filter((field) => field.kind === 'personal'),
      people: fields.filter((field) => field.kind === 'id' && field.of === 'person'),
    },
  ]),
);

/** Every personal value of a fact with whose it is. Throws where the type has no description or a value no subject. */
export function personalValues({ stream, type, data }: Fact): PersonalValue[] {
  const streamIs = streamSubject(stream);
  const { personal, fillsLines } = placesOf(type);
  const values: PersonalValue[] = [];
  for (const field of personal)
    for (const at of occurrencesOf(data, field.path)) {
      const { pointer, value } = at;
      values.push({
        pointer,
        value,
        subject: subjectOf(field, at, streamIs),
        class: field.class,
        fillsLines,
      });
    }
  return values;
}

/**
 * Whom a fact is about: those whose fields are sealed in it, in the order of its fields, and then the persons it only
 * names. The first one's key makes the command's digest, so that it dies with whom the command said most about.
 */
export function subjectsOf(fact: Fact, values: readonly PersonalValue[] = personalValues(fact)): string[] {
  const subjects = new Set(values.map((each) => each.subject));
  for (const field of placesOf(fact.type).people) {
    const named = occurrencesOf(fact.data, field.path).flatMap(({ value }) => value);
    for (const person of named) if (typeof person === 'string') subjects.add(person);
  }
  return [...subjects];
}

function placesOf(type: string): Places {
  const known = places.get(type);
  if (!known) throw new TypeError(`${type} is not an event of this record`);
  return known;
}
