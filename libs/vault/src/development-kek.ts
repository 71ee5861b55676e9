import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';

const SIZE = 32;
const NEXT = 'development.kek.next';

/**
 * The key-encryption key of a development folder: a file beside the keys it wraps, mode 0600, made at first use and
 * durable before this returns. Never for production, where the key is handed over at start and stays in memory.
 */
export function developmentKek(folder: string): Uint8Array {
  return keyIn(folder, 'development.kek');
}

/** The one that a rotation puts in its place: a file beside it, made at first use, so that what was cut short goes on. */
export function nextDevelopmentKek(folder: string): Uint8Array {
  return keyIn(folder, NEXT);
}

/** Puts the next one in the place of the one in use, durably, once all keys are wrapped under it. */
export function replaceDevelopmentKek(folder: string): void {
  renameSync(join(folder, NEXT), join(folder, 'development.kek'));
  syncFolder(folder);
}

function keyIn(folder: string, name: string): Uint8Array {
  const file = join(folder, name);
  if (!existsSync(file)) make(folder, file);
  const key = readFileSync(file);
  if (key.length !== SIZE)
    throw new Rejected('STORE_REFUSED', { reason: 'The file of the key-encryption key is damaged.', file });
  return key;
}

function make(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const descriptor = openSync(file, 'wx', 0o600);
  writeSync(descriptor, randomBytes(SIZE));
  fsyncSync(descriptor);
  closeSync(descriptor);
  syncFolder(folder);
}

/** Windows has no descriptor for a folder, and keeps its names without one. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
