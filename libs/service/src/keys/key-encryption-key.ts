import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { developmentKek, type KeyPlace } from '#libs/vault';
import { filesIn } from '../files.ts';
import { refuseToOpen } from '../refuse.ts';
import type { Settings } from '../settings/settings.ts';

const TIMEOUT_MS = 30_000;
/** 32 bytes in base64 (RFC 4648, section 4). */
const KEY = /^[A-Za-z0-9+/]{43}=$/;

/** Where the record's keys are kept. */
export function keyPlace({
  folder,
  keys,
  keysUser,
}: Pick<Settings, 'folder' | 'keys' | 'keysUser'>): KeyPlace {
  const { keysFile } = filesIn(folder);
  if (keys === undefined) return { keysFile };
  const user = keysUser === undefined ? undefined : readFileSync(keysUser, 'utf8').trim();
  return { keysFile, keyService: { connection: keys, user } };
}

/** The authority's key-encryption key: what FHR_KEK_COMMAND prints, or the development file. STORE_REFUSED without. */
export async function keyEncryptionKey({
  kekCommand,
  folder,
}: Pick<Settings, 'kekCommand' | 'folder'>): Promise<Uint8Array> {
  return kekCommand === undefined ? developmentKek(folder) : keyPrintedBy(kekCommand, 'FHR_KEK_COMMAND');
}

/**
 * The key-encryption key that a command of the shell prints on stdout, in base64, with or without a newline. STORE_REFUSED,
 * with what it is called by and why, where it does not.
 */
export async function keyPrintedBy(command: string, called: string): Promise<Uint8Array> {
  const { status, stdout } = await ended(command);
  if (status === null) throw refuseToOpen(`${called}: it did not end within ${TIMEOUT_MS / 1000} seconds.`);
  if (status !== 0) throw refuseToOpen(`${called}: it ended with exit code ${status}.`);
  const printed = stdout.toString('latin1').trim();
  stdout.fill(0);
  if (!KEY.test(printed)) throw refuseToOpen(`${called}: it did not print a key of 32 bytes in base64.`);
  return Buffer.from(printed, 'base64');
}

interface Ended {
  /** Null where it did not end by itself in time. */
  readonly status: number | null;
  readonly stdout: Buffer;
}

async function ended(command: string): Promise<Ended> {
  const shell = spawn(command, {
    shell: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: TIMEOUT_MS,
  });
  const chunks: Buffer[] = [];
  shell.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  // What the shell started may live on, and hold its output open.
  shell.once('exit', (status) => status === null && shell.stdout.destroy());
  await once(shell, 'close');
  const stdout = Buffer.concat(chunks);
  for (const chunk of chunks) chunk.fill(0);
  return { status: shell.exitCode, stdout };
}
