import { streamCategory, streamSubject } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import { recordsOf } from '../links.ts';
import { FOREVER, type Tables } from '../projection.ts';
import type { EntryPlace, EventRow, StoredEnvelope } from './table.ts';
import { nameOf } from './names.ts';

/** Where one event stands, by its id or its position: one statement, whether or not it is there. */
export function placeOf(tables: Tables, which: string | number): EntryPlace | undefined {
  const column = typeof which === 'number' ? 'position' : 'id';
  const given = `(SELECT m.person FROM moved m WHERE m.event = events.id AND m.until = ${FOREVER} AND m.person <> m.origin)`;
  const sql = `SELECT position, ${nameOf('stream')} AS stream, envelope, ${given} AS given FROM events WHERE ${column} = ?`;
  const row = tables.one<Row>(sql, which);
  if (row === undefined) return undefined;
  const { families, subjects, sensitivity } = JSON.parse(row.envelope) as StoredEnvelope;
  const place = { position: row.position, stream: row.stream, families, subjects, sensitivity };
  return row.given === null ? place : { ...place, givenTo: row.given };
}

interface Row extends Pick<EventRow, 'position' | 'envelope'> {
  readonly stream: string;
  /** As whose it is read now, where it stands in another's stream. */
  readonly given: string | null;
}

/** Families in whose timeline the event stands by then. */
export function familiesOfEvent(tables: Tables, position: number, at: AsOfPoint): string[] {
  const event = placeOf(tables, position);
  if (event === undefined || position > at.position) return [];
  if (streamCategory(event.stream) !== 'person') return [...event.families];
  const joined = tables.all<{ family: string }>(
    `SELECT family FROM members WHERE person IN (SELECT value FROM json_each(?)) AND since <= ? AND until > ?`,
    JSON.stringify(recordsOf(tables, event.givenTo ?? streamSubject(event.stream), at.position)),
    at.position,
    position,
  );
  return [...new Set([...event.families, ...joined.map(({ family }) => family)])];
}
