// A stand-in for EventStoreDB over the file named, in a process of its own; says its connection to who started it.
import { EventStoreDouble } from './double.ts';

const double = new EventStoreDouble(process.argv[2] ?? '');
await double.start();
process.send?.(double.connection);
process.on('disconnect', () => process.exit());
