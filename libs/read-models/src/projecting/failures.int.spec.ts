import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { damagedModels } from './damage.ts';
import { startProjector } from './projector.ts';
import type { Projector } from './projector-api.ts';
import { families } from '../families/projection.ts';
import { people } from '../people/projection.ts';
import { recordProjections } from '../projections.ts';
import { openReaders, type Readers } from '../readers.ts';
import { contentsOf } from '../testing/contents.ts';
import { AVA, EPISODE, FAMILY, hillFamily, MUM, step } from '../testing/hill.ts';
import { TestRecord } from '../testing/record.ts';

const NOW = '2030-01-01T00:00:00.000Z';
const LONG = 60_000;

let record: TestRecord;

beforeEach(async () => {
  record = await TestRecord.open();
});

afterEach(() => record.close());

const projected = <T>(look: (projector: Projector) => T) => record.projected(look);
const read = <T>(look: (readers: Readers) => T) => record.read(look);

const follower = fileURLToPath(new URL('../testing/follow.ts', import.meta.url));

async function projectUntilKilled(afterMs: number): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=source', follower, record.folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), afterMs);
  await once(child, 'exit');
}

describe('a projector that is killed', () => {
  it('loses nothing and doubles nothing, whenever that was', async () => {
    const story = hillFamily();
    await record.write(story.events);
    await projected(() => undefined);
    const from = story.events.length;
    for (let n = 0; n < 750; n++) {
      story.tell(FAMILY, step(AVA, 'L2', 'L3'));
      story.tell(`person-${MUM}`, { type: 'AddressRecorded', data: { type: 'HOME', line: `${n} New Road` } });
    }
    await record.write(story.events.slice(from));
    for (const afterMs of [0, 10, 25, 50, 90]) await projectUntilKilled(afterMs);
    await projected(async (projector) => {
      const resumed = contentsOf(record.models);
      await projector.rebuild();
      expect(contentsOf(record.models)).toEqual(resumed);
    });
  }, 120_000);

  it('builds from the first event again what it was building for the first time', async () => {
    await record.write(hillFamily().events);
    await projectUntilKilled(0);
    const statuses = await projected((projector) => projector.status());
    expect(new Set(statuses.map(({ lag }) => lag))).toEqual(new Set([0]));
  });
});

describe('a person whose key is gone', () => {
  it('still has every event, row and answer, showing the absence', async () => {
    const story = hillFamily();
    story.tell(`person-${AVA}`, {
      type: 'DeathRecorded',
      data: { dateOfDeath: '2026-02-01', verification: 'NOTIFIED' },
    });
    const head = await record.write(story.events);
    const whole = await projected(() =>
      read(({ timeline, asOf }) => timeline.familyTimeline(FAMILY, asOf(undefined, NOW))),
    );
    await record.keys.destroy([AVA, 'hill']);
    await projected((projector) => projector.rebuild());
    read(({ timeline, people, families, asOf }) => {
      const now = asOf(undefined, NOW);
      const page = timeline.familyTimeline(FAMILY, now);
      expect(page.edges.map(({ cursor }) => cursor)).toEqual(whole.edges.map(({ cursor }) => cursor));
      expect(timeline.personAsOf(AVA, now)).toMatchObject({
        reference: 'N-AVA',
        names: [],
        dateOfBirth: null,
        death: { dateOfDeath: null, verification: null },
        families: [FAMILY],
        erased: true,
      });
      expect(timeline.personAsOf(MUM, now)).toMatchObject({ names: [{ given: 'Mia' }], erased: false });
      expect(timeline.familyAsOf(FAMILY, now)?.members[0]).toMatchObject({
        person: AVA,
        role: null,
        livesHere: null,
      });
      expect(timeline.levelHistory(AVA, now)[0]).toMatchObject({
        level: 'L2',
        indicators: null,
        rationale: null,
      });
      expect(timeline.event(head)).toMatchObject({ erased: ['/dateOfDeath', '/verification'] });
      expect(people.person(AVA)).toMatchObject({ given: null, family: null, dateOfBirth: null });
      expect(families.family(FAMILY)).toMatchObject({ members: 2, status: 'OPEN', level: null });
    });
  });
});

describe('an event that cannot be projected', () => {
  const taken = { type: 'FamilyRegistered', data: { reference: 'F-HILL' } } as const;

  it('is parked, its family is marked, and everything after it goes on', async () => {
    const story = hillFamily();
    story.tell('family-other', taken);
    story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    await record.write(story.events);
    const status = await projected((projector) => projector.status());
    expect(status.map(({ name, parked, lag }) => ({ name, parked, lag }))).toContainEqual({
      name: 'families',
      parked: 1,
      lag: 0,
    });
    read(({ families }) => {
      expect(families.isStale('family-other')).toBe(true);
      expect(families.isStale(FAMILY)).toBe(false);
      expect(families.family(FAMILY)?.level).toBe('L3');
    });
  });

  it('is parked by every model when it does not open, and the timeline keeps its time', async () => {
    const story = hillFamily();
    const damaged = story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    const last = story.tell(FAMILY, {
      type: 'StatutoryStatusNoted',
      data: { episode: EPISODE, child: AVA, status: 'CLA' },
    });
    await record.write(story.events.slice(0, damaged));
    await record.writeDamaged(story.events.slice(damaged, last));
    await record.write(story.events.slice(last));
    const status = await projected((projector) => projector.status());
    expect(new Set(status.map(({ parked }) => parked))).toEqual(new Set([1]));
    read(({ timeline, asOf, knownAt }) => {
      const now = asOf(undefined, NOW);
      expect(timeline.familyAsOf(FAMILY, now)?.stale).toBe(true);
      expect(timeline.event(damaged)).toBeUndefined();
      expect(knownAt(damaged)).toBe(story.events[damaged]?.recordedAt);
      expect(asOf({ knownAt: story.events[damaged]?.recordedAt ?? '' }, NOW).position).toBe(damaged);
    });
  });

  it('is passed over and counted when this version does not know its type', async () => {
    const story = hillFamily();
    const unknown = story.tell(FAMILY, { type: 'NotYetInvented', data: { secret: 'x' } });
    await record.write(story.events);
    const status = await projected((projector) => projector.status());
    expect(status.map((each) => [each.parked, each.unknown])).toEqual(recordProjections.map(() => [0, 1]));
    read(({ timeline, knownAt, position }) => {
      expect(position()).toBe(unknown);
      expect(timeline.event(unknown)).toBeUndefined();
      expect(knownAt(unknown)).toBe(story.events[unknown]?.recordedAt);
    });
  });
});

describe('models that are damaged or of another log', () => {
  const answer = () => read(({ families, position }) => [position(), families.family(FAMILY)?.level]);

  it('are built anew', async () => {
    const story = hillFamily();
    await record.write(story.events);
    await projected(() => undefined);
    writeFileSync(
      join(record.models, `families.v${families.version}.1.db`),
      'no database at all'.repeat(500),
    );
    await projected(() => undefined);
    expect(answer()).toEqual([story.head, 'L2']);
  });

  it('are told from those that are whole, and answer that they are stale, not what is left of them', async () => {
    await record.write(hillFamily().events);
    await projected(() => undefined);
    expect(damagedModels(record.models)).toEqual([]);
    const file = join(record.models, `families.v${families.version}.1.db`);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xa5, 8192));
    writeFileSync(join(record.models, `people.v${people.version}.current`), '');
    expect(damagedModels(record.models)).toEqual(['families', 'people']);
    expect(answer).toThrow(expect.objectContaining({ code: 'STALE' }));
  });

  it('are built anew when the log lost its end and went another way', async () => {
    const story = hillFamily();
    await record.write(story.events);
    await projected(() => undefined);
    const restored = await TestRecord.open();
    try {
      cpSync(record.models, restored.models, { recursive: true });
      const other = hillFamily();
      other.events.splice(story.events.length - 1, 1);
      const last = other.tell('family-other', { type: 'FamilyRegistered', data: { reference: 'F-OTHER' } });
      await restored.write(other.events);
      const projector = await startProjector(restored.settings);
      await projector.reached(last, LONG);
      await projector.close();
      const readers = openReaders(restored.models);
      expect(readers.families.byReference('F-OTHER')).toBe('family-other');
      expect(readers.families.family(FAMILY)?.keyworker).toBeNull();
      readers.close();
    } finally {
      await restored.close();
    }
  });
});

describe('models of another version', () => {
  it('are removed once those of this version are built', async () => {
    await record.write(hillFamily().events);
    await projected(() => undefined);
    for (const file of readdirSync(record.models))
      renameSync(join(record.models, file), join(record.models, file.replace(/\.v\d+\./, '.v0.')));
    writeFileSync(join(record.models, `people.v${people.version}.rebuild.db`), 'cut short');
    const contents = await projected(() => contentsOf(record.models));
    expect(Object.keys(contents).sort()).toEqual(
      recordProjections.map(({ name, version }) => `${name}.v${version}.current`).sort(),
    );
    expect(readdirSync(record.models).filter((file) => /\.v0\.|rebuild/.test(file))).toEqual([]);
  });
});
