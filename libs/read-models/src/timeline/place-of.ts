import { streamCategory, streamSubject } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import { recordsOf } from '../links.ts';
import type { Tables } from '../projection.ts';
import type { EntryPlace, EventRow, StoredEnvelope } from './table.ts';
import { nameOf } from './names.ts';

/** Where one event stands, by its id or its position: one statement, whether or not it is there. */
export function placeOf(tables: Tables, which: string | number): EntryPlace | undefined {
  const column = typeof which === 'number' ? 'position' : 'id';
  const sql = `SELECT position, ${nameOf('stream')} AS stream, envelope FROM events WHERE ${column} = ?`;
  const row = tables.one<Pick<EventRow, 'position' | 'envelope'> & { readonly stream: string }>(sql, which);
  if (row === undefined) return undefined;
  const { families, subjects, sensitivity } = JSON.parse(row.envelope) as StoredEnvelope;
  return { position: row.position, stream: row.stream, families, subjects, sensitivity };
}

/** Families in whose timeline the event stands by then. */
export function familiesOfEvent(tables: Tables, position: number, at: AsOfPoint): string[] {
  const event = placeOf(tables, position);
  if (event === undefined || position > at.position) return [];
  if (streamCategory(event.stream) !== 'person') return [...event.families];
  const joined = tables.all<{ family: string }>(
    `SELECT family FROM members WHERE person IN (SELECT value FROM json_each(?)) AND since <= ? AND until > ?`,
    JSON.stringify(recordsOf(tables, streamSubject(event.stream), at.position)),
    at.position,
    position,
  );
  return [...new Set([...event.families, ...joined.map(({ family }) => family)])];
}
