import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { StoreError } from '../errors.ts';
import { anEvent, eventsOf, extend, refusal, upTo } from '../testing/events.ts';
import { DoubleWithNodes } from '../testing/eventstoredb/double-with-nodes.ts';
import type { Fault } from '../testing/eventstoredb/failures.ts';
import { failures } from '../told.ts';
import { Cluster } from './cluster.ts';
import type { ClusterStore } from './cluster-store.ts';

const family = 'family-1';

let cluster: DoubleWithNodes;
let stopped: StoreError[];

beforeEach(async () => {
  cluster = await DoubleWithNodes.start();
  stopped = [];
});
afterEach(() => cluster[Symbol.asyncDispose]());

const aNode = (name?: string) => cluster.node(name, { stopped: (reason) => stopped.push(reason) });

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it never came to hold');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const append = (store: ClusterStore, revision: number, event = anEvent(family, revision)) =>
  store.append(family, [event], { expected: revision === 0 ? 'no-stream' : revision - 1 });

describe('a cluster that misbehaves', () => {
  it.each<[Fault, StoreError['kind']]>([
    ['MUTE', 'UNKNOWN_OUTCOME'],
    ['MUTE_AFTER_WRITING', 'UNKNOWN_OUTCOME'],
    ['TIMEOUT_AFTER_WRITING', 'UNKNOWN_OUTCOME'],
    ['DROPPED', 'UNKNOWN_OUTCOME'],
    ['NOT_LEADER', 'UNAVAILABLE'],
    ['ACCESS_DENIED', 'UNAVAILABLE'],
    ['TOO_LARGE', 'TOO_LARGE'],
  ])('with %s an append is told %s in time, and stands once when it is sent again', async (fault, kind) => {
    const store = await aNode();
    await append(store, 0);
    const event = anEvent(family, 1);
    cluster.double.fault = fault;
    expect((await refusal(append(store, 1, event))).kind).toMatch(
      fault === 'NOT_LEADER' ? /UNAVAILABLE|UNKNOWN_OUTCOME/ : new RegExp(kind),
    );
    cluster.double.fault = undefined;
    let answer: unknown;
    await until(async () => (answer = await append(store, 1, event).catch(() => undefined)) !== undefined);
    expect(answer).toEqual({ revision: 1, position: 1 });
    expect((await eventsOf(store.readAll())).map(({ id }) => id)).toHaveLength(2);
    expect(cluster.double.log.revision(family)).toBe(1);
  });

  it('sends an append whose answer was lost once more by itself', async () => {
    const store = await aNode();
    cluster.double.fault = 'MUTE_AFTER_WRITING';
    const answer = append(store, 0);
    await until(() => cluster.double.log.revision(family) === 0);
    cluster.double.fault = undefined;
    expect(await answer).toEqual({ revision: 0, position: 0 });
    expect(cluster.double.log.revision(family)).toBe(0);
  });

  it.each<Fault>(['MUTE', 'CLEAN_END', 'DROPPED', 'ACCESS_DENIED'])(
    'with %s a revision is refused, never guessed, and reading goes on from the journal',
    async (fault) => {
      const store = await aNode();
      await append(store, 0);
      cluster.double.fault = fault;
      expect((await refusal(store.revision(family))).kind).toBe('UNAVAILABLE');
      expect((await store.readStream(family)).revision).toBe(0);
      cluster.double.fault = undefined;
      await until(async () => (await store.revision(family).catch(() => -1)) === 0);
      expect(stopped).toEqual([]);
    },
  );

  it.each<Fault>(['MUTE', 'CLEAN_END', 'DROPPED'])(
    'with %s a node says for how long it has not seen the end of the log, and comes back to it',
    async (fault) => {
      const store = await aNode();
      await append(store, 0);
      cluster.double.fault = fault;
      await until(() => store.unproven > 2_500);
      cluster.double.fault = undefined;
      await until(() => store.unproven < 1_000);
      expect(stopped).toEqual([]);
    },
  );

  it('is said not to be followed where it refuses the node, until it does so no more, and not while it is out of reach', async () => {
    const told: unknown[] = [];
    const tell = (failed: unknown) => void told.push(failed);
    failures.subscribe(tell);
    const store = await aNode();
    cluster.double.fault = 'DROPPED';
    await until(() => store.unproven > 3_000);
    expect([store.failure, told]).toEqual([undefined, []]);
    cluster.double.fault = 'ACCESS_DENIED';
    await until(() => store.failure === 'JOURNAL_NOT_FOLLOWED');
    await until(() => store.unproven > 6_000);
    expect(told).toMatchObject([{ code: 'JOURNAL_NOT_FOLLOWED' }]);
    cluster.double.fault = undefined;
    await until(() => store.failure === undefined);
    failures.unsubscribe(tell);
  });

  it('tells one append’s failure to nobody else', async () => {
    const store = await aNode();
    cluster.double.fault = 'MUTE_AFTER_WRITING';
    const lost = append(store, 0);
    await until(() => cluster.double.log.revision(family) === 0);
    cluster.double.fault = undefined;
    expect(await extend(store, 'family-2')).toMatchObject({ revision: 0 });
    expect(await lost).toMatchObject({ revision: 0 });
  });

  it('leaves no call open behind what it asked', async () => {
    const store = await aNode();
    for (const each of upTo(20)) await append(store, each);
    for (const each of upTo(20)) await store.revision(`family-${each}`);
    await until(() => cluster.double.open.size <= 1);
  });

  it('leaves no listener behind in a round in which it was out of reach', async () => {
    const made: AbortController[] = [];
    const Real = AbortController;
    globalThis.AbortController = class extends Real {
      constructor() {
        super();
        made.push(this);
      }
    };
    const unreachable = new Cluster({ connection: 'esdb://127.0.0.1:9?tls=false' });
    globalThis.AbortController = Real;
    let rounds = 0;
    unreachable.watch(() => rounds++);
    await until(() => rounds > 4);
    const left = made.map(({ signal }) => getEventListeners(signal, 'abort').length);
    await unreachable.close();
    expect(Math.max(...left)).toBeLessThan(3);
  });

  it('loses nothing and repeats nothing when those who follow are dropped, again and again', async () => {
    const [one, other] = [await aNode('one.db'), await aNode('other.db')];
    for (const each of upTo(30)) {
      await append(one, each);
      if (each % 5 === 0) cluster.double.dropSubscriptions();
    }
    await until(async () => (await other.head()) === 29);
    expect(await eventsOf(other.readAll())).toEqual(await eventsOf(one.readAll()));
  });

  it('has all that was acknowledged after it was killed', async () => {
    const store = await aNode();
    await append(store, 0);
    cluster.double.stop();
    const event = anEvent(family, 1);
    expect((await refusal(append(store, 1, event))).kind).toBe('UNKNOWN_OUTCOME');
    await cluster.restart();
    let answer: unknown;
    await until(async () => (answer = await append(store, 1, event).catch(() => undefined)) !== undefined);
    expect(answer).toEqual({ revision: 1, position: 1 });
  });
});

describe('a node stops, and says why in one line, when', () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      'the cluster was restored without its tail',
      () => cluster.double.log.loseTail(2),
      /restored without its tail/,
    ],
    ['a stream was deleted', () => cluster.double.log.tombstone(family), /was deleted in the cluster/],
    [
      'a stream is kept for a while only',
      () => cluster.double.log.setMetadata(family, { $maxAge: 60 }),
      /settings of its own/,
    ],
    ['somebody else wrote', () => somebodyElse(), /was not written by this program/],
  ])('%s', async (_, happens, says) => {
    const store = await aNode();
    for (const each of upTo(4)) await append(store, each);
    await happens();
    await until(() => stopped.length > 0);
    expect(stopped[0]?.message).toMatch(says);
    expect((await refusal(append(store, 4))).message).toMatch(says);
    expect((await refusal(store.revision(family))).kind).toBe('CORRUPT');
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'an event is not as it was written',
      () => cluster.double.log.alter(family, 1, Buffer.from('{}')),
      /is not as it was written/,
    ],
    [
      'an event is missing',
      () => cluster.double.log.remove(family, 1),
      /does not follow this node’s journal/,
    ],
    [
      'its own last event is another',
      () => cluster.double.log.alter(family, 3, Buffer.from('{}')),
      /is not as it was written|does not hold the last event/,
    ],
  ])('%s', async (_, happens, says) => {
    const store = await aNode('first.db');
    for (const each of upTo(4)) await append(store, each);
    happens();
    expect(await refusal(aNode('second.db'))).toMatchObject({
      kind: 'CORRUPT',
      message: expect.stringMatching(says),
    });
  });

  it('its journal is a log of its own', async () => {
    const { openSqliteStore } = await import('../sqlite/open-store.ts');
    const own = await openSqliteStore({ file: cluster.file('journal.db') });
    await extend(own, family);
    await own.close();
    expect((await refusal(aNode())).message).toMatch(/follows no cluster/);
  });
});

async function somebodyElse(): Promise<void> {
  const client = EventStoreDBClient.connectionString(cluster.double.connection);
  const credentials = { username: 'a', password: 'b' };
  await client.appendToStream('notes-1', jsonEvent({ type: 'Note', data: {} }), { credentials });
  await client.dispose();
}
