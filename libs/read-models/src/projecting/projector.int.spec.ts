import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { recordProjections } from '../projections.ts';
import { startProjector } from './projector.ts';
import type { Projector, ProjectorSettings } from './projector-api.ts';
import { openReaders, type Readers } from '../readers.ts';
import { AVA, FAMILY, hillFamily, step } from '../testing/hill.ts';
import { contentsOf } from '../testing/contents.ts';
import { Story } from '../testing/story.ts';
import { TestRecord } from '../testing/record.ts';

let record: TestRecord;
const open: { close(): unknown }[] = [];

beforeEach(async () => {
  record = await TestRecord.open();
});

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
  await record.close();
});

async function start(settings: Partial<ProjectorSettings> = {}): Promise<Projector> {
  const projector = await startProjector({ ...record.settings, ...settings });
  open.push(projector);
  return projector;
}

function readers(): Readers {
  const opened = openReaders(record.models);
  open.push(opened);
  return opened;
}

/** A log of one read of a family. */
function readsOf(family: string) {
  const story = new Story();
  const data = {
    purpose: 'AUDIT',
    effect: 'GRANTED',
    reads: ['family'],
    door: 'GRAPHQL',
    policies: ['auditor'],
    documentHash: 'h',
    position: 1,
    results: 1,
  };
  story.tell('access-202603', { type: 'RecordViewed', data }, { families: [family] });
  return story.events;
}

const NOW = '2030-01-01T00:00:00.000Z';

describe.each([
  ['on the caller’s thread', false],
  ['on a thread of its own', true],
])('a projector %s', (_where, worker) => {
  it('keeps every model up with the log, opened', async () => {
    const story = hillFamily();
    const head = await record.write(story.events);
    const projector = await start({ worker });
    await projector.reached(head, 20_000);
    expect(await projector.status()).toEqual(
      recordProjections.map(({ name, version }) => ({
        name,
        version,
        position: head,
        lag: 0,
        parked: 0,
        parkedEvents: [],
        unknown: 0,
        head,
        rebuilding: false,
      })),
    );
    const read = readers();
    expect(read.position()).toBe(head);
    expect(read.people.match({ given: 'Ava', family: 'Hill' })[0]?.person).toBe(AVA);
    expect(read.timeline.familyAsOf(FAMILY, read.asOf(undefined, NOW))?.members).toHaveLength(2);
  });

  it('lets whoever reads see that a model holds more, or is another, and that others are not', async () => {
    const story = hillFamily();
    const projector = await start({ worker });
    await projector.reached(await record.write(story.events), 20_000);
    const read = readers();
    const [people, both] = [read.stand('people'), read.stand('people', 'seals')];
    expect(read.stand('people', 'seals')).toBe(both);
    await projector.rebuild('seals');
    await delay(5);
    expect(read.stand('people')).toBe(people);
    expect(read.stand('people', 'seals')).not.toBe(both);
    const stepped = story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    await projector.reached(await record.write(story.events.slice(stepped)), 20_000);
    expect(read.stand('people')).not.toBe(people);
  });

  it('is woken by what is written, and finds by itself what nobody says', async () => {
    const story = hillFamily();
    await record.write(story.events);
    const projector = await start({ worker });
    const stepped = story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    await record.write(story.events.slice(stepped));
    projector.wake(stepped);
    await projector.reached(stepped, 20_000);
    const back = story.tell(FAMILY, step(AVA, 'L3', 'L2'));
    await record.write(story.events.slice(back));
    await projector.reached(back, 20_000);
    expect(readers().families.family(FAMILY)?.level).toBe('L2');
  });

  it('says it is behind where a position does not come in time', async () => {
    const head = await record.write(hillFamily().events);
    const projector = await start({ worker });
    await projector.reached(head, 20_000);
    await expect(projector.reached(head + 1, 30)).rejects.toMatchObject({
      code: 'STALE',
      details: { position: head },
    });
  });

  it('builds its models anew beside the ones in use, which are read meanwhile', async () => {
    const story = hillFamily();
    const head = await record.write(story.events);
    const projector = await start({ worker });
    await projector.reached(head, 20_000);
    const read = readers();
    const before = contentsOf(record.models);
    expect(read.families.byReference('F-HILL')).toBe(FAMILY);
    await Promise.all([projector.rebuild(), projector.rebuild('people')]);
    expect(read.families.byReference('F-HILL')).toBe(FAMILY);
    expect(contentsOf(record.models)).toEqual(before);
    expect(
      readdirSync(record.models)
        .filter((file) => file.endsWith('.db'))
        .sort(),
    ).toEqual(
      recordProjections
        .map(({ name, version }) => `${name}.v${version}.${name === 'people' ? 3 : 2}.db`)
        .sort(),
    );
    await expect(projector.rebuild('nonsense')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('does not start without a log', async () => {
    const journalFile = `${record.folder}/none.db`;
    await expect(start({ worker, journalFile })).rejects.toThrow('none.db');
  });

  it('follows the access log beside the record', async () => {
    await record.write(hillFamily().events);
    const accessLog = await TestRecord.open();
    open.unshift(accessLog);
    await accessLog.write(readsOf(FAMILY));
    const projector = await start({ worker, accessFile: accessLog.settings.journalFile });
    await projector.accessReached(0, 20_000);
    expect(readers().access.whoSaw([FAMILY]).edges).toHaveLength(1);
    expect((await projector.status()).map(({ name }) => name)).toContain('access');
  });
});

describe('a projector that is started again', () => {
  it('goes on where it was', async () => {
    const story = hillFamily();
    const head = await record.write(story.events);
    const first = await startProjector(record.settings);
    await first.reached(head, 20_000);
    await first.close();
    const stepped = story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    await record.write(story.events.slice(stepped));
    const again = await start();
    await again.reached(stepped, 20_000);
    const kept = contentsOf(record.models);
    await again.rebuild();
    expect(contentsOf(record.models)).toEqual(kept);
  });
});

describe('read models that are not built yet', () => {
  it('refuse with STALE, at no position', () => {
    const read = readers();
    expect(read.position()).toBe(-1);
    expect(() => read.families.family(FAMILY)).toThrow(expect.objectContaining({ code: 'STALE' }));
  });
});
