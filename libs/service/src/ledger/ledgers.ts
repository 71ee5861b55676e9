import { LogLedger, type LedgerSettings } from './log-ledger.ts';
import { LedgerKeeper } from './ledger-keeper.ts';
import type { Ledgers } from './ledgers-api.ts';
import { keepInWorker } from './worker-ledgers.ts';

export interface LedgersSettings {
  readonly logs: readonly LedgerSettings[];
  /** Runs on the caller's thread. */
  readonly inline: boolean;
}

/**
 * Checks that each log goes on from what was signed of it, and keeps its ledger from now on: a checkpoint stands at most a
 * second after an append. Throws `Rejected` STORE_REFUSED where a log was rolled back, forked or changed.
 */
export function keepLedgers({ logs, inline }: LedgersSettings): Ledgers {
  const ledgers = logs.map((each) => new LogLedger(each));
  if (inline) return new LedgerKeeper(ledgers);
  for (const each of ledgers) each.close();
  return keepInWorker(logs);
}
