import { parentPort, workerData } from 'node:worker_threads';
import { StoreError } from '../errors.ts';
import type { Refusal } from './append.ts';
import { openForWriting } from './database.ts';
import { LogWriter } from './log-writer.ts';
import { unpacked, type Packed } from './packed.ts';

/** Hosts the writer on a thread of its own: a group in, its outcomes out, 'stopped' at any time; null closes. */
function serve(file: string): void {
  const writer = new LogWriter(openForWriting(file));
  writer.onStopped = () => parentPort?.postMessage('stopped');
  parentPort?.on('message', (group: Packed | null) => {
    if (group !== null) return parentPort?.postMessage(writer.commit(unpacked(group)));
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
