import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openRecord } from '../../record.ts';
import { readSettings, type Settings } from '../../settings/settings.ts';
import { ava, order } from '../../testing/small-record.ts';
import { verifyModels } from './verify-record.ts';

let settings: Settings;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'models-'));
  settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  const record = await openRecord(settings, { inline: true });
  await record.door.send(order('RegisterPerson', ava));
  const head = await record.store.head();
  await record.managers.reached(head);
  await record.projector.reached(await record.store.head());
  await record.close();
}, 60_000);
afterAll(() => rmSync(settings.folder, { recursive: true }));

it('finds read models the same as when they are built anew, and names the table whose rows were changed', async () => {
  const sound = await verifyModels(settings);
  expect(sound.length).toBeGreaterThan(6);
  for (const { position, differing } of sound) {
    expect(position).not.toBeNull();
    expect(differing).toEqual([]);
  }
  const models = join(settings.folder, 'read-models');
  const pointer = readdirSync(models).find((file) => /^people\..*\.current$/.test(file)) ?? '';
  const database = new DatabaseSync(join(models, readFileSync(join(models, pointer), 'utf8')));
  const [table = ''] = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%person TEXT%'`)
    .all()
    .map(({ name }) => String(name))
    .filter((name) => Number(database.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.['n']) > 0);
  database.exec(`UPDATE ${table} SET person = person || 'x'`);
  database.close();
  const changed = (await verifyModels(settings)).find(({ name }) => name === 'people');
  expect(changed?.differing.map((each) => each.table)).toContain(table);
  expect(readdirSync(models).filter((file) => file.startsWith('beside-'))).toEqual([]);
}, 60_000);
