import type { JsonObject } from '#libs/contracts';
import { readBy, type AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { citationsIn, type Citation } from './citations.ts';
import { nameFor } from './names.ts';
import { givenNow } from './records.ts';
import type { EventRow, StoredEnvelope, TimelineEntry } from './table.ts';
import { correctedIn, VERSION_COLUMNS, versionOf, type Amendment, type Corrected } from './versions.ts';

type AtAndView = Pick<AsOfPoint, 'position' | 'view'>;

/** Which corrections count: those known by then, or none. */
export function correctionsBy({
  view = 'AS_CORRECTED',
  ...at
}: Pick<AsOfPoint, 'position' | 'view' | 'readBy'>): number {
  return view === 'AS_CORRECTED' ? readBy(at) : -1;
}

const ENTRIES = `SELECT e.position, e.id, e.stream, e.revision, e.type, e.recorded_at, e.known_at, e.late,
  e.data, e.envelope, ${VERSION_COLUMNS} FROM events e ${versionOf('e')}`;

/** The entries at these positions, in their order. */
export function entriesAt(tables: Tables, positions: readonly number[], at: AtAndView): TimelineEntry[] {
  const rows = tables.all<EventRow>(
    `${ENTRIES} WHERE e.position IN (SELECT value FROM json_each(?))`,
    at.position,
    at.position,
    JSON.stringify(positions),
  );
  const entries = new Map(entriesOf(rows, tables, at).map((entry) => [entry.position, entry]));
  return positions.flatMap((position) => entries.get(position) ?? []);
}

/** The entries in these rows, in their order, each as it was by a position of its own. */
export function entriesReadBy(
  tables: Tables,
  rows: readonly { readonly position: number; readonly readBy: number }[],
  at: AtAndView,
): TimelineEntry[] {
  const found = [...Map.groupBy(rows, ({ readBy }) => readBy)].flatMap(([position, read]) =>
    entriesAt(
      tables,
      read.map((row) => row.position),
      { ...at, position },
    ),
  );
  const entries = new Map(found.map((entry) => [entry.position, entry]));
  return rows.flatMap(({ position }) => entries.get(position) ?? []);
}

/** One entry, by its id or its position. */
export function entryAt(tables: Tables, which: string | number, at: AtAndView): TimelineEntry | undefined {
  const column = typeof which === 'number' ? 'position' : 'id';
  const row = tables.one<EventRow>(`${ENTRIES} WHERE e.${column} = ?`, at.position, at.position, which);
  return row && entriesOf([row], tables, at)[0];
}

/** A row as it is told: its data and its time as recorded, or as corrected by then. */
interface Told extends Corrected {
  readonly type: string;
  readonly row: EventRow;
  readonly envelope: StoredEnvelope;
}

function entriesOf(rows: readonly EventRow[], tables: Tables, at: AtAndView): TimelineEntry[] {
  const told = rows.map((row) => toldOf(row, at));
  const cites = citationsIn(tables, told, at);
  const given = givenNow(
    tables,
    rows.map(({ id }) => id),
  );
  return told.map((each) => {
    const givenTo = given.get(each.row.id);
    const entry = entryOf(each, cites.get(each) ?? NONE, tables);
    return givenTo === undefined ? entry : asGiven(entry, givenTo);
  });
}

/** What was given to somebody who was erased says nothing, though the key of the stream in which it stands is left. */
function asGiven(
  entry: TimelineEntry,
  { person, erased }: { person: string; erased: number },
): TimelineEntry {
  if (erased === 0) return { ...entry, givenTo: person };
  const gone = Object.keys(entry.data).map((name) => `/${name}`);
  return { ...entry, givenTo: person, data: {}, erased: gone, lateReason: null };
}

function toldOf(row: EventRow, at: AtAndView): Told {
  const envelope = JSON.parse(row.envelope) as StoredEnvelope;
  const corrected = correctionsBy(at) < 0 ? undefined : correctedIn(row);
  const { data, occurredAt, late } = corrected ?? asRecorded(row, envelope);
  return { type: row.type, row, envelope, data, occurredAt, late };
}

const NONE: readonly never[] = [];

/** The marks say what was known by then. */
function entryOf(
  { row, envelope, data, occurredAt, late }: Told,
  cites: readonly Citation[],
  tables: Tables,
): TimelineEntry {
  return {
    position: row.position,
    id: row.id,
    stream: nameFor(row.stream, tables),
    revision: row.revision,
    type: row.type,
    version: envelope.version,
    recordedAt: row.recorded_at,
    knownAt: row.known_at,
    occurredAt,
    late,
    lateReason: envelope.lateReason ?? null,
    actor: envelope.actor,
    source: envelope.source,
    sensitivity: envelope.sensitivity,
    correlationId: envelope.correlationId,
    causationId: envelope.causationId,
    subjects: envelope.subjects,
    families: envelope.families,
    codeSets: envelope.codeSets,
    data,
    erased: envelope.erased ?? [],
    corrected: row.corrected === 1,
    voided: row.voided === 1,
    amendments: row.amendments === null ? NONE : (JSON.parse(row.amendments) as Amendment[]),
    cites,
  };
}

function asRecorded({ data, late }: EventRow, { occurredAt }: StoredEnvelope): Corrected {
  return { data: JSON.parse(data) as JsonObject, occurredAt, late };
}
