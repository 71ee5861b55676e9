import {
  eventTable,
  occurrencesOf,
  type DataClass,
  type EventDescription,
  type EventField,
  type JsonObject,
} from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { versionOf } from './versions.ts';

/** An entry that another names, and what became of it by then: whoever cites it goes on citing it. */
export interface Citation {
  readonly event: string;
  readonly position: number;
  readonly corrected: boolean;
  readonly voided: boolean;
  /** Of the field that names it; null where everyone may read that. */
  readonly class: DataClass | null;
}

type Row = Pick<Citation, 'event' | 'position'> & {
  readonly corrected: number | null;
  readonly voided: number | null;
};

/** Fields that name entries otherwise than by an id in the clear: a flag's cause is sealed, papers are positions. */
const NAMING = new Set(['cause', 'evidencePositions']);

/** Of each type of event its fields that name entries. */
const citing: ReadonlyMap<string, readonly EventField[]> = new Map(
  Object.entries<EventDescription>(eventTable).flatMap(([type, { fields }]) => {
    const naming = fields.filter(
      (field) => (field.kind === 'id' && field.of === 'event') || NAMING.has(field.path.join('.')),
    );
    return naming.length === 0 ? [] : [[type, naming] as const];
  }),
);

const NONE: readonly Citation[] = [];

/** What an entry cites, in the order of the log. */
export function citationsIn(
  tables: Tables,
  { type, data }: { readonly type: string; readonly data: JsonObject },
  { position }: Pick<AsOfPoint, 'position'>,
): readonly Citation[] {
  const fields = citing.get(type);
  if (fields === undefined) return NONE;
  const cited = fields.flatMap((field) => citedBy(field, { tables, data, position }));
  return cited.sort((one, other) => one.position - other.position);
}

interface Citing {
  readonly tables: Tables;
  readonly data: JsonObject;
  readonly position: number;
}

function citedBy(field: EventField, { tables, data, position }: Citing): Citation[] {
  const named = occurrencesOf(data, field.path).flatMap(({ value }) => [value].flat());
  if (named.length === 0) return [];
  const rows = tables.all<Row>(
    `SELECT e.id AS event, e.position, v.corrected, v.voided FROM (
       SELECT position FROM events WHERE id IN (SELECT value FROM json_each(?1))
       UNION SELECT value AS position FROM json_each(?1) WHERE type = 'integer'
     ) c CROSS JOIN events e ON e.position = c.position ${versionOf('e')}`,
    JSON.stringify(named),
    position,
    position,
  );
  const ofClass = field.kind === 'personal' ? field.class : null;
  return rows.map(({ event, position: at, corrected, voided }) => ({
    event,
    position: at,
    corrected: corrected === 1,
    voided: voided === 1,
    class: ofClass,
  }));
}
