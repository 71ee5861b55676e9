import { readFile } from 'node:fs/promises';
import { policyVersion } from '#libs/access';
import { answer } from '../output.ts';

/** Prints the version of this service, of what runs it, and of the policies by which it decides who may see what. */
export async function version(json: boolean): Promise<void> {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const value = {
    version: manifest.version,
    node: process.versions.node,
    sqlite: process.versions['sqlite'],
    policies: policyVersion,
  };
  answer(
    json,
    value,
    () =>
      `family-help-record ${value.version} (Node ${value.node}, SQLite ${value.sqlite}), policies ${value.policies}`,
  );
}
