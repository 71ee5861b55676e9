import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { verifyRecord } from './ledger/verifying/verify-record.ts';
import { recordKeks } from './keys/rotate-record-keys.ts';
import { BackedUpRecord } from './testing/backed-up.ts';

const hook = pathToFileURL(join(import.meta.dirname, '../../../test/support/transformed.mjs')).href;
const program = join(import.meta.dirname, 'testing/as-nobody.ts');

let record: BackedUpRecord;

beforeAll(async () => {
  record = new BackedUpRecord();
  await record.register(2);
  chmodSync(record.folder, 0o755);
});
afterAll(() => {
  for (const name of readdirSync(record.folder)) chmodSync(record.at(name), 0o755);
  record.clear();
});

/** A copy of the record that everybody may read and nobody write, as on a disk that can only be read, and what is done to it. */
function copied(name: string, change: (at: (file: string) => string) => void = () => undefined): string {
  const folder = record.at(name);
  cpSync(record.at('data'), folder, { recursive: true });
  onlyToRead(folder);
  change((file) => join(folder, file));
  return folder;
}

function onlyToRead(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) onlyToRead(path);
    else if (/-(wal|shm)$/.test(entry.name)) rmSync(path);
    else chmodSync(path, 0o444);
  }
  chmodSync(folder, 0o555);
}

/** What it comes to for somebody whom no file belongs to. */
function asNobody(...asked: readonly string[]): unknown {
  const node = [process.execPath, '--conditions=source', `--import=${hook}`, program];
  const [command = '', ...args] = [...node, ...asked];
  const env = { ...process.env, NODE_OPTIONS: '' };
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8', env }));
}

const refused = (sentence: string) => ({ code: 'STORE_REFUSED', reason: expect.stringContaining(sentence) });

describe('a record on a disk that can only be read', () => {
  it('is verified', () => {
    const found = asNobody(copied('verified'), 'verify');
    expect(found).toMatchObject({ ok: true, findings: [], access: { ok: true } });
  });

  it('says which key-encryption keys its keys were under', async () => {
    expect(asNobody(copied('keks'), 'keks')).toEqual(await recordKeks(record.settings));
    expect(asNobody(copied('examined'), 'examine-keys')).toEqual([]);
  });

  it('is backed up', async () => {
    mkdirSync(record.at('backup'));
    chmodSync(record.at('backup'), 0o777);
    const { events, root } = await verifyRecord(record.settings, { inline: true });
    expect(asNobody(copied('backed-up'), 'back-up', record.at('backup'))).toMatchObject({ events, root });
  });

  it('is not read where a part of its log stands beside the log alone', () => {
    const cutOff = copied('cut-off', (at) => {
      chmodSync(at(''), 0o755);
      writeFileSync(at('events.db-wal'), 'x', { mode: 0o444 });
      chmodSync(at(''), 0o555);
    });
    expect(asNobody(cutOff, 'verify')).toEqual(
      refused('FHR_DATA: events.db: it cannot be opened by this user, or its disk can only be read'),
    );
  });

  it('is not opened, and that is said in a sentence', () => {
    expect(asNobody(copied('opened'), 'open')).toEqual(refused('FHR_DATA: events.db-'));
  });
});

describe('a file of the record that is another user\u2019s', () => {
  const NOT_THIS_USER = 'this user may not read or write it';

  it.each(['verify', 'back-up', 'examine-keys'])('is named where it is needed: %s', (asked) => {
    const folder = copied(`kek-${asked}`, (at) => chmodSync(at('development.kek'), 0));
    const place = record.at(`backup-${asked}`);
    mkdirSync(place);
    chmodSync(place, 0o777);
    expect(asNobody(folder, asked, place)).toEqual(refused(`FHR_DATA: development.kek: ${NOT_THIS_USER}`));
  });

  it('is the folder itself, and no record seems to be missing', () => {
    const folder = copied('folder', (at) => chmodSync(at(''), 0));
    expect(asNobody(folder, 'verify')).toEqual(refused(`FHR_DATA: ${NOT_THIS_USER}`));
  });
});
