import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decodeStoredEvent, uuidv5 } from '#libs/contracts';
import { openSqliteStore } from '#libs/event-store';
import { newEvent } from '../door/stored.ts';
import { verifyModels } from '../ledger/verifying/verify-record.ts';
import { lostKeys } from '../keys/lost-keys.ts';
import { prepareModels } from '../opening/prepare-models.ts';
import { openRecord } from '../record.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { ava, order } from '../testing/small-record.ts';

const STREAM = 'erasure-3h5k7m9p1r3t5v7x9z2b4d6f8a';

let folder: string;
let settings: Settings;
let child: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tombstones-'));
  settings = readSettings({ FHR_DATA: join(folder, 'data'), FHR_FAMILIES: '0' });
  const record = await openRecord(settings, { inline: true });
  child = (await record.door.send(order('RegisterPerson', ava))).id;
  await record.close();
  cpSync(settings.folder, join(folder, 'before'), { recursive: true });
  await erase();
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Destroys the child's key and says so in the log, as an erasure does. */
async function erase(): Promise<void> {
  const record = await openRecord(settings, { inline: true });
  await record.keys.destroy([child]);
  await record.close();
  const store = await openSqliteStore({ file: join(settings.folder, 'events.db') });
  for await (const { events } of store.readAll({ limit: 1 }))
    for (const { document } of events) {
      const first = decodeStoredEvent(document);
      const tombstone = {
        ...first,
        id: uuidv5(first.commandId, `${STREAM}/0`),
        stream: STREAM,
        type: 'SubjectKeyDestroyed',
        data: { subject: child },
      };
      await store.append(STREAM, [newEvent(tombstone)], { expected: 'no-stream' });
    }
  await store.close();
}

/** Puts files of before the erasure back in the place of what there is. */
function restore(...names: readonly string[]): void {
  for (const file of readdirSync(settings.folder).filter((each) =>
    names.some((name) => each.startsWith(name)),
  ))
    rmSync(join(settings.folder, file), { recursive: true });
  for (const file of readdirSync(join(folder, 'before')).filter((each) =>
    names.some((name) => each.startsWith(name)),
  ))
    cpSync(join(folder, 'before', file), join(settings.folder, file), { recursive: true });
}

function filesWith(text: string): string[] {
  return readdirSync(settings.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text));
}

describe('a key store put back from before an erasure', () => {
  it('opens nothing of who was erased, and never makes them a key again', async () => {
    restore('keys.db');
    const record = await openRecord(settings, { inline: true });
    try {
      expect([...(await record.keys.find([child]))]).toEqual([]);
      await record.projector.purged(await record.store.head(), 60_000);
      await record.projector.rebuild();
      expect(record.readers.people.person(child)).toMatchObject({ given: null, dateOfBirth: null });
      const naming = order('RecordPersonName', {
        person: child,
        use: 'ALIAS',
        given: 'Ava',
        family: 'Quill',
      });
      await expect(record.door.send(naming)).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    } finally {
      await record.close();
    }
    expect(filesWith('High Street')).toEqual([]);
  });

  it('opens nothing in read models that were put back with it', async () => {
    restore('keys.db', 'read-models');
    expect(filesWith('High Street')).not.toEqual([]);
    const record = await openRecord(settings, { inline: true });
    await record.projector.purged(await record.store.head(), 60_000);
    await record.close();
    expect(filesWith('High Street')).toEqual([]);
  });

  it('opens nothing in models that are built beside, before any service was started', async () => {
    restore('keys.db');
    rmSync(join(settings.folder, 'read-models'), { recursive: true });
    await prepareModels(settings);
    expect(filesWith('High Street')).toEqual([]);
    for (const { differing } of await verifyModels(settings)) expect(differing).toEqual([]);
  });
});

it('a key that the log says was destroyed is not lost, wherever else nothing says so', async () => {
  const keys = new DatabaseSync(join(settings.folder, 'keys.db'));
  keys.prepare('DELETE FROM subject_keys WHERE subject = ?').run(child);
  keys.close();
  expect(await lostKeys(settings)).toEqual([]);
});
