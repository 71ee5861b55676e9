import { isNativeError } from 'node:util/types';
import { Worker } from 'node:worker_threads';
import type { Ledgers, LedgerStatus } from './ledgers-api.ts';
import type { LedgerSettings } from './log-ledger.ts';
import { Signings } from './signings.ts';

/** Keeps ledgers on a thread of its own, which keeps no process alive; does not wait until it has begun. */
export function keepInWorker(logs: readonly LedgerSettings[]): Ledgers {
  return new WorkerLedgers(logs);
}

class WorkerLedgers implements Ledgers {
  readonly #worker: Worker;
  readonly #signings = new Signings();
  readonly #ended: Promise<void>;

  constructor(logs: readonly LedgerSettings[]) {
    const fromSource = import.meta.url.endsWith('.ts');
    this.#worker = new Worker(
      new URL(fromSource ? './ledger.worker.ts' : './ledger.worker.js', import.meta.url),
      {
        workerData: logs.map((each) => ({ ...each, secret: Uint8Array.from(each.secret) })),
        ...(fromSource ? { execArgv: ['--conditions=source'] } : {}),
      },
    );
    this.#worker.on('message', (status: LedgerStatus) => this.#signings.tell(status));
    this.#worker.on('error', (error: unknown) => {
      const failure = isNativeError(error) ? error.message : String(error);
      for (const { origin } of logs) this.#signings.tell({ origin, failure });
    });
    this.#ended = new Promise((resolve) => void this.#worker.once('exit', () => resolve()));
    this.#worker.unref();
  }

  status(): readonly LedgerStatus[] {
    return this.#signings.status();
  }

  signed(origin: string, position: number): Promise<void> {
    return this.#signings.reached(origin, position);
  }

  async close(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage('close');
    await this.#ended;
    this.#signings.close();
  }
}
