import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { extend } from '../testing/events.ts';
import { DoubleWithNodes } from '../testing/eventstoredb/double-with-nodes.ts';
import { examineCluster } from './examine-cluster.ts';

let cluster: DoubleWithNodes;

beforeEach(async () => {
  cluster = await DoubleWithNodes.start();
  cluster.double.withheld.add('DELETE').add('CHANGE_SETTINGS');
  const store = await cluster.node();
  await extend(store, 'family-1', 3);
  await extend(store, 'family-2', 2);
  await store.close();
});
afterEach(() => cluster[Symbol.asyncDispose]());

async function examined(): Promise<string[]> {
  const { connection } = cluster.double;
  const journalFile = cluster.file('journal.db');
  const found = await examineCluster({ connection, journalFile, patienceMs: 400 });
  return found.map(({ fault }) => fault);
}

describe('who looks through a database finds', () => {
  it('nothing, where it is as it was written and nobody may take anything away', async () => {
    expect(await examined()).toEqual([]);
    expect(cluster.double.log.revision('family-1')).toBe(2);
  });

  it('that its user may delete streams, and change how long they are kept, without doing either', async () => {
    cluster.double.withheld.clear();
    const end = cluster.double.log.end();
    expect(await examined()).toEqual(['MAY_DELETE', 'MAY_CHANGE_SETTINGS']);
    expect(cluster.double.log.end()).toBe(end);
  });

  it('that events are gone from its midst, as by a scavenge, or from its end', async () => {
    cluster.double.log.remove('family-1', 1);
    expect(await examined()).toEqual(['LOST']);
  });

  it('that it was restored without its tail', async () => {
    cluster.double.log.loseTail(2);
    expect(await examined()).toEqual(['LOST']);
  });

  it.each([
    ['was given a shorter life', () => cluster.double.log.setMetadata('family-1', { $maxAge: 3600 })],
    ['was deleted', () => cluster.double.log.tombstone('family-1')],
  ])('that a stream %s', async (_, change) => {
    change();
    expect(await examined()).toEqual(['NOT_OURS']);
  });

  it('that it refuses its user, or does not answer', async () => {
    cluster.double.fault = 'ACCESS_DENIED';
    expect(await examined()).toEqual(['USER_REFUSED']);
    cluster.double.fault = 'MUTE';
    expect(await examined()).toEqual(['UNREACHABLE']);
  });
});
