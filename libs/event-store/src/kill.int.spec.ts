import { describe, expect, it } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { checkDocument } from './document.ts';
import type { LoggedEvent } from './port.ts';
import { openForReading, value } from './sqlite/database.ts';
import { openJournal } from './sqlite/journal.ts';
import { newFolder } from './testing/on-disk.ts';
import { kill, ready, start } from './testing/programs.ts';

const KILLS = Number(process.env['FHR_KILLS'] ?? 100);

describe('a log whose writer is killed', () => {
  it(
    `has every acknowledged event, none twice and no gap, after ${KILLS} kills at random moments`,
    async () => expect(await survive(KILLS)).toBeGreaterThan(KILLS),
    60_000 + KILLS * 1000,
  );
});

/** Kills that many writers of one log, each while it opens or appends; gives the number of acknowledged events. */
async function survive(kills: number): Promise<number> {
  const { file, clear } = await newFolder();
  const answers = `${file}.answers`;
  const writer = (count: number): ChildProcess =>
    start('append.ts', [file, answers, count % 2 === 0 ? 'inline' : 'worker']);
  const ids = new Set<string>();
  let acknowledged = 0;
  let next = writer(0);
  for (let count = 0; count < kills; count++) {
    const child = next;
    next = writer(count + 1);
    child.stdin?.write('go');
    if (count % 5 > 0) await ready(child);
    await after(Math.random() * (count % 5 > 0 ? 30 : 100));
    await kill(child);
    checkAdded(readAfter(file, ids.size - 1), ids);
    acknowledged += checkAcknowledged(answers, file);
  }
  await kill(next);
  checkWhole(file, ids.size);
  await clear();
  return acknowledged;
}

function readAfter(file: string, position: number): LoggedEvent[] {
  if (!holdsLog(file)) return [];
  const journal = openJournal(file);
  const events = journal.readAfter(position, Number.MAX_SAFE_INTEGER);
  journal.close();
  return events;
}

function holdsLog(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    openForReading(file).close();
    return true;
  } catch {
    return false;
  }
}

/** Positions without a gap, no id twice, every document whole, and every append whole. */
function checkAdded(added: readonly LoggedEvent[], ids: Set<string>): void {
  const missing = new Map<string, number>();
  expect(added.map((event) => event.position)).toEqual(added.map((_, index) => ids.size + index));
  for (const event of added) {
    checkDocument(event);
    const { append, count } = dataOf(event);
    missing.set(append, (missing.get(append) ?? count) - 1);
  }
  expect([...missing.values()].filter((count) => count !== 0)).toEqual([]);
  const known = ids.size;
  added.forEach((event) => ids.add(event.id));
  expect(ids.size).toBe(known + added.length);
}

function dataOf({ document }: LoggedEvent): { append: string; count: number } {
  const { data } = JSON.parse(new TextDecoder().decode(document)) as {
    data: { append: string; count: number };
  };
  return data;
}

/** Every event that was acknowledged since the last check stands where the answer said. */
function checkAcknowledged(answers: string, file: string): number {
  if (!existsSync(answers)) return 0;
  const lines = readFileSync(answers, 'utf8').split('\n').slice(0, -1);
  rmSync(answers);
  const journal = openJournal(file);
  const lost = lines.filter((line) => {
    const [position, id = ''] = line.split(' ');
    return journal.event(id)?.position !== Number(position);
  });
  journal.close();
  expect(lost).toEqual([]);
  return lines.length;
}

function checkWhole(file: string, size: number): void {
  const database = openForReading(file);
  expect(value(database, 'PRAGMA integrity_check')).toBe('ok');
  database.close();
  const events = readAfter(file, -1);
  expect(events).toHaveLength(size);
  const revisions = Map.groupBy(events, (event) => event.stream);
  for (const stream of revisions.values()) {
    expect(stream.map((event) => event.revision)).toEqual(stream.map((_, index) => index));
  }
}
