import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { anEvent, refusal } from '../testing/events.ts';
import { DoubleWithNodes } from '../testing/eventstoredb/double-with-nodes.ts';
import type { ClusterStore } from './cluster-store.ts';

const family = 'family-1';

let cluster: DoubleWithNodes;

beforeEach(async () => {
  cluster = await DoubleWithNodes.start();
});
afterEach(() => cluster[Symbol.asyncDispose]());

const first = (store: ClusterStore) => store.append(family, [anEvent(family, 0)], { expected: 'no-stream' });

describe('what became of an append', () => {
  it('is left open where its answer was lost, and it is refused when it is sent again', async () => {
    const store = await cluster.node();
    cluster.double.fault = 'MUTE_AFTER_WRITING';
    const answer = refusal(first(store));
    while (cluster.double.log.revision(family) < 0) await wait(5);
    cluster.double.fault = 'ACCESS_DENIED';
    expect((await answer).kind).toBe('UNKNOWN_OUTCOME');
  });

  it('is told as PENDING where it stands, and nothing else is, while a node is behind', async () => {
    const store = await cluster.node('journal.db', { heldMs: 100 });
    cluster.double.late = 2_000;
    expect((await refusal(first(store))).kind).toBe('PENDING');
    expect((await refusal(first(store))).kind).toBe('UNAVAILABLE');
    expect((await refusal(store.revision(family))).kind).toBe('UNAVAILABLE');
    cluster.double.late = 0;
    while ((await store.head()) < 0) await wait(20);
    expect((await refusal(first(store))).kind).toBe('CONFLICT');
    expect(cluster.double.log.revision(family)).toBe(0);
  });
});
