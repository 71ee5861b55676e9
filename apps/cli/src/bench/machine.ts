import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { repeated } from './timed.ts';

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly sqlite: string;
  /** The kind of file system the logs stood on; null where this system does not say. */
  readonly fileSystem: string | null;
  /** Milliseconds to make 4 KiB durable. */
  readonly fsync: { readonly p50: number; readonly p99: number };
  /** Processes that wanted a core, over the minute before. */
  readonly load: number;
}

const BLOCK = Buffer.alloc(4096, 1);

export async function describeMachine(folder: string): Promise<Machine> {
  const [load = 0] = loadavg();
  const { p50, p99 } = await timeOfSync(join(folder, 'sync'));
  return {
    processor: cpus()[0]?.model.trim() ?? arch(),
    cores: cpus().length,
    memoryGiB: totalmem() / 1024 ** 3,
    system: `${type()} ${release()} ${arch()}`,
    node: process.versions.node,
    sqlite: process.versions['sqlite'] ?? '',
    fileSystem: fileSystemOf(folder),
    fsync: { p50, p99 },
    load,
  };
}

async function timeOfSync(file: string) {
  const handle = openSync(file, 'w');
  try {
    const sync = () => {
      writeSync(handle, BLOCK);
      fsyncSync(handle);
    };
    return await repeated(sync, { calls: 200, seconds: 2 });
  } finally {
    closeSync(handle);
    rmSync(file);
  }
}

/** The mount whose path is the longest beginning of the folder's. */
function fileSystemOf(folder: string): string | null {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, path = '-']) => `${folder}/`.startsWith(path === '/' ? path : `${path}/`))
      .toSorted(([, one = ''], [, other = '']) => other.length - one.length);
    return mounts[0]?.[2] ?? null;
  } catch {
    return null;
  }
}
