import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openSqliteStore, type EventStore, type NewEvent } from '#libs/event-store';
import { rate, type Figure } from './figure.ts';
import { timed } from './timed.ts';

/** Bytes of one event: about what a family's event with a few sealed words has. */
const BYTES = 1200;
const IN_FLIGHT = 64;

/** Durable appends of one event each, each to a stream of its own, in a log without anything else. */
export async function appends(folder: string): Promise<Figure[]> {
  const store = await openSqliteStore({ file: join(folder, 'appends.db'), worker: true });
  try {
    const alone = await timed(() => appendTo(store));
    const together = await timed(() => appendTo(store), { inFlight: IN_FLIGHT });
    return [
      rate('append, 1 in flight', alone),
      rate(`append, ${IN_FLIGHT} in flight`, together, {
        ratio: { value: together.perSecond / alone.perSecond, to: '1 in flight' },
        against: 'at least 5 times 1 in flight',
      }),
    ];
  } finally {
    await store.close();
  }
}

async function appendTo(store: EventStore): Promise<void> {
  const stream = `family-${randomUUID()}`;
  await store.append(stream, [anEvent(stream)], { expected: 'no-stream' });
}

function anEvent(stream: string): NewEvent {
  const [id, type] = [randomUUID(), 'InformationReceived'];
  const text = (data: string) => JSON.stringify({ data, id, revision: 0, stream, type });
  return { id, type, document: Buffer.from(text('x'.repeat(BYTES - text('').length))) };
}
