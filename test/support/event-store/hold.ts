import { openSqliteStore } from '#libs/event-store';

/** Holds the log at argv[2] open for writing, in a thread of its own where argv[3] is "worker", until it is killed. */
const [file = '', thread] = process.argv.slice(2);
await openSqliteStore({ file, worker: thread === 'worker' });
process.stdout.write('ready\n');
setInterval(() => {}, 1000);
