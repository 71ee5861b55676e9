import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, copyFileSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { checkDocument } from '../document.ts';
import { StoreError } from '../errors.ts';
import type { EventStore } from '../port.ts';
import {
  anEvent,
  eventsOf,
  extend,
  follow,
  pagesOf,
  positionsOf,
  refusal,
  upTo,
  upToPosition,
} from '../testing/events.ts';
import { newFolder } from '../testing/on-disk.ts';
import { kill, start } from '../testing/programs.ts';
import { checkSqliteVersion } from './database.ts';
import { openJournal } from './journal.ts';
import { openSqliteStore } from './open-store.ts';

let file: string;
let clear: () => Promise<void>;

beforeEach(async () => {
  ({ file, clear } = await newFolder());
});
afterEach(() => clear());

const written = async (count: number): Promise<void> => {
  const store = await openSqliteStore({ file });
  for (let at = 0; at < count; at++) await extend(store, 'family-1');
  await store.close();
};

describe('a log that is only read', () => {
  it('is followed while another process writes it, with nothing missed', async () => {
    await (await openSqliteStore({ file })).close();
    const reader = await openSqliteStore({ file, readOnly: true });
    const following = follow(reader, { after: -1 }, upToPosition(200));
    const writer = start('append.ts', [file, `${file}.answers`, 'worker']);
    writer.stdin?.write('go');
    const events = (await following).flatMap((batch) => batch.events);
    await kill(writer);
    expect(positionsOf(events)).toEqual(upTo(events.length));
    await reader.close();
  });

  it('takes no append', async () => {
    await written(1);
    const reader = await openSqliteStore({ file, readOnly: true });
    const append = reader.append('family-1', [anEvent('family-1', 1)], { expected: 0 });
    expect((await refusal(append)).kind).toBe('INVALID_ARGUMENT');
    await reader.close();
  });

  it('tells a waiting follower that it has been closed', async () => {
    await written(1);
    const reader = await openSqliteStore({ file, readOnly: true });
    const following = refusal(pagesOf(reader.subscribe({ after: 0, signal: new AbortController().signal })));
    await new Promise((resume) => setImmediate(resume));
    await reader.close();
    expect((await following).kind).toBe('CLOSED');
  });

  it.each([true, false])('must be there (store: %s)', async (store) => {
    const opened = async (): Promise<unknown> =>
      store ? openSqliteStore({ file, readOnly: true }) : openJournal(file);
    expect((await refusal(opened())).kind).toBe('UNAVAILABLE');
    writeFileSync(file, '');
    expect((await refusal(opened())).message).toContain('no log yet');
  });
});

describe('the journal', () => {
  it('gives synchronously what the store gives', async () => {
    const store: EventStore = await openSqliteStore({ file, worker: true });
    const journal = openJournal(file);
    expect([journal.head(), journal.revision('family-1')]).toEqual([-1, -1]);
    for (const stream of ['family-1', 'person-2', 'family-1']) await extend(store, stream, 2);
    const all = await eventsOf(store.readAll());
    expect(journal.head()).toBe(5);
    expect(journal.readAfter(-1, 100)).toEqual(all);
    expect(journal.readAfter(1, 2)).toEqual(all.slice(2, 4));
    expect(positionsOf(journal.readAfter(-1, 100, { streamPrefixes: ['person-'] }))).toEqual([2, 3]);
    expect(journal.stream('family-1', 1, 2)).toEqual(
      (await store.readStream('family-1', { from: 1, to: 2 })).events,
    );
    expect(journal.event(all[3]?.id ?? '')).toEqual(all[3]);
    expect(journal.page(3)).toEqual({ events: all.slice(4), upTo: 5, caughtUp: true });
    journal.close();
    await store.close();
  });

  it('gives documents as text: after a position, and of some types of a stream', async () => {
    const store: EventStore = await openSqliteStore({ file });
    await extend(store, 'family-1');
    await extend(store, 'person-2', 2);
    await extend(store, 'family-1', 2, { type: 'EntryVoided' });
    await extend(store, 'family-1', 1, { type: 'EntryVoided' });
    const all = (await eventsOf(store.readAll())).map(({ position, revision, document }) => ({
      ...{ position, revision },
      text: Buffer.from(document).toString('utf8'),
    }));
    const journal = openJournal(file);
    expect(journal.textsAfter(1, 2)).toEqual(all.slice(2, 4));
    expect(journal.textsOfTypes('family-1', 2, ['EntryVoided', 'EntryCorrected'])).toEqual(all.slice(3, 5));
    journal.close();
    await store.close();
  });

  it('says that it has been closed', async () => {
    await written(1);
    const journal = openJournal(file);
    journal.close();
    journal.close();
    expect(() => journal.head()).toThrow(expect.objectContaining({ kind: 'CLOSED' }));
  });
});

describe('a file that is not as it should be', () => {
  const kindOf = async (): Promise<string> => (await refusal(openSqliteStore({ file }))).kind;

  it('is refused where it is no database', async () => {
    writeFileSync(file, 'Not a database, but longer than the header of one. '.repeat(20));
    expect(await kindOf()).toBe('CORRUPT');
  });

  it('is refused, and left as it is, where it is another program’s', async () => {
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE cats (name TEXT)');
    other.close();
    expect(await kindOf()).toBe('INVALID_ARGUMENT');
    const after = new DatabaseSync(file);
    expect(after.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
    after.close();
  });

  it('is refused where a newer version made it', async () => {
    await written(1);
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 2');
    database.close();
    const refused = await refusal(openSqliteStore({ file }));
    expect(refused).toMatchObject({ kind: 'UNAVAILABLE', message: expect.stringContaining('upgrade') });
  });

  it('is found damaged when its pages cannot be read', async () => {
    await written(300);
    truncateSync(file, 8192 * 3);
    appendFileSync(file, Buffer.alloc(8192 * 40, 0x5a));
    const journal = openJournal(file);
    expect(() => journal.readAfter(-1, 1000)).toThrow(expect.objectContaining({ kind: 'CORRUPT' }));
    journal.close();
  });

  it.each(['type', 'revision', 'stream', 'id', 'document'])(
    'is found out where the copy of an event’s %s was changed',
    async (column) => {
      await written(3);
      const change = {
        type: "type = 'SteppedDown'",
        revision: 'revision = 7',
        stream: 'stream = (INSERTED)',
        id: "id = x'00000000000050008000000000000001'",
        document: "document = x'7b7d'",
      }[column];
      const database = new DatabaseSync(file);
      database.exec("INSERT INTO streams (id, name) VALUES (99, 'family-2')");
      database.exec(`UPDATE events SET ${change?.replace('(INSERTED)', '99')} WHERE position = 1`);
      database.close();
      const journal = openJournal(file);
      const [first, changed] = journal.readAfter(-1, 2);
      journal.close();
      expect(() => first && checkDocument(first)).not.toThrow();
      expect(() => changed && checkDocument(changed)).toThrow(StoreError);
    },
  );
});

describe('a log that is made before it is kept', () => {
  it('is whole in its one file once it is closed, and goes on as any other', async () => {
    const making = await openSqliteStore({ file, worker: true, durable: false });
    for (let at = 0; at < 5; at++) await extend(making, 'family-1');
    await making.close();
    const alone = `${file}.alone`;
    copyFileSync(file, alone);
    const kept = await openSqliteStore({ file: alone });
    expect(positionsOf((await kept.readStream('family-1')).events)).toEqual([0, 1, 2, 3, 4]);
    await extend(kept, 'family-1');
    expect(await kept.head()).toBe(5);
    await kept.close();
  });
});

describe('the SQLite library', () => {
  it.each(['3.51.3', '3.51.10', '3.53.4', '4.0.0'])('may be %s', (version) => {
    expect(() => checkSqliteVersion(version)).not.toThrow();
  });

  it.each(['3.51.2', '3.50.9', '3.40.1', '2.99.9'])('may not be %s, which can damage a log', (version) => {
    expect(() => checkSqliteVersion(version)).toThrow('3.51.3');
  });
});
