import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openJournal } from '#libs/event-store';
import { openSqliteKeyStore, Vault } from '#libs/vault';
import { buildAhead } from './build-ahead.ts';
import { Database } from '../database.ts';
import { families } from '../families/projection.ts';
import { Follower } from './follower.ts';
import type { ProjectionStatus, Projector } from './projector-api.ts';
import type { Projection } from '../projection.ts';
import { recordProjections } from '../projections.ts';
import type { Readers } from '../readers.ts';
import { contentsOf } from '../testing/contents.ts';
import { AVA, FAMILY, hillFamily, step } from '../testing/hill.ts';
import { TestRecord } from '../testing/record.ts';

const LONG = 60_000;

let record: TestRecord;

beforeEach(async () => {
  record = await TestRecord.open();
});

afterEach(() => record.close());

const projected = <T>(look: (projector: Projector) => T) => record.projected(look);
const read = <T>(look: (readers: Readers) => T) => record.read(look);

const generations = () =>
  readdirSync(record.models)
    .filter((file) => file.endsWith('.db'))
    .map((file) => Number(/\.(\d+)\.db$/.exec(file)?.[1]));

describe('a parked event that is tried again', () => {
  it('stays parked, and its family stale, as long as it does not apply', async () => {
    const story = hillFamily();
    story.tell('family-other', { type: 'FamilyRegistered', data: { reference: 'F-HILL' } });
    await record.write(story.events);
    const status = await projected(async (projector) => {
      await projector.retry();
      return projector.status();
    });
    expect(status.map(({ name, parkedEvents }) => [name, parkedEvents.length])).toContainEqual([
      'families',
      1,
    ]);
    expect(status.flatMap(({ parkedEvents }) => parkedEvents)).toEqual([
      { position: story.head, stream: 'family-other', type: 'FamilyRegistered', error: 'constraint failed' },
    ]);
    expect(read(({ families: list }) => list.isStale('family-other'))).toBe(true);
  });

  it('is taken in at its own place once it applies, and nothing is stale any more', async () => {
    const story = hillFamily();
    const damaged = story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    story.tell(FAMILY, step(AVA, 'L3', 'L2'));
    await record.write(story.events);
    const whole = await projected(() => contentsOf(record.models));
    const poisoned = await record.projected(
      async (projector) => {
        await projector.rebuild();
        return projector.status();
      },
      { keysFile: await keysWithAnotherOf(AVA) },
    );
    expect(poisoned.every(({ parked }) => parked > 0)).toBe(true);
    expect(poisoned[0]?.parkedEvents.map(({ position }) => position)).toContain(damaged);
    expect(read((readers) => readers.families.isStale(FAMILY))).toBe(true);
    await projected(async (projector) => {
      await projector.retry('people');
      expect((await projector.status()).filter(({ parked }) => parked === 0)).toMatchObject([
        { name: 'people' },
      ]);
      await projector.retry();
      expect((await projector.status()).every(({ parked }) => parked === 0)).toBe(true);
      await expect(projector.retry('nonsense')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
    expect(contentsOf(record.models)).toEqual(whole);
    expect(read((readers) => readers.families.isStale(FAMILY))).toBe(false);
  });

  it('costs nothing where none is parked', async () => {
    await record.write(hillFamily().events);
    await projected((projector) => projector.retry());
    expect(generations()).toEqual(recordProjections.map(() => 1));
  });
});

/** A key store in which the person's key is not the one that was sealed with. */
async function keysWithAnotherOf(person: string): Promise<string> {
  const file = join(record.folder, 'other-keys.db');
  const keys = openSqliteKeyStore({ file, kek: record.settings.kek });
  await keys.getOrCreate([person]);
  await keys.close();
  return file;
}

describe('models made by a program that knew other events', () => {
  const madeByAnother = (unknown: number) => {
    for (const file of readdirSync(record.models).filter((each) => each.endsWith('.db'))) {
      const database = new Database(join(record.models, file));
      database.run('UPDATE projection SET vocabulary = ?, unknown = ?', 'another', unknown);
      database.close();
    }
  };

  it('are built anew where they passed something over that this one may know', async () => {
    const story = hillFamily();
    await record.write(story.events);
    const before = await projected(() => contentsOf(record.models));
    madeByAnother(1);
    await projected((projector) => untilBuilt(() => projector.status()));
    expect(generations()).toEqual(recordProjections.map(() => 2));
    expect(contentsOf(record.models)).toEqual(before);
  });

  it('are gone on with where they took everything in', async () => {
    await record.write(hillFamily().events);
    await projected(() => undefined);
    madeByAnother(0);
    await projected((projector) => untilBuilt(() => projector.status()));
    expect(generations()).toEqual(recordProjections.map(() => 1));
  });
});

/** Waits until nothing is being built; a build that is due begins with the first turn. */
async function untilBuilt(status: () => Promise<readonly ProjectionStatus[]>): Promise<void> {
  await pause(20);
  while ((await status()).some(({ rebuilding }) => rebuilding)) await pause(5);
}

describe('an event of a version that this program does not know', () => {
  it('is passed over and counted, like one of a type it does not know', async () => {
    const story = hillFamily();
    const later = story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    await record.write(story.events.slice(0, later));
    await record.write(story.events.slice(later).map((event) => ({ ...event, version: 99 })));
    const status = await projected((projector) => projector.status());
    expect(status.map(({ unknown, parked, lag }) => [unknown, parked, lag])).toEqual(
      recordProjections.map(() => [1, 0, 0]),
    );
    expect(read((readers) => readers.families.family(FAMILY)?.level)).toBe('L2');
  });
});

describe('models built ahead of an upgrade', () => {
  it('stand beside those in use, which go on, and the next program only takes in what came since', async () => {
    const story = hillFamily();
    await record.write(story.events);
    await projected(() => undefined);
    for (const file of readdirSync(record.models))
      renameSync(join(record.models, file), join(record.models, file.replace(/\.v\d+\./, '.v0.')));
    for (const { name } of recordProjections)
      writeFileSync(join(record.models, `${name}.v0.current`), `${name}.v0.1.db`);
    const told: number[] = [];
    const built = await buildAhead(record.settings, ({ position }) => told.push(position));
    expect(built).toEqual(recordProjections.map(({ name }) => name));
    expect(told.at(-1)).toBe(story.head);
    expect(readdirSync(record.models).filter((file) => file.includes('.v0.'))).not.toEqual([]);
    expect(await buildAhead(record.settings, () => undefined)).toEqual([]);
    const stepped = story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    await record.write(story.events.slice(stepped));
    await projected(() => undefined);
    expect(generations()).toEqual(recordProjections.map(() => 1));
    expect(readdirSync(record.models).filter((file) => file.includes('.v0.'))).toEqual([]);
    expect(read((readers) => readers.families.family(FAMILY)?.level)).toBe('L3');
  });
});

describe('a disk that is full', () => {
  it(
    'stops no log: the models say they are behind and why, and catch up when there is room',
    async () => {
      const story = hillFamily();
      await record.write(story.events);
      let pages = 1_000_000;
      const limited: Projection = {
        ...families,
        each: (_, tables) => void tables.one(`PRAGMA max_page_count = ${pages}`),
      };
      const keys = openSqliteKeyStore({ file: record.settings.keysFile, kek: record.settings.kek });
      const vault = await Vault.open({ origin: record.settings.origin, keys });
      const journal = openJournal(record.settings.journalFile);
      const folder = record.models;
      mkdirSync(folder);
      const told: boolean[] = [];
      const follower = new Follower({
        folder,
        source: { journal, vault },
        projections: [limited],
        moved: () => undefined,
        failing: (isFailing) => void told.push(isFailing),
      });
      const until = async (holds: (status: ProjectionStatus) => boolean): Promise<ProjectionStatus> => {
        for (;;) {
          const [status] = follower.status();
          if (status !== undefined && holds(status)) return status;
          await pause(5);
        }
      };
      try {
        await until(({ lag }) => lag === 0);
        pages = 1;
        for (let n = 0; n < 400; n++)
          story.tell(`family-${n}`, { type: 'FamilyRegistered', data: { reference: `F-${n}` } });
        const head = await record.write(story.events.slice(story.head - 399));
        const full = await until(({ failure }) => failure !== undefined);
        expect(full).toMatchObject({ failure: 'database or disk is full', parked: 0 });
        expect(full.lag).toBeGreaterThan(0);
        expect([follower.failing.isNow, told]).toEqual([true, [true]]);
        expect(await record.head()).toBe(head);
        pages = 1_000_000;
        follower.wake();
        expect(await until(({ lag }) => lag === 0)).not.toHaveProperty('failure');
        expect([follower.failing.isNow, told]).toEqual([false, [true, false]]);
        const caughtUp = contentsOf(folder);
        await follower.rebuild();
        expect(contentsOf(folder)).toEqual(caughtUp);
      } finally {
        await follower.close();
        journal.close();
        await keys.close();
      }
    },
    LONG,
  );
});
