import { readFile } from 'node:fs/promises';
import { answer } from '../output.ts';

/** Prints the version of this service and of what runs it. */
export async function version(json: boolean): Promise<void> {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const value = {
    version: manifest.version,
    node: process.versions.node,
    sqlite: process.versions['sqlite'],
  };
  answer(
    json,
    value,
    () => `family-help-record ${value.version} (Node ${value.node}, SQLite ${value.sqlite})`,
  );
}
