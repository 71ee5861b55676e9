import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { StoreError } from '../errors.ts';
import { openForWriting } from '../sqlite/database.ts';
import { eventsOf, extend, refusal } from '../testing/events.ts';
import { DoubleWithNodes } from '../testing/eventstoredb/double-with-nodes.ts';
import type { Fault } from '../testing/eventstoredb/failures.ts';

const family = 'family-1';

let cluster: DoubleWithNodes;
let waited: StoreError[];

beforeEach(async () => {
  cluster = await DoubleWithNodes.start();
  waited = [];
});
afterEach(() => cluster[Symbol.asyncDispose]());

const aNode = (name: string, openingMs?: number) =>
  cluster.node(name, { openingMs, waiting: (reason) => waited.push(reason) });

const isWaitedFor = async () => {
  while (waited.length === 0) await wait(20);
};

describe('a cluster, when a node starts,', () => {
  it.each<Fault>(['MUTE', 'DROPPED'])(
    'is waited for with %s, and caught up with once it answers',
    async (fault) => {
      const store = await aNode('one.db');
      await extend(store, family);
      cluster.double.fault = fault;
      const opening = aNode('other.db');
      await isWaitedFor();
      cluster.double.fault = undefined;
      expect(await (await opening).head()).toBe(0);
      expect(waited).toHaveLength(1);
    },
  );

  it('is caught up with from where the journal ends, where that could not be written for a moment', async () => {
    const store = await aNode('one.db');
    const other = await aNode('other.db');
    await other.close();
    await extend(store, family, 2);
    const file = openForWriting(cluster.file('other.db'));
    file.exec("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'full'); END");
    const waiting = (reason: StoreError) => {
      waited.push(reason);
      file.exec('DROP TRIGGER full');
    };
    const again = await cluster.node('other.db', { waiting });
    file.close();
    expect(waited).toMatchObject([{ kind: 'UNAVAILABLE', message: 'Nothing was written: full.' }]);
    expect(await eventsOf(again.readAll())).toEqual(await eventsOf(store.readAll()));
    expect(await extend(store, 'family-2')).toMatchObject({ position: 2 });
    expect(await extend(again, 'family-3')).toMatchObject({ position: 3 });
  });

  it('is waited for where it is down', async () => {
    cluster.double.stop();
    const opening = aNode('journal.db');
    await isWaitedFor();
    await cluster.restart();
    expect(await extend(await opening, family)).toEqual({ revision: 0, position: 0 });
  });

  it('is not waited for for ever', async () => {
    cluster.double.fault = 'MUTE';
    expect((await refusal(aNode('journal.db', 1_000))).kind).toBe('UNAVAILABLE');
    expect(waited).toHaveLength(1);
  });

  it('is not waited for where it refuses the node’s user', async () => {
    cluster.double.fault = 'ACCESS_DENIED';
    expect((await refusal(aNode('journal.db', 1_000))).message).toMatch(/refuses this node’s user/);
    expect(waited).toEqual([]);
  });
});
