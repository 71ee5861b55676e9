import { eventStoreContract } from './event-store.contract.ts';
import { openSqliteStore } from './sqlite/open-store.ts';

eventStoreContract({
  name: 'in memory',
  lasts: false,
  keepsOrder: true,
  histories: 200,
  place: async () => ({ open: () => openSqliteStore({ file: ':memory:' }), clear: async () => {} }),
});
