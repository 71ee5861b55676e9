import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareModels } from './compare-models.ts';
import type { Projector } from './projector-api.ts';
import { recordProjections } from '../projections.ts';
import { openReaders } from '../readers.ts';
import { AVA, BEN, FAMILY, hillFamily, MUM, register, step } from '../testing/hill.ts';
import { TestRecord } from '../testing/record.ts';
import type { Story } from '../testing/story.ts';

const LONG_MS = 60_000;
const MARKER = 'Quillfeather';
const LATER = 'Thistledown';

let record: TestRecord;
let story: Story;

beforeEach(async () => {
  record = await TestRecord.open();
  story = hillFamily();
  register(story, BEN, { given: MARKER, family: 'Hill' }, { dateOfBirth: '2017-03-04', adult: false });
  await record.write(story.events);
});

afterEach(() => record.close());

/** Appends what was told since. */
async function write(from: number): Promise<number> {
  return record.write(story.events.slice(from + 1));
}

/** Destroys a person's key, and writes that it was; answers where that stands. */
async function erase(person: string): Promise<number> {
  const { head } = story;
  await record.keys.destroy([person]);
  story.tell('erasure-1', { type: 'SubjectKeyDestroyed', data: { subject: person } });
  return write(head);
}

/** The files of the read models in which a text stands. */
function filesWith(text: string): string[] {
  return readdirSync(record.models, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text));
}

async function purged(projector: Projector, position: number): Promise<void> {
  await projector.purged(position, LONG_MS);
}

async function isAsBuiltAnew(): Promise<void> {
  for (const { name, position, differing } of await compareModels(record.settings))
    if (name !== 'access')
      expect({ name, position, differing }).toEqual({ name, position: story.head, differing: [] });
}

describe.each([true, false])(
  'the read models of a person whose key was destroyed, in a worker: %s',
  (worker) => {
    it('hold nothing more of that person in any file, all else as it was, and every event', async () => {
      await record.projected(
        async (projector) => {
          expect(filesWith(MARKER)).not.toEqual([]);
          await purged(projector, await erase(BEN));
          expect(filesWith(MARKER)).toEqual([]);
          expect(filesWith('Mia')).not.toEqual([]);
        },
        { worker },
      );
      record.read(({ people, families }) => {
        expect(people.person(BEN)).toMatchObject({ given: null, dateOfBirth: null });
        expect(people.person(MUM)).toMatchObject({ given: 'Mia' });
        expect(families.family(FAMILY)).toMatchObject({ members: 2, level: 'L2' });
      });
      await isAsBuiltAnew();
    });
  },
);

describe('a purge', () => {
  it('is begun again at the next start, where the process ended in between', async () => {
    await record.projected(() => undefined);
    const tombstone = await erase(BEN);
    expect(filesWith(MARKER)).not.toEqual([]);
    await record.projected((projector) => purged(projector, tombstone));
    expect(filesWith(MARKER)).toEqual([]);
  });

  it('comes after a build that began before the key was destroyed', async () => {
    await record.projected(async (projector) => {
      const rebuilt = projector.rebuild();
      const tombstone = await erase(BEN);
      await rebuilt;
      await purged(projector, tombstone);
      expect(filesWith(MARKER)).toEqual([]);
    });
    await isAsBuiltAnew();
  });

  it('is one for all whose keys were destroyed by then, and misses none that come while it goes on', async () => {
    const before = story.head;
    register(story, 'p-cat', { given: LATER, family: 'Hill' }, { adult: true });
    await write(before);
    await record.projected(async (projector) => {
      await erase(BEN);
      await purged(projector, await erase('p-cat'));
      expect([MARKER, LATER].flatMap(filesWith)).toEqual([]);
    });
    await isAsBuiltAnew();
  });

  it('takes along what another release built ahead, and what was left where somebody compared', async () => {
    await record.projected(async (projector) => {
      const ahead = join(record.models, 'people.v999.1.db');
      writeFileSync(ahead, MARKER);
      writeFileSync(join(record.models, 'people.v999.current'), 'people.v999.1.db');
      mkdirSync(join(record.models, 'beside-1'));
      writeFileSync(join(record.models, 'beside-1', 'people.v1.1.db'), MARKER);
      await purged(projector, await erase(BEN));
      expect(filesWith(MARKER)).toEqual([]);
    });
  });

  it('is over at once where nobody was erased, and builds nothing', async () => {
    await record.projected((projector) => purged(projector, story.head));
    const generations = readdirSync(record.models).filter((file) => /\.1\.db$/.test(file));
    expect(generations).toHaveLength(recordProjections.length);
  });

  it('leaves readers that are open reading what there is now', async () => {
    await record.projected(async (projector) => {
      const readers = openReaders(record.models);
      expect(readers.people.person(BEN)?.given).toBe(MARKER);
      await purged(projector, await erase(BEN));
      expect(readers.people.person(BEN)?.given).toBeNull();
      readers.close();
    });
  });
});

describe('what comes after an erasure', () => {
  it('is taken in as ever', async () => {
    await record.projected(async (projector) => {
      await purged(projector, await erase(BEN));
      const before = story.head;
      story.tell(FAMILY, step(AVA, 'L2', 'L3'));
      await projector.reached(await write(before), LONG_MS);
      expect((await projector.status()).map(({ parked, lag }) => [parked, lag])).toEqual(
        recordProjections.map(() => [0, 0]),
      );
    });
    record.read(({ families }) => expect(families.family(FAMILY)?.level).toBe('L3'));
  });
});
