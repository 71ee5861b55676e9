import { parentPort, workerData } from 'node:worker_threads';
import { LedgerKeeper } from './ledger-keeper.ts';
import { LogLedger, type LedgerSettings } from './log-ledger.ts';

/** Keeps ledgers on a thread of its own: tells how far they are, and closes when told to. */
const keeper = new LedgerKeeper(
  (workerData as LedgerSettings[]).map((each) => new LogLedger(each)),
  (status) => parentPort?.postMessage(status),
);
parentPort?.once('message', () => {
  void keeper.close().then(() => parentPort?.close());
});
