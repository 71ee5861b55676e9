import { describe, expect, it } from '@jest/globals';
import { families } from './families/projection.ts';
import { logged, opened } from './fact.ts';
import { Model, type Arrived } from './model.ts';
import { tablesOf } from './testing/contents.ts';
import { hillFamily } from './testing/hill.ts';

const log: readonly Arrived[] = hillFamily().events.map((stored, position) =>
  opened(logged(position, stored, ''), { open: ({ data }) => ({ data, erased: [] }) }),
);

const until = (end: number) => log.slice(0, end);

function applied(...pages: readonly (readonly Arrived[])[]): Model {
  const model = Model.create(families, ':memory:');
  for (const page of pages) applyTo(model, page);
  return model;
}

function applyTo(model: Model, page: readonly Arrived[]): void {
  const last = page.at(-1);
  if (last !== undefined) model.apply(page, last);
}

describe('a model', () => {
  it('takes what is delivered again once', () => {
    const again = applied(until(6), until(6), log.slice(3, 8), log.slice(2));
    expect(tablesOf(again.tables)).toEqual(tablesOf(applied(log).tables));
  });

  it.each([
    ['leaves an event out', [...log.slice(6, 7), ...log.slice(8)]],
    ['begins too late', log.slice(7)],
    ['turns the order round', log.slice(6).reverse()],
  ])('refuses a page that %s, and writes nothing of it', (_how, page) => {
    const model = applied(until(6));
    expect(() => applyTo(model, page)).toThrow(RangeError);
    expect(tablesOf(model.tables)).toEqual(tablesOf(applied(until(6)).tables));
    applyTo(model, log.slice(6));
    expect(tablesOf(model.tables)).toEqual(tablesOf(applied(log).tables));
  });
});
