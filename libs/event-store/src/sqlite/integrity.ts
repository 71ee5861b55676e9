import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { openForReading, value } from './database.ts';

/**
 * What SQLite finds wrong with the log's file and its indexes, in its own words; undefined where nothing. On a thread of its
 * own unless `inline`.
 */
export async function findDamage(file: string, { inline = false } = {}): Promise<string | undefined> {
  if (inline) return damageIn(file);
  const fromSource = import.meta.url.endsWith('.ts');
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { integrityOf: file },
    ...(fromSource ? { execArgv: ['--conditions=source'] } : {}),
  });
  const [found] = (await once(worker, 'message')) as [string | undefined];
  return found;
}

function damageIn(file: string): string | undefined {
  try {
    const database = openForReading(file);
    try {
      const found = String(value(database, 'PRAGMA integrity_check(1)'));
      return found === 'ok' ? undefined : found;
    } finally {
      database.close();
    }
  } catch (error) {
    return String(error);
  }
}

function isAsked(data: unknown): data is { integrityOf: string } {
  return typeof data === 'object' && data !== null && 'integrityOf' in data;
}

if (!isMainThread && isAsked(workerData)) parentPort?.postMessage(damageIn(workerData.integrityOf));
