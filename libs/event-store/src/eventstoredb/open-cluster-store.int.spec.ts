import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { StoreError } from '../errors.ts';
import { extend, refusal } from '../testing/events.ts';
import { EventStoreDouble } from '../testing/eventstoredb/double.ts';
import type { Fault } from '../testing/eventstoredb/failures.ts';
import { newFolder } from '../testing/on-disk.ts';
import type { ClusterStore } from './cluster-store.ts';
import { openClusterStore } from './open-cluster-store.ts';

const family = 'family-1';

let folder: Awaited<ReturnType<typeof newFolder>>;
let double: EventStoreDouble;
let stores: ClusterStore[];
let waited: StoreError[];

beforeEach(async () => {
  folder = await newFolder();
  double = await aDouble();
  stores = [];
  waited = [];
});

afterEach(async () => {
  double.fault = undefined;
  for (const store of stores) await store.close();
  double.stop();
  await folder.clear();
});

async function aDouble(port?: number): Promise<EventStoreDouble> {
  const started = new EventStoreDouble(join(dirname(folder.file), 'double.db'), port);
  await started.start();
  return started;
}

async function aNode(name: string, openingMs?: number): Promise<ClusterStore> {
  const store = await openClusterStore({
    file: join(dirname(folder.file), name),
    connection: double.connection,
    patienceMs: 400,
    openingMs,
    waiting: (reason) => waited.push(reason),
  });
  stores.push(store);
  return store;
}

const isWaitedFor = async () => {
  while (waited.length === 0) await wait(20);
};

describe('a cluster, when a node starts,', () => {
  it.each<Fault>(['MUTE', 'DROPPED'])(
    'is waited for with %s, and caught up with once it answers',
    async (fault) => {
      const store = await aNode('one.db');
      await extend(store, family);
      double.fault = fault;
      const opening = aNode('other.db');
      await isWaitedFor();
      double.fault = undefined;
      expect(await (await opening).head()).toBe(0);
      expect(waited).toHaveLength(1);
    },
  );

  it('is waited for where it is down', async () => {
    double.stop();
    const opening = aNode('journal.db');
    await isWaitedFor();
    double = await aDouble(double.port);
    expect(await extend(await opening, family)).toEqual({ revision: 0, position: 0 });
  });

  it('is not waited for for ever', async () => {
    double.fault = 'MUTE';
    expect((await refusal(aNode('journal.db', 1_000))).kind).toBe('UNAVAILABLE');
    expect(waited).toHaveLength(1);
  });

  it('is not waited for where it refuses the node’s user', async () => {
    double.fault = 'ACCESS_DENIED';
    expect((await refusal(aNode('journal.db', 1_000))).message).toMatch(/refuses this node’s user/);
    expect(waited).toEqual([]);
  });
});
