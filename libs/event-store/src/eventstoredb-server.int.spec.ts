import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { eventStoreContract } from './event-store.contract.ts';
import { Cluster } from './eventstoredb/cluster.ts';
import { openClusterStore } from './eventstoredb/open-cluster-store.ts';
import { describeOnServer, PartOfServer, PATIENT } from './testing/eventstoredb/given-server.ts';
import { differencesIn, History } from './testing/history-of-many.ts';
import { eventsOf, refusal, someEvents } from './testing/events.ts';
import { newFolder } from './testing/on-disk.ts';

/** What is asked of two nodes by all clients together. */
const OPERATIONS = Number(process.env['FHR_SERVER_OPERATIONS'] ?? 100_000);

describeOnServer('a real EventStoreDB', (connection) => {
  it('is reached straight, as its address says, with its user and by its certificate', async () => {
    const cluster = new Cluster({ connection, ...PATIENT });
    const [stream, other] = [`family-${randomUUID()}`, `family-${randomUUID()}`];
    const append = () => cluster.append({ stream, expected: 'no-stream', events: someEvents(stream, 0, 2) });
    await append();
    expect(await refusal(append())).toMatchObject({ kind: 'CONFLICT', actual: 1 });
    expect([await cluster.revision(stream), await cluster.revision(other)]).toEqual([1, -1]);
    await cluster.rights();
    expect([await cluster.revision(stream), await cluster.revision(other)]).toEqual([1, -1]);
    await cluster.close();
  });

  eventStoreContract({
    name: 'on a real EventStoreDB',
    lasts: true,
    keepsOrder: false,
    histories: 10,
    place: async () => {
      const { file, clear } = await newFolder();
      const part = new PartOfServer(connection);
      await part.start();
      return {
        open: () => openClusterStore({ file, connection: part.connection, ...PATIENT }),
        clear: async () => {
          part.stop();
          await clear();
        },
      };
    },
  });

  it(`after ${OPERATIONS} operations on two nodes at once has each stream, and the log, in one order, with nothing lost and nothing twice`, async () => {
    const { file, clear } = await newFolder();
    const part = new PartOfServer(connection);
    await part.start();
    const open = (name: string) =>
      openClusterStore({ file: join(dirname(file), name), connection: part.connection, ...PATIENT });
    const nodes = [await open('one.db'), await open('other.db')] as const;
    try {
      const history = new History(nodes);
      await history.live(OPERATIONS);
      const [one, other] = await Promise.all(nodes.map((node) => history.wholeLogOf(node)));
      expect(differencesIn(history, one ?? [])).toEqual([]);
      expect(other).toEqual(one);
      const late = await open('late.db');
      expect(await eventsOf(late.readAll())).toEqual(one);
      await late.close();
    } finally {
      for (const node of nodes) await node.close();
      part.stop();
      await clear();
    }
  }, 3_600_000);
});
