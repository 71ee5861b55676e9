import { isAmendment, Rejected } from '#libs/contracts';
import type { Tables } from '../../projection.ts';
import { gathered } from './around.ts';
import type { Around, Entries, Standing } from './around.ts';
import { entriesAt, entryAt } from '../entries.ts';
import { seenBy, type Scope } from '../scope.ts';
import type { TimelineEntry } from '../table.ts';
import { tombstonesAt } from '../tombstones.ts';

/** Of rows `s`: whoever their events name, where that one's key was destroyed later. */
const NAMING = `CROSS JOIN events e ON e.position = s.position
  CROSS JOIN json_each(e.envelope, '$.subjects') n
  CROSS JOIN tombstones t ON t.subject = n.value AND t.position > s.position`;

/** What is told, and where keys were destroyed of whom it tells: of what is there for whoever asks. */
export function withErasures(told: Scope, { at, sealed }: Standing): Scope {
  const seen = seenBy(at);
  return {
    sql: `WITH told AS (${told.sql}) SELECT position FROM told
      UNION SELECT t.position FROM (SELECT position FROM told WHERE ${seen.sql}) s ${NAMING}
      WHERE e.sealed <= ? AND t.position <= ?`,
    values: [...told.values, ...seen.values, Number(sealed), at.position],
  };
}

/**
 * Position at which a key was destroyed -> the entries of what is told that name whose it was, as they are without it.
 * Rejected STALE while the model may still hold what the key opened.
 */
export function toldAgain(tables: Tables, told: Scope, { positions, ...around }: Around): Entries {
  const destroyed = tombstonesAt(tables, positions);
  if (destroyed.length === 0) return new Map();
  checkPurged(tables, Math.max(...destroyed));
  const { at, sealed, standing } = around;
  const seen = seenBy(at);
  const rows = tables.all<{ since: number; position: number }>(
    `SELECT DISTINCT t.position AS since, s.position FROM (SELECT position FROM (${told.sql}) WHERE ${seen.sql}) s ${NAMING}
     WHERE e.sealed <= ? AND t.position IN (SELECT value FROM json_each(?)) ORDER BY s.position`,
    ...told.values,
    ...seen.values,
    Number(sealed),
    JSON.stringify(destroyed),
  );
  const find = (id: string): TimelineEntry | undefined => entryAt(tables, id, standing);
  return gathered(
    [...Map.groupBy(rows, ({ since }) => since)].map(([since, named]) => {
      const at = named.map(({ position }) => position);
      const entries = entriesAt(tables, at, standing).map((event) => amendedBy(event, find));
      const stand = new Map(entries.filter(({ voided }) => !voided).map((entry) => [entry.id, entry]));
      return [since, [...stand.values()].map((entry) => ({ ...entry, cites: [] }))];
    }),
  );
}

/** The entry that an event amends, or the event itself; an amendment may amend an amendment. */
export function amendedBy(
  event: TimelineEntry,
  find: (id: string) => TimelineEntry | undefined,
): TimelineEntry {
  const { entry } = event.data;
  const amended = isAmendment(event.type) && typeof entry === 'string' ? find(entry) : undefined;
  return amended === undefined ? event : amendedBy(amended, find);
}

/** Positions of entries, and where keys were destroyed, before another position, of whom these or their amendments tell. */
export function andErasuresOf(tables: Tables, positions: readonly number[], before: number): number[] {
  const rows = tables.all<{ position: number }>(
    `SELECT DISTINCT t.position FROM (
       SELECT value AS position FROM json_each(?1)
       UNION SELECT v.from_position FROM json_each(?1) j CROSS JOIN versions v ON v.target = j.value
     ) s ${NAMING} WHERE t.position < ?2`,
    JSON.stringify(positions),
    before,
  );
  return [...new Set([...positions, ...rows.map(({ position }) => position)])].sort((a, b) => a - b);
}

function checkPurged(tables: Tables, position: number): void {
  const begun = tables.one<{ begun: number }>('SELECT begun FROM made')?.begun ?? -1;
  if (begun < position) throw new Rejected('STALE', { position: begun });
}
