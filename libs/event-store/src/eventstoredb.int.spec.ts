import { join, dirname } from 'node:path';
import { eventStoreContract } from './event-store.contract.ts';
import { openClusterStore } from './eventstoredb/open-cluster-store.ts';
import { EventStoreDouble } from './testing/eventstoredb/double.ts';
import { PATIENT } from './testing/eventstoredb/given-server.ts';
import { newFolder } from './testing/on-disk.ts';

eventStoreContract({
  name: 'on EventStoreDB, of which this is a stand-in',
  lasts: true,
  keepsOrder: false,
  histories: 10,
  place: async () => {
    const { file, clear } = await newFolder();
    const double = new EventStoreDouble(join(dirname(file), 'double.db'));
    await double.start();
    return {
      open: () => openClusterStore({ file, connection: double.connection, ...PATIENT }),
      clear: async () => {
        double.stop();
        await clear();
      },
    };
  },
});
