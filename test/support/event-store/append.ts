import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { openSync, writeSync } from 'node:fs';
import { openSqliteStore, StoreError } from '#libs/event-store';
import type { EventStore, NewEvent } from '#libs/event-store';

/**
 * When it is told to, appends to the log at argv[2], eight at a time, until it is killed or refused. Each event that was acknowledged becomes a line
 * `<position> <id>` of the file at argv[3]; a refusal becomes a line with its kind, twice: a second append is tried after it.
 */
const [file = '', answers = '', thread] = process.argv.slice(2);
const utf8 = new TextEncoder();
const out = openSync(answers, 'a');

function someEvents(stream: string, first: number, count: number): NewEvent[] {
  const append = randomUUID();
  return Array.from({ length: count }, (_, index) => {
    const event = { id: randomUUID(), type: 'SteppedUp', stream, revision: first + index };
    const data = { append, count, rationale: 'x'.repeat(Math.floor(Math.random() * 600)) };
    return { id: event.id, type: event.type, document: utf8.encode(JSON.stringify({ ...event, data })) };
  });
}

async function appendOnce(store: EventStore, stream: string): Promise<void> {
  const last = await store.revision(stream);
  const events = someEvents(stream, last + 1, 1 + Math.floor(Math.random() * 4));
  const { position } = await store.append(stream, events, { expected: last === -1 ? 'no-stream' : last });
  const lines = events.map(({ id }, index) => `${position - events.length + 1 + index} ${id}\n`);
  writeSync(out, lines.join(''));
}

async function appendUntilRefused(store: EventStore, stream: string): Promise<void> {
  try {
    for (;;) await appendOnce(store, stream);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    writeSync(out, `${error.kind}\n`);
  }
}

await once(process.stdin, 'data');
process.stdin.destroy();
const store = await openSqliteStore({ file, worker: thread === 'worker' });
process.stdout.write('ready\n');
const streams = Array.from({ length: 8 }, (_, writer) => `family-${writer}`);
await Promise.all(streams.map((stream) => appendUntilRefused(store, stream)));
await appendUntilRefused(store, 'family-8');
await store.close();
