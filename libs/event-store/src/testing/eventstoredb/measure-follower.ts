// Measures nodes that follow a stand-in for EventStoreDB, itself a process of its own, and says the figures as a line of JSON.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient, START } from '@eventstore/db-client';
import { Cluster } from '../../eventstoredb/cluster.ts';
import { openClusterStore } from '../../eventstoredb/open-cluster-store.ts';
import { anEventOfSize, upTo } from '../events.ts';
import { EventStoreDouble } from './double.ts';

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

const [doing, folder = '', count = '100000'] = process.argv.slice(2);
if (doing === 'serve') await serve();
else await measure(Number(count));

async function serve(): Promise<void> {
  const double = new EventStoreDouble(join(folder, 'double.db'));
  await double.start();
  process.send?.(double.connection);
  process.on('disconnect', () => process.exit());
}

async function measure(events: number): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), ['serve', folder]);
  try {
    const [connection] = (await once(server, 'message')) as [string];
    await fill(connection, events);
    const bare = await perSecond(() => readBare(connection));
    const followed = await perSecond(() => catchUp(connection));
    process.stdout.write(
      `${JSON.stringify({ events, bare, followed, ...(await lagUnderLoad(connection)) })}\n`,
    );
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
  const store = await openClusterStore({ file: join(folder, 'one.db'), connection });
  const events = (await store.head()) + 1;
  await store.close();
  return events;
}

/** Milliseconds from when an append is asked for at one node until another gives its event to who follows there. */
async function lagUnderLoad(connection: string): Promise<{ readonly lags: number[] }> {
  // A lag is measured, however long it is.
  const patient = { patienceMs: PATIENCE_MS, heldMs: PATIENCE_MS };
  const open = (name: string) => openClusterStore({ file: join(folder, name), connection, ...patient });
  const [writer, reader] = [await open('one.db'), await open('other.db')];
  const asked = new Map<string, number>();
  const lags: number[] = [];
  const due = PER_SECOND * SECONDS;
  const following = (async () => {
    const { signal } = new AbortController();
    for await (const { events } of reader.subscribe({ after: await reader.head(), signal })) {
      for (const { id } of events) lags.push(performance.now() - (asked.get(id) ?? NaN));
      if (lags.length === due) return;
    }
  })();
  const began = performance.now();
  const appends: Promise<unknown>[] = [];
  for (const nth of upTo(due)) {
    const early = began + (nth * 1_000) / PER_SECOND - performance.now();
    if (early > 1) await wait(early);
    const stream = `family-late${nth}`;
    const event = anEventOfSize(stream, 0, BYTES);
    asked.set(event.id, performance.now());
    appends.push(writer.append(stream, [event], { expected: 'no-stream' }));
  }
  await Promise.all([...appends, following]);
  for (const store of [writer, reader]) await store.close();
  return { lags };
}

async function end(server: ChildProcess): Promise<void> {
  server.disconnect();
  if (server.exitCode === null) await once(server, 'exit');
}
