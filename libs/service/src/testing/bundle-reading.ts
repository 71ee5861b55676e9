import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeStoredEvent } from '#libs/contracts';

export type Line = Readonly<Record<string, unknown>> & { readonly kind: string };

const second = fileURLToPath(new URL('../../../../test/bundles/verify_bundle.py', import.meta.url));

/** The keys with which the record in a folder signs. */
export function keysIn(folder: string): string[] {
  return readFileSync(join(folder, 'ledger/verifier-keys'), 'utf8').trimEnd().split('\n');
}

/** What the verifier in Python says of each, with the key of the record in the folder. */
export function secondVerdicts(
  folder: string,
  bundles: readonly (string | Uint8Array)[],
  policy?: string,
): number[] {
  const place = join(folder, 'mutated');
  mkdirSync(place, { recursive: true });
  const files = bundles.map((bytes, n) => {
    writeFileSync(join(place, `${n}`), bytes);
    return join(place, `${n}`);
  });
  const policyFile = policy === undefined ? '-' : join(place, 'policy');
  if (policy !== undefined) writeFileSync(policyFile, policy);
  const said = execFileSync('python3', [second, keysIn(folder)[0] ?? '', policyFile, ...files], {
    encoding: 'utf8',
  });
  return said.trim().split('\n').map(Number);
}

export function linesOf(text: string): Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

export function documentOf(line: Line) {
  return decodeStoredEvent(Buffer.from(String(line['document']), 'base64'));
}
