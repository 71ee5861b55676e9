import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personas } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { verifyRecord } from './verifying/verify-record.ts';

let folder: string;
let settings: Settings;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'access-ledger-'));
  settings = readSettings({
    FHR_DATA: join(folder, 'record'),
    FHR_FAMILIES: '0',
    FHR_ANCHOR: join(folder, 'anchor'),
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(work: (record: FamilyRecord) => Promise<unknown>): Promise<void> {
  const record = await openRecord(settings, { inline: true });
  try {
    await work(record);
  } finally {
    await record.close();
  }
}

/** So many reads, each refused: of nothing there. */
const read = (times: number) => async (record: FamilyRecord) => {
  const answer = () => Promise.reject(new Rejected('NOT_FOUND'));
  const asked = { principal: personas.auditor, purpose: 'AUDIT', read: 'family', door: 'GRAPHQL' } as const;
  for (let time = 0; time < times; time++)
    await record.reads
      .open({ ...asked, resource: { kind: 'family' }, documentHash: 'h', answer })
      .catch((reason: unknown) => expect(reason).toMatchObject({ code: 'NOT_FOUND' }));
};
const access = (name: string): string => join(settings.folder, name);

describe('the ledger of the access log', () => {
  it('is signed as the record’s is, and verified with it', async () => {
    await opened(read(20));
    const verified = await verifyRecord(settings);
    expect(verified).toMatchObject({ ok: true, access: { ok: true, events: 20 } });
    expect(verified.access.checkpoint).toEqual({ size: 20, root: verified.access.root });
  });

  it('names the read that was changed', async () => {
    await opened(read(20));
    const log = new DatabaseSync(access('access.db'));
    log
      .prepare(
        `UPDATE events SET document = CAST(replace(CAST(document AS TEXT), '"AUDITOR"', '"MANAGER"') AS BLOB)
         WHERE position = 7`,
      )
      .run();
    log.close();
    const verified = await verifyRecord(settings);
    expect(verified).toMatchObject({ ok: false, access: { ok: false, firstBad: { position: 7 } } });
    expect(verified.findings.filter((each) => each.startsWith('Access log: '))).not.toEqual([]);
  });

  it.each([
    ['access.db', undefined],
    ['access.db', 100_000],
    ['events.db', 0],
    ['events.db', 100_000],
  ])('is no proof of anything where %s is gone, or cut to so many bytes: %d', async (name, size) => {
    await opened(read(300));
    if (size === undefined) rmSync(access(name));
    else truncateSync(access(name), size);
    await expect(verifyRecord(settings)).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  });

  it('refuses a folder that was put back whole from before some reads, though nothing else was recorded since', async () => {
    await opened(read(5));
    const copy = join(folder, 'copy');
    cpSync(settings.folder, copy, { recursive: true });
    await opened(read(5));
    rmSync(settings.folder, { recursive: true });
    cpSync(copy, settings.folder, { recursive: true });
    await expect(opened(read(1))).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    expect(await verifyRecord(settings)).toMatchObject({ ok: false, access: { ok: false } });
  });
});
