import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodeSetRefused, parseCodeSet, problemsBetween } from './code-set.ts';
import type { CodeSet } from './code-set.ts';

/** Beside the sources, and copied beside what is built of them. */
const SHIPPED = join(import.meta.dirname, '../code-sets');

/**
 * The code sets of a folder, one `<name>.json` each, by name; throws `CodeSetRefused` with every reason. Without a
 * folder: those that ship with the product.
 */
export function readCodeSets(folder: string = SHIPPED): CodeSet[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  const problems: string[] = [];
  const sets = files.flatMap((file) => {
    try {
      return [namedAsItsFile(parseCodeSet(readFileSync(join(folder, file), 'utf8'), file), file)];
    } catch (reason) {
      if (!(reason instanceof CodeSetRefused)) throw reason;
      problems.push(...reason.problems);
      return [];
    }
  });
  if (problems.length === 0) problems.push(...problemsBetween(sets));
  if (problems.length > 0) throw new CodeSetRefused(problems);
  return sets;
}

function namedAsItsFile(set: CodeSet, file: string): CodeSet {
  if (`${set.name}.json` !== file) throw new CodeSetRefused([`${file}: holds the set "${set.name}"`]);
  return set;
}
