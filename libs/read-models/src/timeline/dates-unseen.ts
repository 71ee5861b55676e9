import type { DataClass } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import { typesDatedUnseen } from '../occurrence.ts';

type Reader = Pick<AsOfPoint, 'classes'>;

/** Of an event's type: it keeps when it occurred in a sealed date, of another class than these. */
function isDated(type: string, seen?: ReadonlySet<DataClass>): string {
  const types = typesDatedUnseen(seen).map((each) => `'${each}'`);
  return `${type} IN (${types.join(', ')})`;
}

/** The few events that keep when they occurred in a sealed date. */
export const datedEvents = `CREATE INDEX dated_events ON events (position) WHERE ${isDated('type')};`;

/** Whether whoever asks may read every date on which something occurred. */
export function seesDates({ classes }: Reader): boolean {
  return classes === undefined || typesDatedUnseen(classes).length === 0;
}

/**
 * When the event at `position` of a table was recorded, where whoever asks may not read when it occurred; else null. In
 * milliseconds since 1970.
 */
export function recordedForUnseen(table: string, reader: Reader): string {
  if (seesDates(reader)) return 'NULL';
  return `(SELECT CAST(round(1000 * unixepoch(w.recorded_at, 'subsec')) AS INTEGER) FROM events w INDEXED BY dated_events
    WHERE w.position = ${table}.position AND ${isDated('w.type')} AND ${isDated('w.type', reader.classes)})`;
}

/** When an event of a table occurred for whoever asks, its version `v` joined: where its date is not theirs, as it was recorded. */
export function occurredFor(table: string, reader: Reader): string {
  const occurred = `ifnull(v.occurred, ${table}.occurred)`;
  return seesDates(reader) ? occurred : `ifnull(${recordedForUnseen(table, reader)}, ${occurred})`;
}
