import { randomUUID } from 'node:crypto';
import { openSqliteStore } from '#libs/event-store';
import { LogLedger } from '../ledger/log-ledger.ts';

/** Appends to the log at argv[2], takes in and signs by turns into the ledger at argv[3], as fast as it can, until it is killed. */
const [logFile = '', folder = ''] = process.argv.slice(2);
const store = await openSqliteStore({ file: logFile });
const settings = { folder, logFile, origin: 'example.org/family-help', secret: Buffer.alloc(32, 1) };
process.stdout.write('ready\n');
const ledger = new LogLedger(settings);
for (;;) {
  for (let n = 0; n < 5; n++) {
    const [id, stream, type] = [randomUUID(), `family-${randomUUID()}`, 'SteppedUp'];
    const document = Buffer.from(JSON.stringify({ id, revision: 0, stream, type }));
    await store.append(stream, [{ id, type, document }], { expected: 'no-stream' });
  }
  ledger.catchUp();
}
