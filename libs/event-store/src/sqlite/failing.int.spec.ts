import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { EventStore } from '../port.ts';
import {
  anEvent,
  anEventOfSize,
  eventsOf,
  extend,
  positionsOf,
  refusal,
  someEvents,
  upTo,
} from '../testing/events.ts';
import { newFolder } from '../testing/on-disk.ts';
import { ended, start } from '../testing/programs.ts';
import { failures } from '../told.ts';
import { Bell } from './bell.ts';
import { openForWriting } from './database.ts';
import { inlineWriter } from './inline-writer.ts';
import { openJournal } from './journal.ts';
import { LogWriter } from './log-writer.ts';
import { openSqliteStore } from './open-store.ts';
import { SqliteStore } from './sqlite-store.ts';
import { workerWriter } from './worker-writer.ts';

/** SQLite's extended result codes. */
const FULL = 13;
const IOERR_FSYNC = 1034;
/** Of the log's first page, which a writer keeps from its opening. */
const PAGE_BYTES = 8192;

const family = 'family-1';
let file: string;
let clear: () => Promise<void>;
let database: DatabaseSync;
let failure: { errcode: number; stands: boolean } | undefined;

let told: unknown[];
const tell = (failed: unknown) => void told.push(failed);

/** Fails as told when it makes a group durable, before or after the group stands in the file. */
class FailingWriter extends LogWriter {
  protected override commitTransaction(): void {
    if (failure === undefined || failure.stands) super.commitTransaction();
    if (failure !== undefined) throw Object.assign(new Error('disk I/O error'), { errcode: failure.errcode });
  }
}

function failingStore(): EventStore {
  database = openForWriting(file);
  return new SqliteStore({
    log: 'failing',
    journal: openJournal(file),
    bell: new Bell(),
    writer: inlineWriter(new FailingWriter(database)),
  });
}

beforeEach(async () => {
  ({ file, clear } = await newFolder());
  failure = undefined;
  told = [];
  failures.subscribe(tell);
});
afterEach(() => {
  failures.unsubscribe(tell);
  return clear();
});

describe('a writer whose fsync fails', () => {
  it.each([false, true])(
    'knows not whether the append stands, and writes nothing more (it stands: %s)',
    async (stands) => {
      const store = failingStore();
      await extend(store, family, 2);
      expect(store.failure).toBeUndefined();
      failure = { errcode: IOERR_FSYNC, stands };
      const events = someEvents(family, 2, 2);
      expect((await refusal(store.append(family, events, { expected: 1 }))).kind).toBe('UNKNOWN_OUTCOME');
      failure = undefined;
      const after = await refusal(
        store.append('family-2', [anEvent('family-2', 0)], { expected: 'no-stream' }),
      );
      expect(after).toMatchObject({ kind: 'UNAVAILABLE', message: expect.stringContaining('restart') });
      expect((await store.readStream(family, { to: 1 })).events).toHaveLength(2);
      expect([store.failure, told]).toEqual(['WRITER_STOPPED', [{ log: 'failing', code: 'WRITER_STOPPED' }]]);
      await store.close();

      const reopened = await openSqliteStore({ file });
      expect(await reopened.head()).toBe(stands ? 3 : 1);
      expect(await reopened.append(family, events, { expected: 1 })).toEqual({ revision: 3, position: 3 });
      expect(positionsOf(await eventsOf(reopened.readAll()))).toEqual(upTo(4));
      await reopened.close();
    },
  );

  it('says so to everyone whose append was in the same group', async () => {
    const store = failingStore();
    failure = { errcode: IOERR_FSYNC, stands: false };
    const kinds = upTo(5).map(async (n) => (await refusal(extend(store, `family-${n}`))).kind);
    expect(await Promise.all(kinds)).toEqual(upTo(5).map(() => 'UNKNOWN_OUTCOME'));
    await store.close();
  });
});

describe('a writer that cannot save the write-ahead log', () => {
  it('is told of when it stops, though nothing more is appended', async () => {
    const store = failingStore();
    const exec = jest.spyOn(database, 'exec').mockImplementation((sql) => {
      if (sql.includes('wal_checkpoint')) throw Object.assign(new Error('no'), { errcode: IOERR_FSYNC });
      DatabaseSync.prototype.exec.call(database, sql);
    });
    expect(await extend(store, family)).toEqual({ revision: 0, position: 0 });
    while (told.length === 0) await wait(5);
    expect([store.failure, told]).toEqual(['WRITER_STOPPED', [{ log: 'failing', code: 'WRITER_STOPPED' }]]);
    exec.mockRestore();
    await store.close();
  });

  it('says so from a thread of its own, beside its answer', async () => {
    const store = await openSqliteStore({ file });
    await extend(store, family);
    await store.close();
    const host = await workerWriter(file);
    let stopped = 0;
    host.onStopped = () => void stopped++;
    writeFileSync(file, readFileSync(file).fill(0xff, PAGE_BYTES));
    const append = { stream: family, expected: 0, events: [anEvent(family, 1)] };
    expect(await host.commit([append])).toMatchObject([{ refused: { kind: 'CORRUPT', stops: true } }]);
    expect(stopped).toBe(1);
    await host.close();
  });
});

describe('a disk that is full', () => {
  it('takes nothing of an append, lets the log be read, and is written again once there is room', async () => {
    const store = failingStore();
    await extend(store, family, 3);
    const pages = Number(Object.values(database.prepare('PRAGMA page_count').get() ?? {})[0]);
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const big = [anEventOfSize(family, 3, 100_000), anEventOfSize(family, 4, 100_000)];
    const refused = await refusal(store.append(family, big, { expected: 2 }));
    expect(refused).toMatchObject({ kind: 'UNAVAILABLE', message: expect.stringContaining('full') });
    expect([store.failure, told]).toEqual([undefined, []]);
    expect(positionsOf(await eventsOf(store.readAll()))).toEqual([0, 1, 2]);
    database.exec('PRAGMA max_page_count = 100000');
    expect(await store.append(family, big, { expected: 2 })).toEqual({ revision: 4, position: 4 });
    await store.close();
  });

  it('takes nothing either when that shows only at the end of the append', async () => {
    const store = failingStore();
    await extend(store, family);
    failure = { errcode: FULL, stands: false };
    expect((await refusal(extend(store, family, 2))).kind).toBe('UNAVAILABLE');
    expect(await store.head()).toBe(0);
    failure = undefined;
    expect(await extend(store, family, 2)).toEqual({ revision: 2, position: 2 });
    await store.close();
  });

  it('is not believed to have taken nothing where the append stands', async () => {
    const store = failingStore();
    failure = { errcode: FULL, stands: true };
    expect((await refusal(extend(store, family))).kind).toBe('UNKNOWN_OUTCOME');
    await store.close();
  });
});

describe('a log that another program keeps locked', () => {
  it('takes nothing, and is written again when it is free', async () => {
    const store = await openSqliteStore({ file });
    await extend(store, family);
    const other = openForWriting(file);
    other.exec('BEGIN IMMEDIATE');
    expect((await refusal(extend(store, family))).kind).toBe('UNAVAILABLE');
    other.exec('ROLLBACK');
    other.close();
    expect(await extend(store, family)).toEqual({ revision: 1, position: 1 });
    await store.close();
  });
});

const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('a file that may not grow further', () => {
  it.each(['inline', 'worker'])('ends writing with nothing acknowledged lost (%s)', async (thread) => {
    const answers = `${file}.answers`;
    const writer = start('append.ts', [file, answers, thread], 'ulimit -f 2000');
    writer.stdin?.write('go');
    await ended(writer);
    const lines = readFileSync(answers, 'utf8').trim().split('\n');
    const refusals = lines.filter((line) => !line.includes(' '));
    expect(new Set(refusals)).toEqual(new Set(['UNKNOWN_OUTCOME', 'UNAVAILABLE']));
    expect(refusals.at(-1)).toBe('UNAVAILABLE');
    const store = await openSqliteStore({ file });
    const log = await eventsOf(store.readAll());
    expect(positionsOf(log)).toEqual(upTo(log.length));
    for (const line of lines.filter((each) => each.includes(' '))) {
      const [position, id] = line.split(' ');
      expect(log[Number(position)]?.id).toBe(id);
    }
    await store.close();
  });
});

describe('a writer thread that has ended', () => {
  it('leaves the outcome of what it held unknown, and takes nothing more', async () => {
    const host = await workerWriter(file);
    const append = { stream: family, expected: 'no-stream' as const, events: [anEvent(family, 0)] };
    const closing = host.close();
    expect((await refusal(host.commit([append]))).kind).toBe('UNKNOWN_OUTCOME');
    await closing;
    expect((await refusal(host.commit([append]))).kind).toBe('UNAVAILABLE');
  });

  it('says why it could not begin', async () => {
    expect((await refusal(workerWriter(`${file}/none`))).kind).toBe('UNAVAILABLE');
  });
});

describe('the write-ahead log', () => {
  it('is saved into the file before it grows long', async () => {
    const store = await openSqliteStore({ file });
    for (let at = 0; at < 60; at++) {
      await store.append(
        `family-${at}`,
        upTo(3).map((n) => anEventOfSize(`family-${at}`, n, 256 * 1024)),
        { expected: 'no-stream' },
      );
    }
    expect(statSync(`${file}-wal`).size).toBeLessThan(24 * 1024 * 1024);
    await store.close();
  });
});
