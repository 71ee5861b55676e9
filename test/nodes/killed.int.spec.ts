import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeStoredEvent } from '#libs/contracts';
import { openJournal } from '#libs/event-store';
import { describeWithPostgres, PostgresServer } from '../../libs/vault/src/testing/postgres.ts';
import { rowsIn } from '../histories/rows.ts';
import { Program, type Standing } from '../support/killed-cluster.ts';
import { Clients, SHARED } from './clients.ts';

/** With FHR_NODES_COMMANDS=10000 FHR_NODES_ERASURES=200 as many as are promised. */
const COMMANDS = Number(process.env['FHR_NODES_COMMANDS'] ?? 240);
const ERASURES = Number(process.env['FHR_NODES_ERASURES'] ?? 6);
const CLIENTS = 32;
/** What there is to be in the end, of each type: an erasure is of a person and of what was said about erasing them. */
const EXPECTED = {
  PersonRegistered: SHARED + CLIENTS + ERASURES,
  PersonNameRecorded: COMMANDS,
  ErasureProposed: ERASURES,
  ErasureDecided: ERASURES,
  ErasureBegun: ERASURES,
  SubjectKeyDestroyed: 2 * ERASURES,
  ReadModelsPurged: 2 * ERASURES,
  ErasureCertified: ERASURES,
};
const REFLECTION_MS = 40 * 86_400_000;
const HOUR_MS = 3_600_000;
const BORN = Date.parse('2026-03-10T12:00:00.000Z');

const folder = mkdtempSync(join(tmpdir(), 'killed-nodes-'));
const nodes = [new Program('node-program.ts'), new Program('node-program.ts')] as const;
const doubles = [new Program('double-program.ts'), new Program('double-program.ts')] as const;
const ports = [0, 0];
const connections = ['', ''];
let postgres: PostgresServer;
let keys: string;
let now = BORN;

async function startDouble(nth: 0 | 1): Promise<void> {
  const said = await doubles[nth].start([join(folder, `database-${nth}.db`), String(ports[nth])]);
  const { connection, port } = said as { connection: string; port: number };
  connections[nth] = connection;
  ports[nth] = port;
}

const folderOf = (nth: number) => join(folder, `node-${nth}`);

/** Each start has a later clock than whatever was recorded. */
async function startNode(nth: 0 | 1): Promise<void> {
  now += HOUR_MS;
  await nodes[nth].start([], {
    FHR_DATA: folderOf(nth),
    FHR_FAMILIES: '0',
    FHR_CLOCK: new Date(now).toISOString(),
    FHR_STORE: connections[0] ?? '',
    FHR_ACCESS_STORE: connections[1] ?? '',
    FHR_KEYS: keys,
    FHR_KEK_COMMAND: `echo ${Buffer.alloc(32, 9).toString('base64')}`,
  });
}

const KILLED = [
  async () => {
    await nodes[0].kill();
    await startNode(0);
  },
  async () => {
    await doubles[0].kill();
    await startDouble(0);
  },
  async () => {
    await nodes[1].kill();
    await startNode(1);
  },
  async () => {
    await doubles[1].kill();
    await startDouble(1);
  },
];

/** Between two kills so many commands are acknowledged, so that there is always work under way. */
const STEP = Math.ceil(COMMANDS / 60);
const PAUSE_MS = 500;

/** Kills and starts again, one after the other, until all is done, and each at least once. */
async function killInTurn(clients: Clients, isOver: () => boolean): Promise<number> {
  let kills = 0;
  while (!isOver() || kills < KILLED.length) {
    await KILLED[kills % KILLED.length]?.();
    kills++;
    const enough = clients.acknowledged.length + STEP;
    while (!isOver() && !clients.areDone && clients.acknowledged.length < enough) await wait(50);
    if (!isOver()) await wait(PAUSE_MS);
  }
  return kills;
}

interface Journaled {
  readonly commandId: string;
  readonly position: number;
  readonly type: string;
  readonly subject: unknown;
}

function journalOf(nth: number): readonly Journaled[] {
  const journal = openJournal(join(folderOf(nth), 'events.db'));
  try {
    return journal.readAfter(-1, Number.MAX_SAFE_INTEGER).map(({ position, document }) => {
      const { commandId, type, data } = decodeStoredEvent(document);
      return { commandId, position, type, subject: data['subject'] };
    });
  } finally {
    journal.close();
  }
}

const ofType = (events: readonly Journaled[], type: string) => events.filter((event) => event.type === type);

/** Clients work; then the days of reflection go by, and what was decided is carried out by whichever node starts next. */
async function workAndErase(clients: Clients): Promise<void> {
  await clients.work();
  now += REFLECTION_MS;
  while (ofType(journalOf(0), 'ErasureCertified').length < ERASURES) await wait(1_000);
}

/** What was acknowledged stands where it was said to, and nothing else is of those commands, or is there twice. */
function checkJournal(nth: number, { acknowledged }: Clients): void {
  const events = journalOf(nth);
  const written = Map.groupBy(events, ({ commandId }) => commandId);
  for (const { commandId, positions } of acknowledged)
    expect([commandId, written.get(commandId)?.map(({ position }) => position)]).toEqual([
      commandId,
      positions,
    ]);
  const counts = Object.fromEntries(Object.keys(EXPECTED).map((type) => [type, ofType(events, type).length]));
  expect([nth, counts]).toEqual([nth, EXPECTED]);
}

/** Each person's own key, and that of what was said of the erasure. */
async function checkKeysGone(): Promise<void> {
  const database = new URL(keys).pathname.slice(1);
  const gone = await postgres.ask(database, 'SELECT subject FROM subject_keys WHERE wrapped IS NULL');
  const told = ofType(journalOf(0), 'SubjectKeyDestroyed').map(({ subject }) => subject);
  expect(gone.map(({ subject }) => subject).sort()).toEqual(told.sort());
}

function checkModels(): void {
  const [one = new Map<string, readonly string[]>(), other = one] = [0, 1].map((nth) =>
    rowsIn(join(folderOf(nth), 'read-models')),
  );
  expect(one.size).toBeGreaterThan(10);
  const all = JSON.stringify([...one]);
  expect([all.includes('Shared 0 family'), all.includes('Quillfeather')]).toEqual([true, false]);
  expect([...other.keys()]).toEqual([...one.keys()]);
  for (const [table, rows] of one) expect([table, other.get(table)]).toEqual([table, rows]);
}

describeWithPostgres('two nodes over one cluster, of which each is killed and started again in turn', () => {
  let clients: Clients;

  beforeAll(async () => {
    postgres = await PostgresServer.start();
    keys = await postgres.database();
    await Promise.all([startDouble(0), startDouble(1)]);
    await startNode(0);
    await startNode(1);
    clients = new Clients(nodes, { commands: COMMANDS, erasures: ERASURES, clients: CLIENTS });
  }, 600_000);

  afterAll(async () => {
    for (const each of [...nodes, ...doubles]) await each.kill();
    await postgres[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    `lose nothing of ${COMMANDS} commands and ${ERASURES} erasures that they acknowledged, double nothing, and end alike`,
    async () => {
      let isOver = false;
      const working = workAndErase(clients).finally(() => (isOver = true));
      const kills = await killInTurn(clients, () => isOver);
      await working;
      process.stderr.write(`${clients.acknowledged.length} acknowledged, ${kills} kills\n`);
      expect(kills).toBeGreaterThanOrEqual(KILLED.length);

      const standings = await alike();
      expect(standings[0]).toEqual(standings[1]);
      await Promise.all(nodes.map((node) => node.ask({ ask: 'close' })));
      for (const nth of [0, 1]) checkJournal(nth, clients);
      await checkKeysGone();
      checkModels();
    },
    120_000 + COMMANDS * 400,
  );
});

/** How both stand once neither has anything that the other has not. */
async function alike(): Promise<Standing[]> {
  for (;;) {
    const heads = await Promise.all(
      nodes.map((node) => node.ask({ ask: 'standing', head: 0 }) as Promise<Standing>),
    );
    const head = Math.max(...heads.map((standing) => standing.head));
    const standings = await Promise.all(
      nodes.map((node) => node.ask({ ask: 'standing', head }) as Promise<Standing>),
    );
    if (standings.every((standing) => standing.head === head)) return standings;
    await wait(200);
  }
}
