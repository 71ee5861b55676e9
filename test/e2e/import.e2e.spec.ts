import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord, readSettings, type ImportReport } from '#libs/service';
import { fhr, ServiceProcess } from '../support/processes.ts';

jest.setTimeout(120_000);

type Answer = ImportReport & { readonly refusedFile: string | null };

let folder: string;
let csv: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fhr-import-'));
  csv = join(folder, 'requests.csv');
  copyFileSync(join(import.meta.dirname, '../import-files/requests-2026-10-dirty.csv'), csv);
  const settings = { FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-11-22T09:00:00Z' };
  await (await openRecord(readSettings(settings))).close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const imported = async (...args: string[]): Promise<{ status: number | null; answer: Answer }> => {
  const { status, answer, said } = await fhr(folder, 'import', 'requests', csv, '--json', ...args);
  if (answer === '') throw new Error(`no answer: ${said}`);
  return { status, answer: JSON.parse(answer) as Answer };
};

describe('import requests', () => {
  it('answers 1 where rows were refused, and writes nothing', async () => {
    const { status, answer } = await imported();
    expect(status).toBe(1);
    expect(answer).toMatchObject({ requests: 60, imported: 0, events: 0, refusedFile: null });
    expect(answer.refused).toHaveLength(21);
    expect(Object.keys(answer)).not.toContain('refusedRows');
  });

  it('says beforehand what would be taken, and writes nothing', async () => {
    const { answer } = await imported('--accept-valid', '--dry-run');
    expect(answer).toMatchObject({ imported: 40, events: 0, refusedFile: null });
    expect(existsSync(`${csv}.refused.csv`)).toBe(false);
  });

  it('takes the good requests where it may, and leaves the others in a file that is its owner\u2019s alone', async () => {
    const { status, answer } = await imported('--accept-valid');
    expect(status).toBe(1);
    expect(answer).toMatchObject({ imported: 40, refusedFile: `${csv}.refused.csv` });
    expect(statSync(`${csv}.refused.csv`).mode & 0o777).toBe(0o600);
    const [header] = readFileSync(csv, 'utf8').split('\r\n');
    expect(readFileSync(`${csv}.refused.csv`, 'utf8').split('\r\n')[0]).toBe(header);
  });

  it('goes through the service where one has the folder, as whoever is named', async () => {
    await using service = await ServiceProcess.start(folder);
    const { status, answer } = await imported('--accept-valid');
    expect(status).toBe(1);
    expect(answer).toMatchObject({
      imported: 0,
      unchanged: 40,
      events: 0,
      refusedFile: `${csv}.refused.csv`,
    });
    expect((await fhr(folder, 'import', 'requests', csv, '--as', 'auditor')).status).toBe(4);
    expect(service.printed).not.toMatch(/RFS-1-|Quartey/);
  });

  it('answers 2 where the file cannot be read, and 4 where the caller may not', async () => {
    expect((await fhr(folder, 'import', 'requests', `${csv}.none`)).status).toBe(2);
    expect((await fhr(folder, 'import', 'requests', csv, '--as', 'practitioner')).status).toBe(4);
  });
});
