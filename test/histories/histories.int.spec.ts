import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandTable, type CommandType } from '#libs/contracts';
import { openRecord, readSettings, type FamilyRecord } from '#libs/service';
import { answersOf } from './answers.ts';
import { History, ordered } from './history.ts';
import { rowsIn } from './rows.ts';

/** More of them, longer ones or other ones: FHR_HISTORIES, FHR_HISTORY_COMMANDS, FHR_HISTORY_SEED. */
const setting = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const RUNS = setting('FHR_HISTORIES', 500);
const COMMANDS = setting('FHR_HISTORY_COMMANDS', 50);
const SEED = setting('FHR_HISTORY_SEED', 1);
/** Histories that are lived side by side, in one record. */
const AT_ONCE = 16;
const LONG = 3_600_000;

let folder: string;
let record: FamilyRecord;
let histories: History[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'histories-'));
  record = await openRecord(
    readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2024-03-04T09:00:00Z' }),
  );
  histories = Array.from({ length: RUNS }, (_, run) => new History(record, SEED + run));
  const waiting = [...histories];
  const lives = async () => {
    for (let history = waiting.shift(); history !== undefined; history = waiting.shift())
      await history.live(COMMANDS);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lives));
  const head = await record.store.head();
  await record.projector.reached(head, LONG);
}, LONG);

afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

describe('after any history, through the door', () => {
  it('records of every kind have had orders that were taken', () => {
    const kinds = new Set(ordered.map((type) => commandTable[type].aggregate));
    const taken = histories.flatMap((history) => history.taken);
    const told = taken.flatMap(({ order, answer }) => (answer.events > 0 ? order.type : []));
    expect(new Set(told.map((type) => commandTable[type as CommandType].aggregate))).toEqual(kinds);
  });

  it('what is asked as of a position is what was shown when the log ended there', () => {
    for (const { seed, shown } of histories)
      for (const { records, answers, ...at } of shown)
        expect({ seed, answers: answersOf(record, records, at) }).toEqual({ seed, answers });
  });

  it('no open episode is without an agency and a keyworker at any instant', () => {
    const { families } = record.readers;
    const moments = histories.flatMap(({ seed, known, taken }) =>
      known.all('family').flatMap((family) => taken.map((each) => ({ seed, family, ...each }))),
    );
    const open = moments
      .map(({ answer, order, ...at }) => ({
        ...at,
        after: order.type,
        row: families.family(at.family, answer.position),
      }))
      .filter(({ row }) => (row?.episode ?? null) !== null);
    expect(open.length).toBeGreaterThan(RUNS);
    expect(open.filter(({ row }) => row?.agency === null || row?.keyworker === null)).toEqual([]);
  });

  it(
    'a command that comes again has the answer it had',
    async () => {
      for (const { taken } of histories)
        for (const { order, answer } of taken.filter((_, at) => at % 10 === 0))
          if (answer.events > 0) expect(await record.door.send(order)).toEqual(answer);
    },
    LONG,
  );

  it(
    'every read model has the rows of a rebuild, and nothing is parked',
    async () => {
      await record.managers.reached(await record.store.head());
      await record.projector.reached(await record.store.head(), LONG);
      const models = join(folder, 'read-models');
      const kept = rowsIn(models);
      await record.projector.rebuild();
      const rebuilt = rowsIn(models);
      expect([...rebuilt.keys()].sort()).toEqual([...kept.keys()].sort());
      for (const [table, rows] of rebuilt) expect({ table, rows }).toEqual({ table, rows: kept.get(table) });
      expect((await record.projector.status()).filter(({ parked, unknown }) => parked + unknown > 0)).toEqual(
        [],
      );
    },
    LONG,
  );
});
