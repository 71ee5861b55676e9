import { eventStoreContract } from './event-store.contract.ts';
import { onDisk } from './testing/on-disk.ts';

eventStoreContract(onDisk('on disk, written by the caller’s thread', false));
