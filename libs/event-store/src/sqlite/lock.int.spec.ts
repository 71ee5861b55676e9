import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { extend, refusal } from '../testing/events.ts';
import { newFolder } from '../testing/on-disk.ts';
import { kill, ready, start } from '../testing/programs.ts';
import { openSqliteStore } from './open-store.ts';

describe('the one writer of a log', () => {
  let file: string;
  let clear: () => Promise<void>;

  beforeEach(async () => {
    ({ file, clear } = await newFolder());
  });
  afterEach(() => clear());

  it('lets no other user of the machine read the log, nor take its lock', async () => {
    const store = await openSqliteStore({ file });
    const beside = readdirSync(dirname(file)).filter((name) => name.startsWith(basename(file)));
    expect(beside.length).toBeGreaterThan(3);
    expect(beside.filter((name) => (statSync(join(dirname(file), name)).mode & 0o077) !== 0)).toEqual([]);
    await store.close();
  });

  it.each(['inline', 'worker'])(
    'keeps out a second process within a second, which is told who writes (%s)',
    async (thread) => {
      const holder = start('hold.ts', [file, thread]);
      await ready(holder);
      const asked = performance.now();
      const refused = await refusal(openSqliteStore({ file }));
      expect(performance.now() - asked).toBeLessThan(1000);
      expect(refused.kind).toBe('LOCKED');
      expect(refused.message).toMatch(
        new RegExp(`process ${holder.pid}, since 20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z`),
      );
      await kill(holder);
    },
  );

  it.each(['inline', 'worker'])(
    'can be followed by another as soon as it has been killed (%s)',
    async (thread) => {
      const holder = start('hold.ts', [file, thread]);
      await ready(holder);
      await kill(holder);
      expect(existsSync(`${file}-holder`)).toBe(true);
      const store = await openSqliteStore({ file });
      expect(await extend(store, 'family-1')).toEqual({ revision: 0, position: 0 });
      await store.close();
    },
  );

  it('can be followed by another as soon as it has closed the log', async () => {
    for (const worker of [false, true, false]) {
      const store = await openSqliteStore({ file, worker });
      await extend(store, 'family-1');
      await store.close();
    }
    expect(existsSync(`${file}-holder`)).toBe(false);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('is one of two who open the log at once', async () => {
    const opened = await Promise.allSettled([
      openSqliteStore({ file, worker: true }),
      openSqliteStore({ file, worker: true }),
    ]);
    expect(opened.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const each of opened) if (each.status === 'fulfilled') await each.value.close();
  });

  it('keeps out who calls the log by another path', async () => {
    const store = await openSqliteStore({ file });
    symlinkSync(file, `${file}.link`);
    expect((await refusal(openSqliteStore({ file: `${file}.link` }))).kind).toBe('LOCKED');
    await store.close();
  });

  it('lets others read meanwhile, and lets go where opening fails', async () => {
    const store = await openSqliteStore({ file });
    await extend(store, 'family-1');
    const reader = await openSqliteStore({ file, readOnly: true });
    expect(await reader.head()).toBe(0);
    await store.close();
    await reader.close();
    expect((await refusal(openSqliteStore({ file: `${file}/none` }))).kind).toBe('UNAVAILABLE');
    await (await openSqliteStore({ file })).close();
  });
});
