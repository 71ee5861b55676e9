import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personas } from '#libs/access';
import { openRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import type { Reading } from './read-door.ts';
import { unrecordedReads } from './unrecorded-reads.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unrecorded-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const reading: Reading<string> = {
  principal: personas.auditor,
  purpose: 'AUDIT',
  read: 'family',
  resource: { kind: 'family', record: `family-${'1'.repeat(26)}` },
  door: 'GRAPHQL',
  documentHash: 'hash',
  answer: async () => ({
    value: 'the answer',
    families: [],
    persons: [],
    results: 1,
    classes: [],
    position: 0,
  }),
};

async function opened(more: Record<string, string> = {}) {
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', ...more });
  const record = await openRecord(settings, { inline: true });
  return { record, [Symbol.asyncDispose]: () => record.close() };
}

describe('the read door against which a record of a read is measured', () => {
  it('is none of a record that lives by the machine’s clock', async () => {
    await using real = await opened();
    expect(() => unrecordedReads(real.record)).toThrow('only a simulated record');
  });

  it('decides as the other does, and leaves no record, of one that is simulated', async () => {
    await using simulated = await opened({ FHR_CLOCK: '2026-03-10T12:00:00Z' });
    const { record } = simulated;
    const unrecorded = unrecordedReads(record);
    const forbidden = { ...reading, principal: personas.administrator };
    expect(await unrecorded.open(reading)).toBe('the answer');
    await expect(unrecorded.open(forbidden)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await record.accessStore.head()).toBe(-1);
    expect(await record.reads.open(reading)).toBe('the answer');
    await expect(record.reads.open(forbidden)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await record.accessStore.head()).toBe(1);
  });
});
