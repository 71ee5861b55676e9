import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash, randomInt } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, EditedLog, type Column, type Value } from '../../testing/edited-log.ts';
import { signedLog, type SignedLog } from '../../testing/signed-log.ts';
import { logSigners } from '../log-ledger.ts';
import { verifyLog, type Verified } from './verify-log.ts';

/** Flips of a bit: most in stored values, the others anywhere in files, each of which takes a copy. */
const FLIPS = Number(process.env['FHR_FLIPS'] ?? 500);
const FILE_FLIPS = Math.ceil(FLIPS / 10);
const VALUE_FLIPS = FLIPS - 4 * FILE_FLIPS;
/** The same flips again: FHR_SEED. */
const SEED = Number(process.env['FHR_SEED'] ?? randomInt(1e9));
const EVENTS = 60;

let log: SignedLog;
let edited: EditedLog;
beforeAll(async () => {
  log = await signedLog();
  await log.append(20);
  log.sign();
  await log.append(10, 'family-one');
  log.sign();
  await log.append(30);
  log.sign();
  await log.store.close();
  edited = new EditedLog(log.settings.logFile);
});
afterAll(async () => {
  edited.letGo();
  await log.clear();
});

describe(`a single bit that is flipped (seed ${SEED})`, () => {
  it(
    `in a stored value, ${VALUE_FLIPS} times at random, is named each time`,
    async () => {
      const missed: string[] = [];
      for (let flip = 0; flip < VALUE_FLIPS; flip++) {
        const column = COLUMNS[chosen(2 * COLUMNS.length)] ?? 'document';
        const position = chosen(EVENTS);
        if (!(await isNamed(column, position))) missed.push(`${column} of ${position}`);
      }
      expect(missed).toEqual([]);
      expect(await verified()).toMatchObject({ ok: true });
    },
    60_000 + VALUE_FLIPS * 50,
  );

  it(`in the name of a stream is named by the stream’s first event`, async () => {
    edited.change("UPDATE streams SET name = 'family-onf' WHERE name = 'family-one'");
    expect(await verified()).toMatchObject({ ok: false, firstBad: { position: 20 } });
    edited.change("UPDATE streams SET name = 'family-one' WHERE name = 'family-onf'");
  });

  it(
    `anywhere in the log’s file, ${FILE_FLIPS} times at random, is named, or stands where nothing is stored`,
    async () => {
      const stored = edited.dump();
      edited.letGo();
      expect(await missedIn([log.settings.logFile], stored)).toEqual([]);
    },
    60_000 + FILE_FLIPS * 300,
  );

  it(
    `anywhere in its write-ahead log, ${FILE_FLIPS} times at random, is named, or changes nothing that is stored`,
    async () => {
      const stored = edited.dump();
      const files = withLastEventsAhead();
      const [, ahead = new Uint8Array()] = files.map(([, bytes]) => bytes);
      expect(ahead.length).toBeGreaterThan(10_000);
      expect(await missedIn(files.map(([file]) => file).reverse(), stored, files)).toEqual([]);
    },
    60_000 + FILE_FLIPS * 300,
  );

  it.each(['hashes', 'checkpoint'])(
    `anywhere in ledger/%s, ${FILE_FLIPS} times at random, is said each time`,
    async (file) => {
      const whole = readFileSync(inLedger(file));
      const missed: number[] = [];
      for (let flip = 0; flip < FILE_FLIPS; flip++) {
        const at = chosen(whole.length);
        writeFileSync(inLedger(file), bitFlipped(whole, at));
        if ((await verified()).ok) missed.push(at);
      }
      writeFileSync(inLedger(file), whole);
      expect(missed).toEqual([]);
    },
    60_000 + FILE_FLIPS * 300,
  );
});

type File = readonly [name: string, bytes: Uint8Array];

/**
 * Flips bits of the first file, with the others beside it as they are, and puts all back: answers where neither was
 * anything named nor is all stored as before.
 */
async function missedIn(
  names: readonly string[],
  stored: string,
  files: readonly File[] = names.map((name) => [name, readFileSync(name)]),
): Promise<number[]> {
  const [flippedFile = '', whole = new Uint8Array()] = files.find(([name]) => name === names[0]) ?? [];
  const missed: number[] = [];
  for (let flip = 0; flip < FILE_FLIPS; flip++) {
    const at = chosen(whole.length);
    laid(files);
    writeFileSync(flippedFile, bitFlipped(whole, at));
    const sound = await verified().then(
      ({ ok }) => ok,
      () => false,
    );
    if (sound && edited.dump() !== stored) missed.push(at);
    edited.letGo();
  }
  laid(files);
  return missed;
}

/** Puts the log's files in their place, and nothing else beside them. */
function laid(files: readonly File[]): void {
  for (const end of ['-wal', '-shm']) rmSync(`${log.settings.logFile}${end}`, { force: true });
  for (const [name, bytes] of files) writeFileSync(name, bytes);
}

/** The log's file without its last events, and its write-ahead log with them: as a machine that lost power leaves them. */
function withLastEventsAhead(): File[] {
  edited.change('PRAGMA wal_autocheckpoint = 0');
  edited.change('CREATE TEMP TABLE kept AS SELECT * FROM main.events WHERE position >= 50');
  edited.change('DELETE FROM main.events WHERE position >= 50; PRAGMA wal_checkpoint(TRUNCATE)');
  edited.change('INSERT INTO main.events SELECT * FROM kept');
  const names = [log.settings.logFile, `${log.settings.logFile}-wal`];
  const files = names.map((name): File => [name, readFileSync(name)]);
  edited.letGo();
  return files;
}

function bitFlipped(whole: Uint8Array, at: number): Uint8Array {
  const bytes = Uint8Array.from(whole);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << chosen(8));
  return bytes;
}

let choices = 0;

/** From 0 to `most`, exclusive: the next choice that follows from the seed. */
function chosen(most: number): number {
  return Number.parseInt(hash('sha256', `${SEED}/${choices++}`, 'hex').slice(0, 12), 16) % most;
}

/** Flips a bit of the value, verifies, and puts it back; a value that the store could not hold is none. */
async function isNamed(column: Column, position: number): Promise<boolean> {
  const before = edited.value(column, position);
  const changed = flipped(before);
  if (!edited.put(column, position, changed)) return true;
  const { ok, firstBad, checkpoint } = await verified();
  edited.put(column, column === 'position' ? Number(changed) : position, before);
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

function flipped(value: Value): Value {
  if (typeof value === 'number') return value ^ (1 << chosen(10));
  const bytes = Buffer.from(value);
  const at = chosen(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << chosen(typeof value === 'string' ? 7 : 8));
  return typeof value === 'string' ? bytes.toString() : bytes;
}
