import {
  amendedBy,
  amendmentsByEntry,
  voidedAmong,
  withCorrection,
  type JsonObject,
  type OccurredAt,
} from '#libs/contracts';
import { withOccurrence, type Amending, type OpenedEvent } from '../fact.ts';
import { FOREVER, type Tables, type Value } from '../projection.ts';

/**
 * `versions` holds what became of an entry, or of a correction, by corrections and voidings: a row for each stretch of
 * positions in which it stood so, from the first on; `target` is its position. `amendments` are those that stand then.
 */
export const versionTables = `
  CREATE TABLE versions (
    target INTEGER NOT NULL, from_position INTEGER NOT NULL, until INTEGER NOT NULL, corrected INTEGER NOT NULL,
    voided INTEGER NOT NULL, occurred INTEGER NOT NULL, late INTEGER NOT NULL, occurred_at TEXT NOT NULL,
    data TEXT NOT NULL, amendments TEXT NOT NULL, PRIMARY KEY (target, from_position)
  ) STRICT, WITHOUT ROWID;
`;

/** A correction or a voiding of an entry that stands. */
export interface Amendment {
  readonly event: string;
  readonly position: number;
  readonly recordedAt: string;
  readonly how: 'CORRECTED' | 'VOIDED';
  /** A code of the set correction-reason. */
  readonly reason: string;
  readonly approvedBy: string | null;
}

export interface VersionRow {
  readonly target: number;
  readonly corrected: number;
  readonly voided: number;
  readonly occurred: number;
  readonly late: number;
  readonly occurred_at: string;
  readonly data: string;
  readonly amendments: string;
}

/** What stands of an event in another's column: `version_` and the column's name, null where it never was amended. */
export const VERSION_COLUMNS = `v.corrected, v.voided, v.occurred AS version_occurred, v.late AS version_late,
  v.occurred_at AS version_occurred_at, v.data AS version_data, v.amendments`;

/** Joins the version of the events at `position` of a table; two `?` for the position that it is as of, unless said. */
export function versionOf(table: string, by = '?'): string {
  return `LEFT JOIN versions v ON v.target = ${table}.position AND v.from_position <= ${by} AND v.until > ${by}`;
}

type Named = OpenedEvent & { readonly id: string };

/** Writes what an amendment makes of its entry, and of the entry's other amendments, from its own position on. */
export function writeVersions(amendment: Amending, tables: Tables): void {
  const history = amendment.history.map((event): Named => ({ ...event, id: event.stored.id }));
  for (const [id, amendments] of amendmentsByEntry(history)) {
    if (!amendments.some((each) => each.id === amendment.stored.id)) continue;
    const entry = history.find((each) => each.id === id);
    if (entry === undefined) return;
    const voided = voidedAmong(amendments);
    for (const event of [entry, ...amendments])
      writeVersion(versionFor(event, { entry, amendments, voided }), amendment.position, tables);
  }
}

interface Standing {
  readonly entry: Named;
  readonly amendments: readonly Named[];
  readonly voided: ReadonlySet<string>;
}

function versionFor(event: Named, { entry, amendments, voided }: Standing): VersionRow {
  const standing = amendments.filter(({ id }) => !voided.has(id));
  const corrections = event === entry ? standing.filter(({ type }) => type === 'EntryCorrected') : [];
  const { data, occurredAt, occurred, late } = withOccurrence(
    corrections.reduce<Named>(withCorrection, event),
  );
  // With an entry go its corrections: they say what it would have said.
  const isVoided = voided.has(event.id) || (event.type === 'EntryCorrected' && voided.has(entry.id));
  const by = standing.filter((each) => amendedBy(each) === (voided.has(event.id) ? event.id : entry.id));
  const shown = event === entry || isVoided ? by : [];
  return {
    target: event.position,
    corrected: Number(corrections.length > 0),
    voided: Number(isVoided),
    occurred,
    late,
    occurred_at: JSON.stringify(occurredAt),
    data: JSON.stringify(data),
    amendments: JSON.stringify(shown.map(amendmentOf)),
  };
}

function amendmentOf({ id, position, stored, type, data }: Named): Amendment {
  const { reason, approvedBy = null } = data as { reason: string; approvedBy?: string };
  const how = type === 'EntryVoided' ? 'VOIDED' : 'CORRECTED';
  return { event: id, position, recordedAt: stored.recordedAt, how, reason, approvedBy };
}

function writeVersion(row: VersionRow, position: number, tables: Tables): void {
  const last = tables.one<VersionRow>(
    `SELECT ${COLUMNS.join(', ')} FROM versions WHERE target = ? AND until = ${FOREVER}`,
    row.target,
  );
  const isNew =
    last === undefined ? row.amendments !== '[]' : COLUMNS.some((name) => last[name] !== row[name]);
  if (!isNew) return;
  tables.run(`UPDATE versions SET until = ? WHERE target = ? AND until = ${FOREVER}`, position, row.target);
  const values: Value[] = COLUMNS.map((name) => row[name]);
  tables.run(
    `INSERT INTO versions (from_position, until, ${COLUMNS.join(', ')}) VALUES (?, ?, ${COLUMNS.map(() => '?').join(', ')})`,
    position,
    FOREVER,
    ...values,
  );
}

const COLUMNS = [
  'target',
  'corrected',
  'voided',
  'occurred',
  'late',
  'occurred_at',
  'data',
  'amendments',
] as const;

/** What a row joined with its version says of the event: `version_data` and its like are null where it was never amended. */
export interface Versioned {
  readonly corrected: number | null;
  readonly voided: number | null;
  readonly version_occurred: number | null;
  readonly version_late: number | null;
  readonly version_occurred_at: string | null;
  readonly version_data: string | null;
  readonly amendments: string | null;
}

/** The data and the time as corrected; undefined where they stand as they were recorded. */
export function correctedIn(row: Versioned): Corrected | undefined {
  if (row.version_data === null || row.version_occurred_at === null) return undefined;
  return {
    data: JSON.parse(row.version_data) as JsonObject,
    occurredAt: JSON.parse(row.version_occurred_at) as OccurredAt,
    late: row.version_late ?? 0,
  };
}

export interface Corrected {
  readonly data: JsonObject;
  readonly occurredAt: OccurredAt;
  readonly late: number;
}
