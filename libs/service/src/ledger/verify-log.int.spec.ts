import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { signedLog, type SignedLog } from '../testing/signed-log.ts';
import { logSigners } from './log-ledger.ts';
import { verifyLog, type Verified } from './verify-log.ts';

/** Flips of a bit in a stored value, and of one anywhere in the file, which takes a copy each. */
const FLIPS = Number(process.env['FHR_FLIPS'] ?? 1_000);
const FILE_FLIPS = Math.ceil(FLIPS / 10);
const EVENTS = 60;
const COLUMNS = ['position', 'stream', 'revision', 'id', 'type', 'ends_append', 'document'] as const;

let log: SignedLog;
beforeAll(async () => {
  log = await signedLog();
  await log.append(20);
  log.sign();
  await log.append(10, 'family-one');
  log.sign();
  await log.append(30);
  log.sign();
  await log.store.close();
});
afterAll(async () => {
  letGo();
  await log.clear();
});

describe('a log that is verified', () => {
  it('is sound as it was signed, and says its root and its last checkpoint', async () => {
    expect(await verified()).toMatchObject({
      ok: true,
      events: EVENTS,
      checkpoint: { size: EVENTS },
      firstBad: null,
      findings: [],
    });
    const { root, checkpoint } = await verified();
    expect(checkpoint?.root).toBe(root);
  });

  it('names the event that was changed, and the first checkpoint it breaks', async () => {
    const before = valueOf('document', 22) as Uint8Array;
    const changed = Buffer.from(Buffer.from(before).toString().replace('"commandId":"', '"commandId":"x'));
    put('document', 22, changed);
    expect(await verified()).toMatchObject({
      ok: false,
      firstBad: { position: 22, stream: 'family-one', revision: 2 },
      checkpoint: { size: 30 },
    });
    put('document', 22, before);
  });

  it('names the first event after the last sound checkpoint, where the ledger was changed with the log', async () => {
    const kept = readFileSync(inLedger('hashes'));
    const before = valueOf('document', 22) as Uint8Array;
    put('document', 22, Buffer.from(Buffer.from(before).toString().replace('"type":', ' "type":')));
    rmSync(inLedger('hashes'));
    expect(await verified()).toMatchObject({
      ok: false,
      firstBad: { position: 20 },
      checkpoint: { size: 30 },
    });
    put('document', 22, before);
    writeFileSync(inLedger('hashes'), kept);
  });

  it('names the first event that is missing, at the end or in between', async () => {
    await onCopy(async () => {
      change('DELETE FROM events WHERE position >= 50');
      expect(await verified()).toMatchObject({
        ok: false,
        events: 50,
        firstBad: { position: 50, stream: null },
        checkpoint: { size: EVENTS },
      });
      change('DELETE FROM events WHERE position = 25');
      expect(await verified()).toMatchObject({
        ok: false,
        firstBad: { position: 25 },
        checkpoint: { size: 30 },
      });
    });
  });

  it('says which part of the ledger is not the log’s, where that alone was changed', async () => {
    const kept = readFileSync(inLedger('hashes'));
    const changed = Uint8Array.from(kept);
    changed[32 * 10] = (changed[32 * 10] ?? 0) ^ 1;
    writeFileSync(inLedger('hashes'), changed);
    const { ok, firstBad, findings } = await verified();
    expect([ok, firstBad]).toEqual([false, null]);
    expect(findings).toEqual([expect.stringContaining('ledger/hashes')]);
    writeFileSync(inLedger('hashes'), kept);
  });

  it('says that a checkpoint is not one the log signed', async () => {
    const kept = readFileSync(inLedger('checkpoint'), 'utf8');
    writeFileSync(inLedger('checkpoint'), kept.replace(`\n${EVENTS}\n`, `\n${EVENTS - 1}\n`));
    expect(await verified()).toMatchObject({ ok: false, findings: [expect.stringContaining('signed')] });
    writeFileSync(inLedger('checkpoint'), kept);
  });
});

describe('a single bit that is flipped', () => {
  it(
    `in a stored value, ${FLIPS} times at random, is named each time`,
    async () => {
      const missed: string[] = [];
      for (let flip = 0; flip < FLIPS; flip++) {
        const column = COLUMNS[Math.floor(Math.random() * 2 * COLUMNS.length)] ?? 'document';
        const position = Math.floor(Math.random() * EVENTS);
        if (!(await isNamed(column, position))) missed.push(`${column} of ${position}`);
      }
      expect(missed).toEqual([]);
      expect(await verified()).toMatchObject({ ok: true });
    },
    60_000 + FLIPS * 50,
  );

  it(`in the name of a stream is named by the stream’s first event`, async () => {
    change("UPDATE streams SET name = 'family-onf' WHERE name = 'family-one'");
    expect(await verified()).toMatchObject({ ok: false, firstBad: { position: 20 } });
    change("UPDATE streams SET name = 'family-one' WHERE name = 'family-onf'");
  });

  it(
    `anywhere in the file, ${FILE_FLIPS} times at random, is named, or stands where nothing is stored`,
    async () => {
      const stored = dump();
      letGo();
      const whole = readFileSync(log.settings.logFile);
      const missed: number[] = [];
      for (let flip = 0; flip < FILE_FLIPS; flip++) {
        const at = Math.floor(Math.random() * whole.length);
        const bytes = Uint8Array.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
        writeFileSync(log.settings.logFile, bytes);
        const sound = await verified().then(
          ({ ok }) => ok,
          () => false,
        );
        if (sound && dump() !== stored) missed.push(at);
        letGo();
      }
      writeFileSync(log.settings.logFile, whole);
      expect(missed).toEqual([]);
    },
    60_000 + FILE_FLIPS * 300,
  );
});

type Column = (typeof COLUMNS)[number];
type Value = number | string | Uint8Array;

/** Flips a bit of the value, verifies, and puts it back; a value that the store could not hold is none. */
async function isNamed(column: Column, position: number): Promise<boolean> {
  const before = valueOf(column, position);
  const changed = flipped(before);
  if (!put(column, position, changed)) return true;
  const { ok, firstBad, checkpoint } = await verified();
  put(column, column === 'position' ? Number(changed) : position, before);
  const breaks = [20, 30, EVENTS].find((size) => size > position);
  return !ok && firstBad?.position === position && checkpoint?.size === breaks;
}

function inLedger(file: string): string {
  return join(log.settings.folder, file);
}

function verified(): Promise<Verified> {
  const { origin, secret, folder, logFile } = log.settings;
  return verifyLog({ origin, folder, logFile, keys: logSigners(origin, secret), inline: true });
}

let editor: DatabaseSync | undefined;

/** Edits the log behind its store's back. */
function inDatabase<T>(work: (database: DatabaseSync) => T): T {
  if (editor === undefined) {
    editor = new DatabaseSync(log.settings.logFile);
    editor.exec('PRAGMA synchronous = OFF');
  }
  return work(editor);
}

/** Lets go of the file, which then holds all that was edited. */
function letGo(): void {
  editor?.close();
  editor = undefined;
}

function change(sql: string): void {
  inDatabase((database) => database.exec(sql));
}

function valueOf(column: Column, position: number): Value {
  return inDatabase(
    (database) =>
      database.prepare(`SELECT ${column} AS value FROM events WHERE position = ?`).get(position)?.[
        'value'
      ] as Value,
  );
}

/** Writes the value over; answers whether the store could hold it at all. */
function put(column: Column, position: number, value: Value): boolean {
  try {
    inDatabase((database) =>
      database.prepare(`UPDATE events SET ${column} = ? WHERE position = ?`).run(value, position),
    );
    return true;
  } catch {
    return false;
  }
}

function flipped(value: Value): Value {
  if (typeof value === 'number') return value ^ (1 << Math.floor(Math.random() * 10));
  const bytes = Buffer.from(value);
  const at = Math.floor(Math.random() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * (typeof value === 'string' ? 7 : 8)));
  return typeof value === 'string' ? bytes.toString() : bytes;
}

/** All that the log holds, as text. */
function dump(): string {
  try {
    return inDatabase((database) => {
      const rows = (sql: string) => JSON.stringify(database.prepare(sql).all());
      const events =
        'SELECT position, stream, revision, hex(id), type, ends_append, hex(document) FROM events ORDER BY position';
      return rows(events) + rows('SELECT * FROM streams ORDER BY id');
    });
  } catch {
    return '';
  }
}

/** Does something to the log, and puts back what was there. */
async function onCopy(work: () => Promise<void>): Promise<void> {
  const copy = `${log.settings.logFile}.copy`;
  letGo();
  copyFileSync(log.settings.logFile, copy);
  await work();
  letGo();
  copyFileSync(copy, log.settings.logFile);
}
