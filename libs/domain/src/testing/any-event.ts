import fc from 'fast-check';
import { eventTable } from '#libs/contracts';
import type { EventField } from '#libs/contracts';

type Draft = { [name: string]: unknown };

const word = fc.constantFrom('one', 'two', 'L1', 'L4', 'CP_PLAN', '2026-01-01');

/** Any event of an aggregate, complete or without its sealed fields, whether or not it could have happened. */
export function anyEvent(aggregate: string): fc.Arbitrary<{ type: string; data: object }> {
  const types = Object.entries(eventTable).filter(([, description]) => description.aggregate === aggregate);
  return fc.oneof(
    ...types.map(([type, { fields }]) =>
      fc
        .infiniteStream(word)
        .chain((words) => fc.boolean().map((opened) => ({ type, data: dataOf(fields, words, opened) }))),
    ),
  );
}

function dataOf(fields: readonly EventField[], words: IterableIterator<string>, opened: boolean): Draft {
  const data: Draft = {};
  for (const field of fields) {
    if (opened || field.kind !== 'personal') put(data, field, words);
  }
  return data;
}

function put(data: Draft, field: EventField, words: IterableIterator<string>): void {
  let at = data;
  for (const name of field.path.slice(0, -1)) at = name === '*' ? at : inside(at, name);
  const name = field.path.at(-1) ?? '';
  if (field.kind === 'group') at[name] ??= field.list ? [{}] : {};
  else at[name] = field.list ? [next(words), next(words)] : valueOf(field.value, words);
}

function inside(data: Draft, name: string): Draft {
  const value = (data[name] ??= [{}]);
  return (Array.isArray(value) ? value[0] : value) as Draft;
}

function valueOf(kind: 'string' | 'integer' | 'boolean', words: IterableIterator<string>): unknown {
  if (kind === 'string') return next(words);
  return kind === 'integer' ? 1 : true;
}

function next(words: IterableIterator<string>): string {
  return words.next().value as string;
}
