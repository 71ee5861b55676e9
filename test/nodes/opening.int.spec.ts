import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDouble } from '../../libs/event-store/src/testing/eventstoredb/double.ts';
import { openRecord, readSettings, type Settings } from '#libs/service';

let folder: string;
let double: EventStoreDouble;
let settings: Settings;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waited-for-'));
  double = await aDouble();
  settings = readSettings({
    FHR_DATA: join(folder, 'data'),
    FHR_FAMILIES: '0',
    FHR_STORE: double.connection,
  });
});

afterEach(() => {
  double.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function aDouble(port?: number): Promise<EventStoreDouble> {
  const started = new EventStoreDouble(join(folder, 'database.db'), port);
  await started.start();
  return started;
}

describe('a record whose database does not answer while it is opened', () => {
  it('says which log it waits for, and opens once that is there', async () => {
    double.stop();
    const log = Promise.withResolvers<string>();
    const opening = openRecord(settings, { inline: true, waiting: log.resolve });
    expect(await log.promise).toBe('events');
    double = await aDouble(double.port);
    const record = await opening;
    expect(record.created).toBe(true);
    await record.close();
  });

  it('is out of reach, not refused, with the sentence why', async () => {
    double.fault = 'ACCESS_DENIED';
    await expect(openRecord(settings, { inline: true })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      details: { reason: expect.stringContaining('access list') },
    });
  });
});
