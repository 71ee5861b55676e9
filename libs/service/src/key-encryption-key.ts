import { spawnSync } from 'node:child_process';
import { developmentKek } from '#libs/vault';
import { refuseToOpen } from './refuse.ts';
import type { Settings } from './settings.ts';

const LENGTH = 32;

/** The authority's key-encryption key: what FHR_KEK_COMMAND prints, or the development file. STORE_REFUSED without. */
export function keyEncryptionKey({ kekCommand, folder }: Settings): Uint8Array {
  if (kekCommand === undefined) return developmentKek(folder);
  const { status, stdout } = spawnSync(kekCommand, {
    shell: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 30_000,
  });
  const key = Buffer.from(status === 0 ? stdout.toString('ascii').trim() : '', 'base64');
  if (key.length !== LENGTH)
    throw refuseToOpen('FHR_KEK_COMMAND: it did not print a key of 32 bytes in base64.');
  return key;
}
