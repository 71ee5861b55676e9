import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import { openSqliteStore, StoreError } from '#libs/event-store';
import { checkRestored } from '../backup/target-folder.ts';
import { openRecord } from '../record.ts';
import { refuseToOpen } from '../refuse.ts';
import type { Settings } from '../settings/settings.ts';
import { countyBirth, seedCounty, type County } from './seed-county.ts';

export interface SeedingOptions {
  readonly seed?: string | undefined;
  /** Whole years of history. */
  readonly years?: number | undefined;
  /** Told how much is done, from 0 to 1. */
  readonly progress?: ((done: number) => void) | undefined;
}

/** Where it is, there is a store. */
const LOG = 'events.db';
/** What a store is made of, and the databases' own files beside them. */
const PARTS =
  /^((events|access|keys)\.db|read-models$|(access-)?ledger$|process-managers\.json|development\.kek$)/;
/** Where a store stands, inside its folder, until it is whole. */
const MAKING = '.making';
const SEED = '1';
const YEARS = 3;

/** Whether the folder holds a store of whatever kind. */
export function hasStore({ folder }: Pick<Settings, 'folder'>): boolean {
  return existsSync(join(folder, LOG));
}

/**
 * Makes a simulated store with a county of `settings.families`, whose history ends at `settings.clock`, else now. It
 * stands apart until it is whole: where a run was cut short there is no store, and the next begins anew. Throws
 * `Rejected` STORE_REFUSED in production or where there is a store, STORE_LOCKED where another process is making one.
 */
export async function createSeededStore(settings: Settings, options: SeedingOptions = {}): Promise<County> {
  const { seed = SEED, years = YEARS, progress } = options;
  const until = settings.clock ?? new Date().toISOString();
  const order = { families: settings.families, seed, years, until, progress };
  const folder = await emptyPlace(settings);
  const record = await openRecord({ ...settings, folder }, { bornAt: countyBirth(order), making: true });
  let county: County;
  try {
    // The county is told with all that follows from it: nothing follows years later from a store in use.
    await record.managers.close();
    county = await seedCounty(record, order);
    record.managers.passOver(county.position);
  } finally {
    await record.close();
  }
  putInPlace(settings.folder, folder);
  return county;
}

async function emptyPlace({ mode, folder }: Settings): Promise<string> {
  if (mode === 'production') throw refuseToOpen('FHR_MODE: production takes no synthetic county.');
  checkRestored(folder);
  if (hasStore({ folder })) throw refuseToOpen('FHR_DATA: the folder holds a store already.');
  const making = join(folder, MAKING);
  const parts = existsSync(folder) ? readdirSync(folder).filter((name) => PARTS.test(name)) : [];
  if (existsSync(making)) {
    await checkNobodyIsMaking(making);
    for (const part of [...parts, MAKING]) rmSync(join(folder, part), { recursive: true });
  } else if (parts.length > 0) {
    throw refuseToOpen('FHR_DATA: the folder holds parts of a store, and no log.');
  }
  mkdirSync(making, { recursive: true, mode: 0o700 });
  return making;
}

/** A store that somebody is making is locked as any store in use is; one that was left behind is not. */
async function checkNobodyIsMaking(making: string): Promise<void> {
  try {
    const store = await openSqliteStore({ file: join(making, LOG) });
    await store.close();
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'LOCKED')
      throw new Rejected('STORE_LOCKED', { reason: error.message });
  }
}

/** The log comes last: once it is there, all the rest is. */
function putInPlace(folder: string, making: string): void {
  if (hasStore({ folder })) throw refuseToOpen('FHR_DATA: the folder holds a store already.');
  const parts = readdirSync(making).filter((name) => name !== LOG);
  for (const part of [...parts, LOG]) renameSync(join(making, part), join(folder, part));
  rmSync(making, { recursive: true });
}
