import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '#libs/event-store';
import { backUp, type BackedUp } from '../backup/back-up.ts';
import { restore, type Restored, type RestoreOrder } from '../backup/restore.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { BORN, register } from './to-be-erased.ts';

/** A record on disk, and backups of it in folders beside. */
export class BackedUpRecord {
  readonly folder = mkdtempSync(join(tmpdir(), 'backup-'));
  readonly settings: Settings = readSettings({ FHR_DATA: this.at('data'), FHR_FAMILIES: '0' });

  at(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /** Opens the record for as long as the work takes, after which all of it is signed. */
  async while<T>(work: (record: FamilyRecord) => Promise<T>): Promise<T> {
    const record = await openRecord(this.settings, { inline: true, bornAt: BORN });
    try {
      return await work(record);
    } finally {
      await record.close();
    }
  }

  /** Registers so many people; answers their ids. */
  register(count: number, word = 'Thistledown'): Promise<string[]> {
    return this.while(async (record) => {
      const people: string[] = [];
      for (let n = 0; n < count; n++) people.push(await register(record, word));
      return people;
    });
  }

  backUp(name = 'backup', keysFolder?: string): Promise<BackedUp> {
    return backUp(this.settings, { folder: this.at(name), keysFolder });
  }

  restore(order: Partial<RestoreOrder> = {}, settings = this.settings): Promise<Restored> {
    return restore(settings, { from: this.at('backup'), to: this.at('back'), ...order });
  }

  /** A copy of a backup, which may be damaged. */
  copyOf(name = 'backup'): string {
    rmSync(this.at('copy'), { recursive: true, force: true });
    cpSync(this.at(name), this.at('copy'), { recursive: true });
    return this.at('copy');
  }

  settingsIn(name: string): Settings {
    return { ...this.settings, folder: this.at(name) };
  }

  clear(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Every row of a log as it stands. */
export function rowsIn(file: string): unknown[] {
  const journal = openJournal(file);
  try {
    return journal.copies(-1, 100_000);
  } finally {
    journal.close();
  }
}
