import { join } from 'node:path';

/** Where the logs, the keys, the ledgers and the read models of the record in a folder stand. */
export function filesIn(folder: string) {
  return {
    journalFile: join(folder, 'events.db'),
    accessFile: join(folder, 'access.db'),
    keysFile: join(folder, 'keys.db'),
    folder: join(folder, 'read-models'),
    ledgerFolder: join(folder, 'ledger'),
    accessLedgerFolder: join(folder, 'access-ledger'),
  };
}
