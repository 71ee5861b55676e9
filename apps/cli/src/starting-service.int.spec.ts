import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import { lockForWriting } from '#libs/event-store';
import { mayBeTriedAgain, onceItListens } from './starting-service.ts';

let folder: string;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starting-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const log = () => join(folder, 'events.db');
const tell = (sentence: string) => void told.push(sentence);

describe('a service that has the record open and does not listen yet', () => {
  it('is waited for until it does, and that is said', async () => {
    const lock = lockForWriting(log());
    let looks = 0;
    const find = async () => (++looks < 3 ? undefined : 'listening');
    expect(await onceItListens(folder, find, tell)).toBe('listening');
    lock.release();
    expect(told).toEqual([expect.stringContaining(`Process ${process.pid} `)]);
  });

  it('is not waited for once it ended', async () => {
    const lock = lockForWriting(log());
    const find = async () => lock.release();
    expect(await onceItListens(folder, find, tell)).toBeUndefined();
    expect(told).toHaveLength(1);
  });

  it('is not waited for where it took the record long ago: it will not listen any more', async () => {
    const lock = lockForWriting(log());
    writeFileSync(`${log()}-holder`, JSON.stringify({ pid: process.pid, since: '2026-01-01T00:00:00.000Z' }));
    expect(await onceItListens(folder, async () => 'too late', tell)).toBeUndefined();
    lock.release();
    expect(told).toEqual([]);
  });

  it('is none where a kill left behind whose the record was', async () => {
    lockForWriting(log()).release();
    writeFileSync(`${log()}-holder`, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
    expect(await onceItListens(folder, async () => 'nobody', tell)).toBeUndefined();
    expect(told).toEqual([]);
  });
});

describe('what was refused since another process has the folder', () => {
  const locked = (reason: string) => new Rejected('STORE_LOCKED', { reason });
  const byWriter = () => locked(`${log()} is being written by process 7. A log has one writer.`);

  it('is tried again while that may be at its task, and when it has ended', () => {
    const lock = lockForWriting(log());
    expect(mayBeTriedAgain(folder, byWriter())).toBe(true);
    lock.release();
    expect(mayBeTriedAgain(folder, byWriter())).toBe(true);
  });

  it('is not where that took the record long ago, where it has something else, nor for any other reason', () => {
    const lock = lockForWriting(log());
    expect(mayBeTriedAgain(folder, locked('Somebody has the key store open.'))).toBe(false);
    expect(mayBeTriedAgain(folder, new Rejected('STORE_REFUSED', { reason: byWriter().message }))).toBe(
      false,
    );
    writeFileSync(`${log()}-holder`, JSON.stringify({ pid: process.pid, since: '2026-01-01T00:00:00.000Z' }));
    expect(mayBeTriedAgain(folder, byWriter())).toBe(false);
    lock.release();
  });
});
