import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { personas } from '#libs/access';
import { decodeStoredEvent, type StoredEvent } from '#libs/contracts';
import { developmentKek, openSqliteKeyStore } from '#libs/vault';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { importRequests, type ImportOptions } from '../import-requests.ts';
import type { ImportReport } from '../report.ts';

const files = new URL('../../../../../test/import-files/', import.meta.url);

/** A day after the last request of the files. */
export const NOW = '2026-11-22T09:00:00.000Z';

export function fileNamed(name: string): Buffer {
  return readFileSync(new URL(name, files));
}

export function expected<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, files), 'utf8')) as T;
}

/** Opens the record of a folder as a store that is simulated, from an instant that is not before the last. */
export function recordIn(folder: string, clock = NOW, inline = true): Promise<FamilyRecord> {
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: clock });
  return openRecord(settings, { inline });
}

export async function eventsOf({ store }: FamilyRecord): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const { events } of store.readAll())
    found.push(...events.map(({ document }) => decodeStoredEvent(document)));
  return found;
}

/** A record in a folder of its own, as imports see it. */
export class ImportingRecord {
  readonly record: FamilyRecord;
  readonly #folder: string;

  private constructor(record: FamilyRecord, folder: string) {
    this.record = record;
    this.#folder = folder;
  }

  static async open(): Promise<ImportingRecord> {
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    return new ImportingRecord(await recordIn(folder), folder);
  }

  /** Imports a file of the tests, or one made on the spot. */
  async import(file: string | Uint8Array, options: Partial<ImportOptions> = {}): Promise<ImportReport> {
    const csv = Readable.from([typeof file === 'string' ? fileNamed(file) : file]);
    const report = await importRequests({
      record: this.record,
      principal: personas.coordinator,
      door: 'CLI',
      csv,
      ...options,
    });
    await this.record.projector.reached(await this.record.store.head());
    return report;
  }

  async events(type?: string): Promise<StoredEvent[]> {
    const found = await eventsOf(this.record);
    return type === undefined ? found : found.filter((event) => event.type === type);
  }

  /** Destroys the keys of those an event is about. */
  async erase(subjects: readonly string[]): Promise<void> {
    const kek = developmentKek(this.#folder);
    const keys = openSqliteKeyStore({ file: join(this.#folder, 'keys.db'), kek });
    await keys.destroy(subjects);
    this.record.vault.forget(subjects);
    await keys.close();
  }

  async close(): Promise<void> {
    await this.record.close();
    rmSync(this.#folder, { recursive: true });
  }
}
