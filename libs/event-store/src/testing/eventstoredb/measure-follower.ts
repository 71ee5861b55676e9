// Measures nodes that follow a stand-in for EventStoreDB, itself a process of its own, and says the figures as a line of JSON.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EventStoreDBClient, START } from '@eventstore/db-client';
import { Cluster } from '../../eventstoredb/cluster.ts';
import { openClusterStore } from '../../eventstoredb/open-cluster-store.ts';
import { anEventOfSize, upTo } from '../events.ts';

/** About what a family's event with a few sealed words has. */
const BYTES = 1_200;
const PAGE = 1_000;
/** Events of an append while the database is filled, and appends under way. */
const OF_AN_APPEND = 50;
const AT_ONCE = 8;
const PATIENCE_MS = 60_000;
/** Of the load under which lag is measured. */
const PER_SECOND = 500;
const SECONDS = 10;

const [folder = '', count = '100000'] = process.argv.slice(2);
await measure(Number(count));

async function measure(events: number): Promise<void> {
  const server = fork(join(import.meta.dirname, 'serve-double.ts'), [join(folder, 'double.db')]);
  try {
    const [connection] = (await once(server, 'message')) as [string];
    // First, for the disk is still busy long after it was filled.
    const lags = await lagsUnderLoad(connection);
    await fill(connection, events);
    const bare = await perSecond(() => readBare(connection));
    const followed = await perSecond(() => catchUp(connection));
    process.stdout.write(`${JSON.stringify({ events, bare, followed, lags })}\n`);
  } finally {
    await end(server);
  }
}

async function fill(connection: string, events: number): Promise<void> {
  const cluster = new Cluster({ connection, patienceMs: PATIENCE_MS });
  let next = 0;
  const fillOn = async (): Promise<void> => {
    while (next < events) {
      const stream = `family-${next}`;
      next += OF_AN_APPEND;
      const sent = upTo(OF_AN_APPEND).map((revision) => anEventOfSize(stream, revision, BYTES));
      await cluster.append({ stream, expected: 'no-stream', events: sent });
    }
  };
  await Promise.all(upTo(AT_ONCE).map(fillOn));
  await cluster.close();
}

async function perSecond(task: () => Promise<number>): Promise<number> {
  const from = performance.now();
  const events = await task();
  return (events * 1_000) / (performance.now() - from);
}

/** Reads all that there is in pages, as a node does, by the client alone. */
async function readBare(connection: string): Promise<number> {
  const client = EventStoreDBClient.connectionString(connection);
  let read = 0;
  let at: { commit: bigint; prepare: bigint } | undefined;
  for (let page = PAGE; page === PAGE; read += page) {
    page = 0;
    for await (const { event } of client.readAll({ fromPosition: at ?? START, maxCount: PAGE })) {
      page++;
      at = event?.position ?? at;
    }
  }
  await client.dispose();
  return read;
}

/** A new node's journal, durable, to the end of the log. */
async function catchUp(connection: string): Promise<number> {
  const store = await openClusterStore({ file: join(folder, 'journal.db'), connection });
  const events = (await store.head()) + 1;
  await store.close();
  return events;
}

/** Milliseconds, for each event of a load, from when the database has answered for it until a node gives it to who follows there. */
async function lagsUnderLoad(connection: string): Promise<number[]> {
  const cluster = new Cluster({ connection, patienceMs: PATIENCE_MS });
  const node = await openClusterStore({ file: join(folder, 'node.db'), connection, patienceMs: PATIENCE_MS });
  const given = new Map<string, number>();
  const due = PER_SECOND * SECONDS;
  const following = (async () => {
    const { signal } = new AbortController();
    for await (const { events } of node.subscribe({ after: await node.head(), signal })) {
      for (const { id } of events) given.set(id, performance.now());
      if (given.size === due) return;
    }
  })();
  const answered = new Map<string, number>();
  const append = async (stream: string): Promise<void> => {
    const event = anEventOfSize(stream, 0, BYTES);
    await cluster.append({ stream, expected: 'no-stream', events: [event] });
    answered.set(event.id, performance.now());
  };
  const began = performance.now();
  const appends: Promise<void>[] = [];
  for (const nth of upTo(due)) {
    const early = began + (nth * 1_000) / PER_SECOND - performance.now();
    if (early > 1) await wait(early);
    appends.push(append(`family-late${nth}`));
  }
  await Promise.all([...appends, following]);
  await node.close();
  await cluster.close();
  return [...answered].map(([id, at]) => Math.max(0, (given.get(id) ?? NaN) - at));
}

async function end(server: ChildProcess): Promise<void> {
  server.disconnect();
  if (server.exitCode === null) await once(server, 'exit');
}
