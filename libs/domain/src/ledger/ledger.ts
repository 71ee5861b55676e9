import { Rejected } from '#libs/contracts';
import type { Clear, LedgerCommand, LedgerEvent, NoteLedgerHeads } from '#libs/contracts';
import type { Aggregate } from '../aggregate.ts';

/** What was noted last. */
export type LedgerState = Readonly<NoteLedgerHeads>;

/** SHA-256 in base64. */
const ROOT = /^[A-Za-z0-9+/]{43}=$/;

function note({ size, root }: NoteLedgerHeads, noted: LedgerState): LedgerEvent[] {
  if (size === noted.size && root === noted.root) return [];
  if (size <= noted.size) throw new Rejected('INVALID_INPUT', { field: 'size' });
  if (!ROOT.test(root)) throw new Rejected('INVALID_INPUT', { field: 'root' });
  return [{ type: 'LedgerHeads', data: { size, root } }];
}

/** How the log's streams ended at one size after another. Guarded by the stream. */
export const ledger: Aggregate<LedgerState, LedgerCommand, LedgerEvent, Clear.LedgerEvent> = {
  category: 'ledger',
  initial: { size: 0, root: '' },
  needs: () => ({}),
  decide: (command, state) => note(command.data, state),
  evolve: (_, { data }) => ({ size: data.size, root: data.root }),
  families: () => [],
  seen: () => undefined,
};
