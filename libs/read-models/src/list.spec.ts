import { expect, it } from '@jest/globals';
import { CaseloadReader } from './caseload/reader.ts';
import { Database } from './database.ts';
import { FamiliesReader } from './families/reader.ts';
import { familyIndexes, familyTables } from './families/table.ts';
import { listPage } from './list.ts';
import type { ModelRows } from './model-reader.ts';
import { FOREVER, type Tables, type Value } from './projection.ts';
import { RequestsReader } from './requests/reader.ts';
import { requestIndexes, requestTables } from './requests/table.ts';
import { Explained } from './testing/explained.ts';

/** The plan of each statement that is asked. */
function plansOf(tables: string, ask: (model: ModelRows) => unknown): string[] {
  const model = new Explained(tables);
  ask(model);
  model.close();
  return model.plans.map((steps) => steps.join('; '));
}

it.each([
  [
    'the caseload of a worker',
    'spans_of_keyworker',
    (model: ModelRows) => new CaseloadReader(model).ofWorker('w'),
  ],
  [
    'the caseload of a worker who covers',
    'spans_of_cover',
    (model: ModelRows) => new CaseloadReader(model).ofWorker('w'),
  ],
  [
    'the caseload of an agency',
    'spans_of_agency',
    (model: ModelRows) => new CaseloadReader(model).ofAgency('o'),
  ],
  [
    'families by keyworker',
    'spans_of_keyworker',
    (model: ModelRows) => new FamiliesReader(model).list({ keyworker: 'w' }),
  ],
  [
    'families by agency, as of a day',
    'spans_of_agency',
    (model: ModelRows) => new FamiliesReader(model).list({ agency: 'o' }, 5),
  ],
])('%s is found by an index', (_, index, ask) => {
  const plans = plansOf(familyTables + familyIndexes, ask);
  expect(plans).toEqual([expect.stringContaining(index)]);
});

it('families whose help is open are found among those, in the order of registration', () => {
  const plans = plansOf(familyTables + familyIndexes, (model) =>
    new FamiliesReader(model).list({ status: 'OPEN', district: 'd' }),
  );
  expect(plans).toEqual([expect.stringContaining('USING INDEX spans_in_status ')]);
  expect(plans[0]).not.toContain('TEMP B-TREE');
});

it('covers that are over are found among those that last, by the day until which they were to', () => {
  const plans = plansOf(familyTables + familyIndexes, (model) =>
    new FamiliesReader(model).lapsedCovers('2026-03-09'),
  );
  expect(plans).toEqual(['SEARCH spans USING INDEX spans_covered (cover_until>? AND cover_until<?)']);
});

it.each([
  ['that wait', 'spans_waiting', { waiting: true }],
  ['in a state', 'spans_in_state', { state: 'RECEIVED' }],
] as const)('requests %s are found among those that do, not among all that ever came', (_, index, filter) => {
  const tables = requestTables + requestIndexes;
  const plans = plansOf(tables, (model) => new RequestsReader(model).list({ ...filter }));
  expect(plans).toEqual([expect.stringContaining(`USING INDEX ${index} `)]);
  expect(plans[0]).not.toContain('TEMP B-TREE');
});

it('requests under a sender’s own reference are found by it, not among all that ever came', () => {
  const tables = requestTables + requestIndexes;
  const plans = plansOf(tables, (model) => new RequestsReader(model).list({ senderReference: 'RFS-1' }));
  expect(plans).toEqual([
    expect.stringContaining('USING INDEX requests_of_sender '),
    expect.stringMatching(/USING INDEX spans_in_order \(received=\?/),
  ]);
});

it('a row that ended while the page was read still stands in it', () => {
  const database = new Database(':memory:');
  database.exec(`
    CREATE TABLE projection (position INTEGER NOT NULL);
    INSERT INTO projection VALUES (9);
    CREATE TABLE rows (key INTEGER, from_position INTEGER, until INTEGER);
    INSERT INTO rows VALUES (1, 3, ${FOREVER})`);
  let grows = true;
  const tables = {
    memory: database.memory,
    one: <Row>(sql: string, ...values: Value[]) => database.one<Row>(sql, ...values),
    all: <Row>(sql: string, ...values: Value[]) => {
      if (grows) database.exec('UPDATE projection SET position = 10; UPDATE rows SET until = 10');
      grows = false;
      return database.all<Row>(sql, ...values);
    },
  } as Tables;
  const list = {
    table: 'rows',
    key: 'key',
    position: 9,
    filter: {},
    toNode: ({ key }: { key: number }) => key,
  };
  expect(listPage(tables, list as Parameters<typeof listPage>[1]).edges.map(({ node }) => node)).toEqual([1]);
  database.close();
});
