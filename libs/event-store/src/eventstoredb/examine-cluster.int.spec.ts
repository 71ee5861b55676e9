import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dirname, join } from 'node:path';
import { extend } from '../testing/events.ts';
import { EventStoreDouble } from '../testing/eventstoredb/double.ts';
import { newFolder } from '../testing/on-disk.ts';
import { examineCluster } from './examine-cluster.ts';
import { openClusterStore } from './open-cluster-store.ts';

let folder: Awaited<ReturnType<typeof newFolder>>;
let double: EventStoreDouble;
let journalFile: string;

beforeEach(async () => {
  folder = await newFolder();
  journalFile = folder.file;
  double = new EventStoreDouble(join(dirname(folder.file), 'cluster.db'));
  await double.start();
  double.withheld.add('DELETE').add('CHANGE_SETTINGS');
  const store = await openClusterStore({ file: journalFile, connection: double.connection });
  await extend(store, 'family-1', 3);
  await extend(store, 'family-2', 2);
  await store.close();
});
afterEach(async () => {
  double.stop();
  await folder.clear();
});

const examined = async () =>
  (await examineCluster({ connection: double.connection, journalFile, patienceMs: 400 })).map(
    ({ fault }) => fault,
  );

describe('who looks through a database finds', () => {
  it('nothing, where it is as it was written and nobody may take anything away', async () => {
    expect(await examined()).toEqual([]);
    expect(double.log.revision('family-1')).toBe(2);
  });

  it('that its user may delete streams, and change how long they are kept, without doing either', async () => {
    double.withheld.clear();
    const end = double.log.end();
    expect(await examined()).toEqual(['MAY_DELETE', 'MAY_CHANGE_SETTINGS']);
    expect(double.log.end()).toBe(end);
  });

  it('that events are gone from its midst, as by a scavenge, or from its end', async () => {
    double.log.remove('family-1', 1);
    expect(await examined()).toEqual(['LOST']);
  });

  it('that it was restored without its tail', async () => {
    double.log.loseTail(2);
    expect(await examined()).toEqual(['LOST']);
  });

  it.each([
    ['was given a shorter life', () => double.log.setMetadata('family-1', { $maxAge: 3600 })],
    ['was deleted', () => double.log.tombstone('family-1')],
  ])('that a stream %s', async (_, change) => {
    change();
    expect(await examined()).toEqual(['NOT_OURS']);
  });

  it('that it refuses its user, or does not answer', async () => {
    double.fault = 'ACCESS_DENIED';
    expect(await examined()).toEqual(['USER_REFUSED']);
    double.fault = 'MUTE';
    expect(await examined()).toEqual(['UNREACHABLE']);
  });
});
