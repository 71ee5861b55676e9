import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../sqlite/open-store.ts';
import type { Engine } from './stage.ts';

/** A folder of its own for a log; `clear` removes it. */
export async function newFolder(): Promise<{ file: string; clear: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'event-store-'));
  return { file: join(folder, 'log.db'), clear: () => rm(folder, { recursive: true, force: true }) };
}

export function onDisk(name: string, worker: boolean): Engine {
  return {
    name,
    lasts: true,
    keepsOrder: true,
    histories: worker ? 10 : 100,
    place: async () => {
      const { file, clear } = await newFolder();
      return { open: () => openSqliteStore({ file, worker }), clear };
    },
  };
}
