import { existsSync, readdirSync } from 'node:fs';
import { Database, isDamage } from '../database.ts';
import { ModelFiles } from './model-files.ts';
import { accessProjections, recordProjections } from '../projections.ts';

/** The read models of a folder whose file in use is not whole; reads every page of each. */
export function damagedModels(folder: string): string[] {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return [];
  return [...recordProjections, ...accessProjections].flatMap((projection) => {
    const files = new ModelFiles(folder, projection);
    const file = files.current();
    const isWhole = file === undefined ? !existsSync(files.pointer) : passesCheck(file);
    return isWhole ? [] : [projection.name];
  });
}

function passesCheck(file: string): boolean {
  try {
    const database = new Database(file, { readOnly: true });
    try {
      const stands = database.one('SELECT position FROM projection') !== undefined;
      const { quick_check: found } = database.one<{ quick_check: string }>('PRAGMA quick_check(1)') ?? {};
      return stands && found === 'ok';
    } finally {
      database.close();
    }
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}
