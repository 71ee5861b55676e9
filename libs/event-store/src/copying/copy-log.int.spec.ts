import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { leafHash, merkleRoot } from '#libs/ledger';
import { openClusterStore } from '../eventstoredb/open-cluster-store.ts';
import { openJournal } from '../sqlite/journal.ts';
import { openSqliteStore } from '../sqlite/open-store.ts';
import { extend, refusal, someEvents } from '../testing/events.ts';
import { EventStoreDouble } from '../testing/eventstoredb/double.ts';
import { ClusterLog } from './cluster-log.ts';
import type { CopiedLog } from './copied-log.ts';
import { copyLog, type Copied } from './copy-log.ts';
import { fileToCopy, fileToFill } from './file-log.ts';

let folder: string;
let double: EventStoreDouble;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copying-'));
  double = new EventStoreDouble(join(folder, 'double.db'));
  await double.start();
});

afterEach(async () => {
  double.stop();
  await rm(folder, { recursive: true });
});

const fileOf = (name: string) => join(folder, name, 'events.db');
const cluster = () => new ClusterLog({ connection: double.connection });

async function copied(from: CopiedLog, open: () => CopiedLog, progress?: () => void): Promise<Copied> {
  await using source = from;
  await using target = open();
  return await copyLog({ from: source, to: target, progress });
}

const intoCluster = (name = 'source') => copied(fileToCopy(fileOf(name)), cluster);
const intoFile = (name: string) => copied(cluster(), () => fileToFill(fileOf(name)));

/** A log of two streams by turns, with appends of one event, and of up to three times `more` besides. */
async function grow(name: string, appends: number, more = 1): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  const store = await openSqliteStore({ file: fileOf(name) });
  for (let nth = 0; nth < appends; nth++) await extend(store, `family-${nth % 2}`, 1 + more * (nth % 4));
  await store.close();
}

function rowsOf(name: string) {
  const journal = openJournal(fileOf(name));
  const rows = journal.wholeAfter(-1, 10_000);
  journal.close();
  return rows;
}

describe('a copy of a log', () => {
  it('keeps appends, ids, order, revisions and root, into a cluster and back into a file', async () => {
    await grow('source', 30);
    const there = await intoCluster();
    const back = await intoFile('back');
    const rows = rowsOf('source');
    expect(rows).toHaveLength(73);
    expect(rowsOf('back')).toEqual(rows);
    const root = merkleRoot(rows.map(({ document }) => leafHash(document)));
    expect(there).toMatchObject({
      events: 73,
      copied: 73,
      appends: 30,
      root: Buffer.from(root).toString('base64'),
    });
    expect(back).toMatchObject({ events: 73, copied: 73, root: there.root });
  });

  it('is of a log that has nothing as of any other', async () => {
    await grow('source', 0);
    const root = Buffer.from(merkleRoot([])).toString('base64');
    expect(await intoCluster()).toEqual({ events: 0, copied: 0, appends: 0, root, perSecond: 0 });
    expect(await intoFile('back')).toEqual({ events: 0, copied: 0, appends: 0, root, perSecond: 0 });
  });

  it('goes on where one was cut short, with nothing twice', async () => {
    await grow('source', 100, 20);
    const events = rowsOf('source').length;
    const cut = copied(fileToCopy(fileOf('source')), cluster, () => {
      double.fault = 'ACCESS_DENIED';
    });
    expect((await refusal(cut)).kind).toBe('UNAVAILABLE');
    double.fault = undefined;
    const { copied: rest } = await intoCluster();
    expect(rest).toBeGreaterThan(0);
    expect(rest).toBeLessThan(events);
    await intoFile('back');
    expect(rowsOf('back')).toEqual(rowsOf('source'));
  });

  it('brings what the source has gained since, and nothing where that is nothing', async () => {
    await grow('source', 10);
    await intoCluster();
    expect(await intoCluster()).toMatchObject({ copied: 0 });
    await grow('source', 3);
    expect(await intoCluster()).toMatchObject({ copied: 6, events: rowsOf('source').length });
  });

  it('stands in its place only once it is whole', async () => {
    await grow('source', 100, 20);
    await intoCluster();
    double.log.alter('family-1', 1_200, Buffer.from('{}'));
    expect((await refusal(intoFile('back'))).message).toMatch(/Event 1200 of family-1/);
    expect(existsSync(fileOf('back'))).toBe(false);
  });
});

describe('a target that is not how the source begins', () => {
  it('is refused, with the first difference, and nothing is written', async () => {
    await grow('source', 3);
    await grow('other', 2);
    await intoCluster('other');
    const end = double.log.end();
    const { kind, message } = await refusal(intoCluster());
    expect(kind).toBe('CONFLICT');
    expect(message).toContain(
      'at position 0 it holds revision 0 of family-0; the source holds another event',
    );
    expect(double.log.end()).toBe(end);
  });

  it('is refused where it holds more than the source', async () => {
    await grow('source', 2);
    await intoCluster();
    const journal = await openClusterStore({ file: join(folder, 'node.db'), connection: double.connection });
    await extend(journal, 'family-7');
    await journal.close();
    expect((await refusal(intoCluster())).message).toContain(
      'at position 3 it holds revision 0 of family-7; the source ends before it',
    );
  });

  it('is refused where its appends end elsewhere', async () => {
    const [first, second] = someEvents('family-1', 0, 2);
    if (first === undefined || second === undefined) throw new Error('there are two');
    for (const name of ['together', 'apart']) await grow(name, 0);
    const together = await openSqliteStore({ file: fileOf('together') });
    await together.append('family-1', [first, second], { expected: 'no-stream' });
    await together.close();
    const apart = await openSqliteStore({ file: fileOf('apart') });
    await apart.append('family-1', [first], { expected: 'no-stream' });
    await apart.append('family-1', [second], { expected: 0 });
    await apart.close();
    await intoCluster('together');
    expect((await refusal(intoCluster('apart'))).message).toContain('at position 0');
  });

  it('is refused where it is a node’s journal, which is a sound source', async () => {
    await grow('source', 4);
    await intoCluster();
    await grow('node', 0);
    const node = await openClusterStore({ file: fileOf('node'), connection: double.connection });
    await node.close();
    expect((await refusal(intoFile('node'))).message).toContain('follows a cluster');
    expect(await copied(fileToCopy(fileOf('node')), () => fileToFill(fileOf('anew')))).toMatchObject({
      copied: 10,
    });
    expect(rowsOf('anew')).toEqual(rowsOf('source'));
  });
});

describe('a copy is refused', () => {
  it('of a log, and into one, that a service holds', async () => {
    await grow('source', 1);
    const service = await openSqliteStore({ file: fileOf('source') });
    expect(() => fileToCopy(fileOf('source'))).toThrow(expect.objectContaining({ kind: 'LOCKED' }));
    expect(() => fileToFill(fileOf('source'))).toThrow(expect.objectContaining({ kind: 'LOCKED' }));
    await service.close();
  });

  it('of a log with a gap, naming the place', async () => {
    await grow('source', 4);
    const database = new DatabaseSync(fileOf('source'));
    database.exec('DELETE FROM events WHERE position = 5');
    database.close();
    expect(await refusal(intoCluster())).toMatchObject({
      kind: 'CORRUPT',
      message: 'Position 5 is missing in the log.',
    });
  });

  it('of a cluster that ends its reads early, which is not one that is empty', async () => {
    double.fault = 'CLEAN_END';
    expect((await refusal(intoFile('back'))).kind).toBe('UNAVAILABLE');
  });

  it('into a cluster that holds what this program did not write', async () => {
    await grow('source', 1);
    const nothing = new Uint8Array();
    const event = { id: crypto.randomUUID(), type: 'Other', contentType: 'application/json' };
    double.log.append('others-1', [{ ...event, data: Buffer.from('{}'), metadata: nothing }], 'no_stream');
    expect((await refusal(intoCluster())).message).toContain('was not written by this program');
  });
});
