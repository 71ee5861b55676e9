import type { SQLOutputValue } from 'node:sqlite';
import { revisionBefore } from '../limits.ts';
import type { NewEvent } from '../port.ts';
import type { Append } from './append.ts';
import { idBytes } from './event-id.ts';

/** Of an event in the log what tells whether it stands there as it was sent. */
export type StoredRow = Record<string, SQLOutputValue>;

/**
 * The position of the last event where exactly the append stands in its stream, not a part of it, nor two of them. `rows`:
 * those of the stream from the revision that it follows to its own last.
 */
export function standsAt({ expected, events }: Append, rows: readonly StoredRow[]): number | undefined {
  const [previous, ...stored] = revisionBefore(expected) === -1 ? [undefined, ...rows] : rows;
  const begins = previous === undefined ? revisionBefore(expected) === -1 : previous['ends_append'] === 1;
  const same = events.every((event, index) => {
    const ends = index === events.length - 1 ? 1 : 0;
    return stored[index]?.['ends_append'] === ends && isStored(stored[index], event);
  });
  return begins && same ? Number(stored.at(-1)?.['position']) : undefined;
}

function isStored(row: StoredRow, { id, document }: NewEvent): boolean {
  return equal(row['id'], idBytes(id)) && equal(row['document'], document);
}

function equal(stored: SQLOutputValue | undefined, given: Uint8Array): boolean {
  return stored instanceof Uint8Array && Buffer.compare(stored, given) === 0;
}
