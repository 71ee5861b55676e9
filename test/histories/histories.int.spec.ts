import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandTable, type CommandType } from '#libs/contracts';
import { openRecord, readSettings, type FamilyRecord } from '#libs/service';
import { answersOf } from './answers.ts';
import { misheldIn } from './held-episodes.ts';
import { History, ordered } from './history.ts';
import { mergedAndTakenApart } from './merging.ts';
import { rowsIn } from './rows.ts';

/** More of them, longer ones or other ones: FHR_HISTORIES, FHR_HISTORY_COMMANDS, FHR_HISTORY_SEED. */
const setting = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const RUNS = setting('FHR_HISTORIES', 500);
const COMMANDS = setting('FHR_HISTORY_COMMANDS', 50);
const SEED = setting('FHR_HISTORY_SEED', 1);
/** Histories in one record, and how many of them are lived side by side. */
const IN_ONE = 25;
const AT_ONCE = 12;
const LONG = 3_600_000;

const seeds = Array.from({ length: RUNS }, (_, run) => SEED + run);
const batches = seeds.flatMap((first, at) =>
  at % IN_ONE === 0 ? [{ first, of: seeds.slice(at, at + IN_ONE) }] : [],
);
const told = new Set<CommandType>();
let takenApart = 0;

let folder: string;
let record: FamilyRecord;
let histories: History[];

async function liveAll(of: readonly number[]): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'histories-'));
  record = await openRecord(
    readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2024-03-04T09:00:00Z' }),
  );
  await record.projector.reached(await record.store.head(), LONG);
  histories = of.map((seed) => new History(record, seed));
  const waiting = [...histories];
  const lives = async () => {
    for (let history = waiting.shift(); history !== undefined; history = waiting.shift())
      await history.live(COMMANDS);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lives));
  await record.projector.reached(await record.store.head(), LONG);
  for (const { order, answer } of histories.flatMap(({ taken }) => taken))
    if (answer.events > 0) told.add(order.type as CommandType);
}

describe.each(batches)('after any history, through the door, from the $first. on', ({ of }) => {
  beforeAll(() => liveAll(of), LONG);
  afterAll(async () => {
    await record.close();
    rmSync(folder, { recursive: true });
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
    expect(open.length).toBeGreaterThan(of.length);
    expect(open.filter(({ row }) => row?.agency === null || row?.keyworker === null)).toEqual([]);
  });

  it(
    'an open episode is held by one family at every position, also where families part and come together',
    async () => {
      const families = histories.flatMap(({ known }) => known.all('family'));
      expect(await misheldIn(record, families)).toEqual([]);
    },
    LONG,
  );

  it(
    'two families that are merged and taken apart again are as they were',
    async () => {
      for (const { seed, known } of histories) {
        const merged = await mergedAndTakenApart(record, known);
        if (merged === undefined) continue;
        takenApart++;
        expect({ seed, ...merged }).toEqual({ seed, before: merged.before, after: merged.before });
      }
      const families = histories.flatMap(({ known }) => known.all('family'));
      expect(await misheldIn(record, families)).toEqual([]);
    },
    LONG,
  );

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

it('records of every kind have had orders that were taken', () => {
  const kinds = (types: Iterable<CommandType>) =>
    new Set([...types].map((type) => commandTable[type].aggregate));
  expect(kinds(told)).toEqual(kinds(ordered));
});

it('families were split, merged and taken apart again', () => {
  expect([...told]).toEqual(expect.arrayContaining(['SplitFamily', 'MergeFamilies']));
  expect(takenApart).toBeGreaterThan(RUNS / 50);
});
