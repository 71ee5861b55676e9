import { eventTable, type EventField, type EventType, type Json, type JsonObject } from '#libs/contracts';

type Draft = Record<string, Json | undefined>;

/** Whole data of an event type, every text of a field being what is said for it. */
export function anyData(type: string, say: (field: EventField) => string): JsonObject {
  return dataOf(eventTable[type as EventType].fields, say);
}

/** What is left for sure once the keys of whomever it tells of are gone. */
export function erasedData(type: string, say: (field: EventField) => string): JsonObject {
  const { fields } = eventTable[type as EventType];
  const optional = fields.filter(({ required }) => !required).map(({ path }) => path.join('/'));
  const left = fields.filter(
    ({ kind, path }) =>
      kind !== 'personal' &&
      kind !== 'group' &&
      !optional.some((each) => `${path.join('/')}/`.startsWith(`${each}/`)),
  );
  return dataOf(left, say);
}

function dataOf(fields: readonly EventField[], say: (field: EventField) => string): JsonObject {
  const data: Draft = {};
  for (const field of fields) put(data, field, say(field));
  return data;
}

function put(data: Draft, field: EventField, word: string): void {
  let at = data;
  for (const name of field.path.slice(0, -1)) if (name !== '*') at = inside(at, name);
  const name = field.path.at(-1) ?? '';
  if (field.kind === 'group') at[name] ??= field.list ? [{}] : {};
  else at[name] = field.list ? [word] : valueOf(field.value, word);
}

function inside(data: Draft, name: string): Draft {
  const value = (data[name] ??= [{}]);
  return (Array.isArray(value) ? (value as Json[])[0] : value) as Draft;
}

function valueOf(kind: 'string' | 'integer' | 'boolean', word: string): Json {
  if (kind === 'string') return word;
  return kind === 'integer' ? 1 : true;
}
