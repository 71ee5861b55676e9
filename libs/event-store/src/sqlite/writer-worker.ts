import { parentPort, workerData } from 'node:worker_threads';
import { StoreError } from '../errors.ts';
import type { Append, Refusal } from './append.ts';
import { openForWriting } from './database.ts';
import { LogWriter } from './log-writer.ts';

/** Hosts the writer on a thread of its own: a group in, its outcomes out; null closes. */
function serve(file: string): void {
  const writer = new LogWriter(openForWriting(file));
  parentPort?.on('message', (group: readonly Append[] | null) => {
    if (group !== null) return parentPort?.postMessage(writer.commit(group));
    writer.close();
    parentPort?.close();
  });
  parentPort?.postMessage('ready');
}

try {
  serve(String(workerData));
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  const refusal: Refusal = { kind: error.kind, message: error.message };
  parentPort?.postMessage(refusal);
}
