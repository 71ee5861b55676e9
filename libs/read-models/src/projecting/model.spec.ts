import { describe, expect, it } from '@jest/globals';
import { families } from '../families/projection.ts';
import { Database } from '../database.ts';
import { logged, opened } from '../fact.ts';
import { Model, type Arrived } from './model.ts';
import { tablesOf } from '../testing/contents.ts';
import { hillFamily } from '../testing/hill.ts';
import { Story } from '../testing/story.ts';

const log: readonly Arrived[] = hillFamily().events.map((stored, position) =>
  opened(logged(position, stored, ''), { open: ({ data }) => ({ data, erased: [] }) }),
);

const until = (end: number) => log.slice(0, end);

/** One of many families that are registered. */
function registered(position: number): Arrived {
  const story = new Story();
  const data = { reference: `F-${position}` };
  story.tell(`family-${position}`, { type: 'FamilyRegistered', data });
  const [event] = story.events;
  if (event === undefined) throw new TypeError('nothing was told');
  return opened(logged(position, event, ''), { open: ({ data: told }) => ({ data: told, erased: [] }) });
}

function applied(...pages: readonly (readonly Arrived[])[]): Model {
  const model = Model.create(families, ':memory:');
  for (const page of pages) applyTo(model, page);
  return model;
}

function finished(...pages: readonly (readonly Arrived[])[]): Model {
  const model = applied(...pages);
  model.finish();
  return model;
}

function applyTo(model: Model, page: readonly Arrived[]): void {
  const last = page.at(-1);
  if (last === undefined) return;
  model.apply(page, last);
  model.save();
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

  it('is begun again where it cannot take an event in while it is built, and parks it then', () => {
    const twice = { ...registered(log.length), data: { reference: 'F-HILL' } } as Arrived;
    const whole = [...log, twice];
    const model = applied(until(6));
    applyTo(model, whole.slice(6));
    expect([model.position, model.parked]).toEqual([-1, 0]);
    applyTo(model, until(6));
    applyTo(model, whole.slice(6));
    model.finish();
    expect([model.position, model.parked]).toEqual([log.length, 1]);
    const kept = finished();
    for (const event of [...whole, twice]) applyTo(kept, [event]);
    expect(tablesOf(model.tables)).toEqual(tablesOf(kept.tables));
  });

  it('goes back to where it was saved where it cannot take an event in, and parks it when it comes again', () => {
    const twice = { ...registered(log.length), data: { reference: 'F-HILL' } } as Arrived;
    const after = registered(log.length + 1);
    const model = finished(until(6));
    model.apply(log.slice(6, 8), log[7] ?? twice);
    model.apply([...log.slice(8), twice], twice);
    expect([model.position, model.parked]).toEqual([5, 0]);
    expect(tablesOf(model.tables)).toEqual(tablesOf(finished(until(6)).tables));
    applyTo(model, [...log.slice(6), twice]);
    applyTo(model, [after]);
    expect([model.position, model.parked]).toEqual([log.length + 1, 1]);
    const kept = finished();
    for (const event of [...log, twice, twice, after]) applyTo(kept, [event]);
    expect(tablesOf(model.tables)).toEqual(tablesOf(kept.tables));
  });

  it('parks nothing where the disk is full, and goes on where it was once there is room', () => {
    const model = finished(until(6));
    const { tables } = model;
    if (!(tables instanceof Database)) throw new TypeError('a model has a database');
    const [{ page_count: pages = 0 } = {}] = tables.all<{ page_count: number }>('PRAGMA page_count');
    tables.exec(`PRAGMA max_page_count = ${pages}`);
    const busy = Array.from({ length: 2000 }, (_, at) => registered(6 + at));
    expect(() => applyTo(model, busy)).toThrow('full');
    expect([model.position, model.parked]).toEqual([5, 0]);
    expect(tablesOf(tables)).toEqual(tablesOf(finished(until(6)).tables));
    tables.exec('PRAGMA max_page_count = 1000000');
    applyTo(model, busy);
    expect([model.position, model.parked]).toEqual([2005, 0]);
  });
});
