import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRecord } from '../record.ts';
import { BackedUpRecord } from '../testing/backed-up.ts';
import { decideErasure, passReflection } from '../testing/to-be-erased.ts';
import { readManifest } from './manifest.ts';

const WORD = 'Quillfeather';

let record: BackedUpRecord;
let person: string;
let other: string;

beforeEach(async () => {
  record = new BackedUpRecord();
  [person = ''] = await record.register(1, WORD);
  [other = ''] = await record.register(1);
  await record.backUp('backup', record.at('keys'));
  cpSync(record.at('keys'), record.at('keys-of-before'), { recursive: true });
});
afterEach(() => record.clear());

const erase = () =>
  record.while(async (open) => {
    await decideErasure(open, [person]);
    passReflection(open);
    await open.erasures.look();
    expect(await open.keys.destroyed([person])).toEqual([person]);
  });

/** The subject's key as it stands, wrapped, in a folder's file of keys. */
function wrappedIn(folder: string): Buffer {
  const [file = ''] = readdirSync(folder);
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  const line = lines.find((each) => each.includes(person)) ?? '{}';
  return Buffer.from((JSON.parse(line) as { wrapped: string }).wrapped, 'base64');
}

describe('keys that are kept apart', () => {
  it('stand in their own folder, the last only, and are found where that is said', async () => {
    expect(readdirSync(record.at('backup')).filter((file) => file.startsWith('keys-'))).toEqual([]);
    await record.backUp('backup', record.at('keys'));
    expect(readdirSync(record.at('keys'))).toEqual([readManifest(record.at('backup')).keys.file]);
    await expect(record.restore()).rejects.toMatchObject({ code: 'SETTINGS_REFUSED' });
    expect(await record.restore({ keys: record.at('keys'), verify: true })).toMatchObject({ ok: true });
  });

  it('are refused where an event was sealed since under one that they do not hold, naming the event', async () => {
    await record.register(1);
    await record.backUp('backup', record.at('keys'));
    const restored = await record.restore({ keys: record.at('keys-of-before') });
    const before = readManifest(record.at('backup')).record.segments[1]?.from ?? 0;
    expect(restored).toMatchObject({ ok: false, firstBad: { file: 'keys-000001.ndjson', line: null } });
    expect(restored.firstBad?.position).toBeGreaterThanOrEqual(before);
    expect(existsSync(record.at('back'))).toBe(false);
  });

  it('are refused where they are of another record', async () => {
    const stranger = new BackedUpRecord();
    await stranger.register(1);
    await stranger.backUp('backup', stranger.at('keys'));
    const restored = await record.restore({ keys: stranger.at('keys') });
    expect(restored).toMatchObject({ ok: false, firstBad: { file: 'keys-000001.ndjson' } });
    stranger.clear();
  });
});

describe('somebody who was erased after a backup of the keys', () => {
  it('stays erased when those keys are put back: the log says so, and the key’s bytes stand nowhere', async () => {
    const wrapped = wrappedIn(record.at('keys-of-before'));
    await erase();
    await record.backUp('backup', record.at('keys'));
    const restored = await record.restore({ keys: record.at('keys-of-before'), verify: true });
    expect(restored).toMatchObject({ ok: true, findings: [] });
    for (const file of ['keys.db', 'keys.db-wal'].map((name) => record.at('back', name)).filter(existsSync))
      expect(readFileSync(file).includes(wrapped)).toBe(false);
    const opened = await openRecord(record.settingsIn('back'), { inline: true });
    expect(await opened.keys.destroyed([person, other])).toEqual([person]);
    await opened.projector.reached(await opened.store.head());
    expect(opened.readers.people.person(person)).toMatchObject({ given: null, dateOfBirth: null });
    expect(opened.readers.people.person(other)).toMatchObject({ given: 'Thistledown given' });
    await opened.close();
  });

  it('is in no file of keys of the next backup', async () => {
    const wrapped = wrappedIn(record.at('keys')).toString('base64');
    await erase();
    await record.backUp('backup', record.at('keys'));
    const [file = ''] = readdirSync(record.at('keys'));
    const text = readFileSync(record.at('keys', file), 'utf8');
    expect(text).not.toContain(wrapped);
    expect(text).toContain(`{"subject":"${person}","wrapped":null}`);
  });
});
