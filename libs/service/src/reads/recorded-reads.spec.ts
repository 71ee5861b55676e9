import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { strangers, type Principal, type Relations } from '#libs/access';
import { Rejected, type StoredEvent } from '#libs/contracts';
import { openSqliteStore, StoreError, type EventStore } from '#libs/event-store';
import { openSqliteKeyStore, Vault } from '#libs/vault';
import { simulatedClock, type SimulatedClock } from '../clock.ts';
import { eventsOf, ORIGIN, refusal, unbarred } from '../testing/small-record.ts';
import { AccessLog } from './access-log.ts';
import type { Reading } from './read-door.ts';
import { ReadRecords } from './read-records.ts';
import { RecordedReads } from './recorded-reads.ts';

const FAMILY = `family-${'1'.repeat(26)}`;
const PERSON = '2'.repeat(26);
const auditor: Principal = { user: 'u-7', role: 'AUDITOR', agency: 'organisation-county' };
const keyworker: Principal = {
  user: 'u-8',
  role: 'KEYWORKER',
  agency: 'organisation-county',
  worker: `worker-${'3'.repeat(26)}`,
};

let store: EventStore;
let vault: Vault;
let clock: SimulatedClock;
let log: AccessLog;
let relations: Relations;
let appends: number[];

/** The log of reads over a store that notes how much each append carried, and answers as the test says. */
async function setUp(append?: EventStore['append']): Promise<RecordedReads> {
  store = await openSqliteStore({ file: ':memory:' });
  const keys = openSqliteKeyStore({ file: ':memory:', kek: randomBytes(32) });
  vault = await Vault.open({ origin: ORIGIN, keys });
  clock = simulatedClock('2026-03-31T22:00:00.000Z');
  clock.standAt('2026-03-31T22:59:00.000Z');
  relations = strangers;
  appends = [];
  const watched: Pick<EventStore, 'append' | 'revision'> = {
    revision: (stream) => store.revision(stream),
    append: (stream, events, options) => {
      appends.push(events.length);
      return append === undefined ? store.append(stream, events, options) : append(stream, events, options);
    },
  };
  log = new AccessLog({ store: watched, vault, clock, authority: '919', written: () => undefined });
  const records = new ReadRecords({ log, vault });
  return new RecordedReads({ records, relations: async () => relations, ...unbarred, position: () => 41 });
}

let reads: RecordedReads;
beforeEach(async () => {
  reads = await setUp();
});
afterEach(async () => {
  await log.close();
  await store.close();
});

function reading(changed: Partial<Reading<string>> = {}): Reading<string> {
  return {
    principal: auditor,
    purpose: 'AUDIT',
    read: 'familyTimeline',
    resource: { kind: 'family', record: FAMILY },
    door: 'GRAPHQL',
    documentHash: 'hash',
    answer: async () => ({
      value: 'the answer',
      families: [FAMILY],
      persons: [PERSON],
      results: 3,
      classes: ['general'],
      position: 41,
    }),
    ...changed,
  };
}

const recorded = (): Promise<StoredEvent[]> => eventsOf(store);

describe('a read', () => {
  it('is answered, and stands in the log of reads: who, what for, of whom, by which rule, and of when', async () => {
    const correlationId = randomUUID();
    expect(await reads.open(reading({ correlationId }))).toBe('the answer');
    const [viewed] = await recorded();
    expect(viewed).toMatchObject({
      stream: 'access-202603',
      type: 'RecordViewed',
      revision: 0,
      recordedAt: '2026-03-31T22:59:00.000Z',
      actor: auditor,
      authority: '919',
      correlationId,
      subjects: [PERSON],
      families: [FAMILY],
      data: {
        purpose: 'AUDIT',
        effect: 'GRANTED',
        reads: ['familyTimeline'],
        door: 'GRAPHQL',
        classes: ['general'],
        documentHash: 'hash',
        position: 41,
        results: 3,
      },
    });
    expect(viewed?.data['policies']).not.toEqual([]);
  });

  it('is recorded before its answer leaves', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    reads = await setUp(async (...asked) => {
      await held;
      return store.append(...asked);
    });
    let answered = false;
    const answer = reads.open(reading()).then(() => (answered = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    release();
    await answer;
    expect(await recorded()).toHaveLength(1);
  });

  it('is refused where it cannot be recorded', async () => {
    reads = await setUp(async () => {
      throw new StoreError('UNAVAILABLE', 'as the test says');
    });
    expect(await refusal(reads.open(reading()))).toEqual({ code: 'AUDIT_UNAVAILABLE' });
  });

  it('is recorded once where the store lost its answer', async () => {
    reads = await setUp(async (...asked) => {
      const appended = await store.append(...asked);
      if (appends.length > 1) return appended;
      throw new StoreError('UNKNOWN_OUTCOME', 'as the test says');
    });
    expect(await reads.open(reading())).toBe('the answer');
    expect(await recorded()).toHaveLength(1);
  });

  it('keeps search terms blind, the same for the same term', async () => {
    await reads.open(reading({ terms: ['Hill'] }));
    await reads.open(reading({ terms: ['Hill', 'Reed'] }));
    const [first, second] = (await recorded()).map(({ data }) => data['terms'] as string[]);
    expect(first?.[0]).toBe(second?.[0]);
    expect(JSON.stringify([first, second])).not.toMatch(/Hill|Reed/);
  });

  it('stands in the stream of the month in which it was answered', async () => {
    await reads.open(reading());
    clock.standAt('2026-04-01T00:00:00.000Z');
    await reads.open(reading());
    expect((await recorded()).map(({ stream, revision }) => [stream, revision])).toEqual([
      ['access-202603', 0],
      ['access-202604', 0],
    ]);
  });

  it('never answers fields that were not granted', async () => {
    relations = { sealed: false, assigned: true, ownAgency: true };
    const answer = async () => ({
      value: 'x',
      families: [],
      persons: [],
      results: 1,
      classes: ['police' as const],
      position: 1,
    });
    const asked = reading({ principal: keyworker, purpose: 'FAMILY_HELP', answer });
    await expect(reads.open(asked)).rejects.toThrow(TypeError);
  });
});

describe('a read that is refused', () => {
  it('stands in the log of reads as refused, with what was asked for', async () => {
    const asked = reading({
      principal: keyworker,
      purpose: 'FAMILY_HELP',
      answer: () => Promise.reject(new Error('it was computed')),
    });
    expect(await refusal(reads.open(asked))).toEqual({ code: 'NOT_FOUND' });
    expect((await recorded())[0]).toMatchObject({
      families: [FAMILY],
      data: { effect: 'REFUSED', results: 0 },
    });
  });

  it('is granted to the keyworker of an open episode', async () => {
    relations = { sealed: false, assigned: true, ownAgency: false };
    expect(await reads.open(reading({ principal: keyworker, purpose: 'FAMILY_HELP' }))).toBe('the answer');
    expect((await recorded())[0]?.data).toMatchObject({ effect: 'GRANTED', relationships: ['assigned'] });
  });

  it('says no more of a sealed record than of one that is not there', async () => {
    const absent = reading({ answer: () => Promise.reject(new Rejected('NOT_FOUND')) });
    const sealed = reading({ resource: { kind: 'family', record: FAMILY, sealed: true } });
    expect(await refusal(reads.open(sealed))).toEqual(await refusal(reads.open(absent)));
    const [one, other] = (await recorded()).map(({ data, families }) => ({
      families,
      effect: data['effect'],
    }));
    expect(one).toEqual(other);
  });

  it('is refused as such even where the refusal cannot be recorded', async () => {
    reads = await setUp(async () => {
      throw new StoreError('UNAVAILABLE', 'as the test says');
    });
    expect(await refusal(reads.open(reading({ purpose: 'COMMISSIONING' })))).toEqual({
      code: 'AUDIT_UNAVAILABLE',
    });
  });
});

describe('many reads at once', () => {
  it('share appends: what came while one was in flight goes with the next', async () => {
    await Promise.all(Array.from({ length: 1200 }, () => reads.open(reading())));
    expect(await recorded()).toHaveLength(1200);
    expect(Math.max(...appends)).toBeLessThanOrEqual(500);
    expect(appends.length).toBeLessThan(10);
  });

  it('are split where one append would be too large', async () => {
    const persons = Array.from({ length: 1000 }, (_, at) => String(at).padStart(26, '0'));
    const answer = async () => ({
      value: 'x',
      families: [],
      persons,
      results: 1000,
      classes: [],
      position: 1,
    });
    await Promise.all(Array.from({ length: 60 }, () => reads.open(reading({ answer }))));
    expect(await recorded()).toHaveLength(60);
    expect(appends.length).toBeGreaterThan(1);
  });

  it('are all recorded before the log closes, and none after', async () => {
    const asked = Array.from({ length: 50 }, () => reads.open(reading()));
    await new Promise((resolve) => setImmediate(resolve));
    await log.close();
    await Promise.all(asked);
    expect(await recorded()).toHaveLength(50);
    expect(await refusal(reads.open(reading()))).toEqual({ code: 'AUDIT_UNAVAILABLE' });
  });
});
