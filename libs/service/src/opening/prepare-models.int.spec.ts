import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareModels } from './prepare-models.ts';
import { openRecord } from '../record.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { manager, order, school } from '../testing/small-record.ts';

let folder: string;
let settings: Settings;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prepared-'));
  settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
});
afterEach(() => rmSync(folder, { recursive: true }));

it('builds what is not there while the record is in use, and it serves the next program', async () => {
  const record = await openRecord(settings, { inline: true });
  const models = join(folder, 'read-models');
  try {
    expect(await prepareModels(settings)).toEqual([]);
    const { id, position } = await record.door.send({
      ...order('RegisterOrganisation', school),
      actor: manager,
    });
    await record.projector.reached(position);
    for (const file of readdirSync(models).filter((each) => each.endsWith('.current')))
      renameSync(join(models, file), join(models, `${file}.of-the-old-release`));
    const names = (await record.projector.status()).map(({ name }) => name);
    expect(await prepareModels(settings)).toEqual(names);
    await record.close();
    const next = await openRecord(settings, { inline: true });
    expect(next.readers.directory.organisation(id)?.name).toBe(school.name);
    await next.close();
  } finally {
    await record.close();
  }
});

it('is refused where there is no record', async () => {
  await expect(prepareModels(settings)).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  expect(readdirSync(folder)).toEqual([]);
});
