import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** With which a program of the sources is started. */
export const FROM_SOURCES = '--conditions=source';

/** A program of the tests, by its place in the sources; undefined where these are not there. */
export function programOfSources(path: string): string | undefined {
  const root = import.meta.url.endsWith('.ts') ? '../../../../' : '../../../../../';
  const program = fileURLToPath(new URL(`${root}${path}`, import.meta.url));
  return existsSync(program) ? program : undefined;
}
