import {
  eventTable,
  occurrencesOf,
  type DataClass,
  type EventDescription,
  type EventField,
  type Json,
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

/** What an entry says, and so what it may cite. */
export interface Citing {
  readonly type: string;
  readonly data: JsonObject;
}

/** An entry that is named by its id or by its position, and the class of the field that does. */
interface Named {
  readonly by: Json;
  readonly class: DataClass | null;
}

/** What each of the entries cites, in the order of the log; those that cite nothing are left out. All are looked up at once. */
export function citationsIn<Entry extends Citing>(
  tables: Tables,
  entries: readonly Entry[],
  { position }: Pick<AsOfPoint, 'position'>,
): ReadonlyMap<Entry, readonly Citation[]> {
  const naming = entries
    .map((entry) => [entry, namedIn(entry)] as const)
    .filter(([, named]) => named.length > 0);
  if (naming.length === 0) return new Map();
  const cited = citedBy(
    tables,
    naming.flatMap(([, named]) => named),
    position,
  );
  return new Map(
    naming.map(([entry, named]) => [
      entry,
      named
        .flatMap(({ by, class: ofClass }) => {
          const found = cited.get(by);
          return found === undefined ? [] : [{ ...found, class: ofClass }];
        })
        .sort((one, other) => one.position - other.position),
    ]),
  );
}

function namedIn({ type, data }: Citing): Named[] {
  return (citing.get(type) ?? []).flatMap((field) => {
    const named = new Set(occurrencesOf(data, field.path).flatMap(({ value }) => value));
    return [...named].map((by) => ({ by, class: field.kind === 'personal' ? field.class : null }));
  });
}

/** Under their ids and under their positions. */
function citedBy(
  tables: Tables,
  named: readonly Named[],
  position: number,
): ReadonlyMap<Json, Omit<Citation, 'class'>> {
  const rows = tables.all<Row>(
    `SELECT e.id AS event, e.position, v.corrected, v.voided FROM (
       SELECT position FROM events WHERE id IN (SELECT value FROM json_each(?1))
       UNION SELECT value AS position FROM json_each(?1) WHERE type = 'integer'
     ) c CROSS JOIN events e ON e.position = c.position ${versionOf('e')}`,
    JSON.stringify(named.map(({ by }) => by)),
    position,
    position,
  );
  const found = new Map<Json, Omit<Citation, 'class'>>();
  for (const { event, position: at, corrected, voided } of rows) {
    const citation = { event, position: at, corrected: corrected === 1, voided: voided === 1 };
    found.set(event, citation).set(at, citation);
  }
  return found;
}
