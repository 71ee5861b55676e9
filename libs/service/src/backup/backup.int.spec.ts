import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { verifyRecord } from '../ledger/verifying/verify-record.ts';
import { BackedUpRecord, rowsIn } from '../testing/backed-up.ts';
import { EditedLog } from '../testing/edited-log.ts';
import { register } from '../testing/to-be-erased.ts';
import { backUp } from './back-up.ts';
import { readManifest } from './manifest.ts';

let record: BackedUpRecord;
let first: string;

beforeAll(async () => {
  record = new BackedUpRecord();
  [first = ''] = await record.register(3);
  await record.backUp();
  await record.register(2);
  await record.backUp();
  await record.register(1);
  await record.backUp();
});
afterAll(() => record.clear());
afterEach(() => {
  for (const name of ['back', 'copy', 'other']) rmSync(record.at(name), { recursive: true, force: true });
});

const events = () => rowsIn(record.at('data', 'events.db')).length;

describe('a backup', () => {
  it('is whole at first, and holds in each segment after it what came since', async () => {
    const { record: log, access, keys, run } = readManifest(record.at('backup'));
    expect(run).toBe(3);
    expect(log.segments.map(({ to }) => to)).toEqual([
      log.segments[1]?.from,
      log.segments[2]?.from,
      events(),
    ]);
    expect(readdirSync(record.at('backup')).sort()).toEqual(
      [
        ...log.segments.map(({ file }) => file),
        ...access.segments.map(({ file }) => file),
        keys.file,
        'backup-lock',
        'manifest.ndjson',
      ].sort(),
    );
  });

  it('adds no segment where nothing came since, and keeps no keys but the last', async () => {
    const before = readManifest(record.at('backup'));
    const { added, unsigned, events: held } = await record.backUp();
    expect({ added, unsigned, held }).toEqual({ added: 0, unsigned: 0, held: events() });
    const after = readManifest(record.at('backup'));
    expect(after.record).toEqual(before.record);
    const keys = readdirSync(record.at('backup')).filter((file) => file.startsWith('keys-'));
    expect(keys).toEqual([after.keys.file]);
  });

  it('is readable by its owner only', async () => {
    await record.restore();
    for (const folder of [record.at('backup'), record.at('back')]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) expect(statSync(join(entry.parentPath, entry.name)).mode & 0o077).toBe(0);
    }
  });

  it('is put back event by event as it was, verifies, and opens', async () => {
    const restored = await record.restore({ verify: true });
    expect(restored).toMatchObject({ ok: true, events: events(), missing: 0, findings: [] });
    for (const log of ['events.db', 'access.db'])
      expect(rowsIn(record.at('back', log))).toEqual(rowsIn(record.at('data', log)));
    const settings = record.settingsIn('back');
    const verified = await verifyRecord(settings, { inline: true });
    expect(verified).toMatchObject({ ok: true, root: restored.root, checkpoint: { size: events() } });
    const opened = await openRecord(settings, { inline: true });
    expect([...(await opened.keys.find([first])).keys()]).toEqual([first]);
    await opened.projector.reached(await opened.store.head());
    expect(opened.readers.people.person(first)).toMatchObject({ given: 'Thistledown given' });
    await opened.close();
  });

  it('is made while the record takes more, and holds a beginning of it that is signed', async () => {
    await record.while(async (open) => {
      const writing = (async () => {
        for (let n = 0; n < 30; n++) await register(open, 'Meanwhile');
      })();
      const { unsigned } = await record.backUp('other');
      expect(unsigned).toBe(0);
      await writing;
    });
    const restored = await record.restore({ from: record.at('other'), verify: true });
    expect(restored.ok).toBe(true);
    const [whole, back] = ['data', 'back'].map((name) => rowsIn(record.at(name, 'events.db')));
    expect(back).toEqual(whole?.slice(0, back?.length));
  });
});

describe('a backup is refused', () => {
  it('of another record, into the folder of this one', async () => {
    const other = new BackedUpRecord();
    await other.register(9);
    const twice = backUp(other.settings, { folder: record.copyOf() });
    await expect(twice).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      details: { reason: /does not lead/ },
    });
    other.clear();
  });

  it('of a log that has lost its end, which is the one that was backed up before', async () => {
    const other = new BackedUpRecord();
    await other.register(2);
    await other.backUp();
    const log = new EditedLog(other.at('data', 'events.db'));
    log.change('DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
    log.letGo();
    await expect(other.backUp()).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    other.clear();
  });

  it('of a log that is damaged, naming the place', async () => {
    const other = new BackedUpRecord();
    await other.register(2);
    const log = new EditedLog(other.at('data', 'events.db'));
    log.put('type', 3, 'Other');
    log.letGo();
    const reason =
      'The log localhost/family-help is damaged. Event 3: its type is not its document’s. Run fhr verify --all.';
    await expect(other.backUp()).rejects.toMatchObject({ details: { reason } });
    expect(readdirSync(other.at('backup'))).toEqual(['backup-lock']);
    other.clear();
  });

  it('into the data folder, and where there is no record', async () => {
    const within = backUp(record.settings, { folder: record.at('data', 'backup') });
    await expect(within).rejects.toMatchObject({ code: 'SETTINGS_REFUSED' });
    const nothing = backUp(readSettings({ FHR_DATA: record.at('nowhere') }), { folder: record.at('other') });
    await expect(nothing).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  });

  it('while another writes into the same folder', async () => {
    const both = await Promise.allSettled([record.backUp('other'), record.backUp('other')]);
    const refused = both.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    expect(refused).toEqual([expect.objectContaining({ code: 'STORE_LOCKED' })]);
  });

  it('where what is there is damaged', async () => {
    const copy = record.copyOf();
    rmSync(join(copy, 'manifest.ndjson'));
    await expect(record.backUp('copy')).rejects.toMatchObject({
      details: { reason: /manifest that names it/ },
    });
  });
});

describe('a folder into which a record is put back', () => {
  it('is empty, or is left as it was', async () => {
    mkdirSync(record.at('back'));
    writeFileSync(record.at('back', 'events.db'), 'mine');
    await expect(record.restore()).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    expect(readdirSync(record.at('back'))).toEqual(['events.db']);
    expect(readFileSync(record.at('back', 'events.db'), 'utf8')).toBe('mine');
  });

  it('is opened by nobody before it is whole, and is begun anew by the next restore', async () => {
    await record.restore();
    writeFileSync(record.at('back', '.restoring'), '');
    rmSync(record.at('back', 'keys.db'));
    const early = openRecord(record.settingsIn('back'), { inline: true });
    await expect(early).rejects.toMatchObject({ details: { reason: /not finished/ } });
    expect(await record.restore({ verify: true })).toMatchObject({ ok: true });
    expect(existsSync(record.at('back', '.restoring'))).toBe(false);
  });
});

describe('the checkpoint that is kept outside', () => {
  it('is not put back where the disk that knows what was signed is not there', async () => {
    const settings = { ...record.settings, anchor: record.at('disk', 'anchor') };
    await expect(record.restore({}, settings)).rejects.toMatchObject({ code: 'SETTINGS_REFUSED' });
    expect(existsSync(record.at('back'))).toBe(false);
  });

  it('tells how many events a backup is behind', async () => {
    const anchor = record.at('anchor');
    const settings = { ...record.settings, anchor };
    const open = await openRecord(settings, { inline: true });
    await register(open, 'Thistledown');
    await open.close();
    const added = events() - (await record.restore({}, settings)).events;
    rmSync(record.at('back'), { recursive: true });
    expect(added).toBeGreaterThan(0);
    expect(await record.restore({}, settings)).toMatchObject({ ok: true, missing: added });
  });
});
