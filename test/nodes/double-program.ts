// A stand-in for EventStoreDB over a file, on the port named, in a process of its own; says its connection.
import { EventStoreDouble } from '../../libs/event-store/src/testing/eventstoredb/double.ts';

const [file = '', port = '0'] = process.argv.slice(2);
const double = new EventStoreDouble(file, Number(port));
await double.start();
process.send?.({ id: 0, value: { connection: double.connection, port: double.port } });
process.on('disconnect', () => process.exit());
