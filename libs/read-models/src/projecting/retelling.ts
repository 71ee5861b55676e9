import { asCorrected, streamCategory } from '#libs/contracts';
import { isFailureOfStorage, type Database } from '../database.ts';
import { isFact, withOccurrence, type Amending, type Fact, type Logged, type OpenedEvent } from '../fact.ts';
import { FOREVER, type Projection, type Retold, type RetoldTable, type Tables } from '../projection.ts';

type Row = Readonly<Record<string, null | number | string | Uint8Array>>;

/** What of a projection is told by an event, and again once that was amended; undefined where nothing is. */
export function retoldBy(
  { stream, type }: Pick<Logged, 'stream' | 'type'>,
  projection: Projection,
): Retold | undefined {
  const retold = retoldOf(stream, projection);
  return retold !== undefined && typesOf(retold, projection).has(type) ? retold : undefined;
}

/** The types of a stream's events by which a projection is told; none where it holds nothing of such streams. */
export function typesTelling(stream: string, projection: Projection): ReadonlySet<string> {
  const retold = retoldOf(stream, projection);
  return retold === undefined ? new Set() : typesOf(retold, projection);
}

function retoldOf(stream: string, { retold }: Projection): Retold | undefined {
  const category = streamCategory(stream);
  return retold.find((each) => each.category === category);
}

const types = new WeakMap<Retold, ReadonlySet<string>>();

function typesOf(retold: Retold, { on = {} }: Projection): ReadonlySet<string> {
  const known = types.get(retold);
  if (known !== undefined) return known;
  const told = new Set([...Object.keys(retold.on ?? on), ...(retold.heeds ?? [])]);
  types.set(retold, told);
  return told;
}

/**
 * Takes in that an entry was corrected or voided: what the model holds of the stream is told again, from its first
 * event, as corrected, and the difference is written from the amendment's position on. What held before keeps its spans,
 * so that every earlier position answers as it did.
 */
export function retell(amendment: Amending, projection: Projection, database: Database): void {
  const { entry } = amendment;
  const retold = entry && retoldBy(entry, projection);
  if (retold === undefined) return;
  const stream = { name: nameOf(amendment, retold), positions: positionsOf(amendment) };
  const facts = asTold(amendment);
  const tellers = { on: projection.on ?? {}, ...retold };
  const toldBy = (telling: Telling): Row[][] =>
    database.tentatively(() => {
      for (const table of retold.tables)
        database.run(`DELETE FROM ${table.table} WHERE ${table.where}`, asked(table, stream));
      for (const fact of facts) telling(fact, tellers, database);
      return retold.tables.map((table) => rowsNow(table, stream, database));
    });
  const told = toldUndisturbed(toldBy);
  for (const [at, table] of retold.tables.entries())
    write(told[at] ?? [], table, { stream, position: amendment.position, tables: database });
  retold.then?.(amendment, database);
}

/** The events of the stream up to an amendment, as it leaves them. */
export function asTold({ history }: Amending): Fact[] {
  const entries = history.map((event) => ({ ...event, id: event.stored.id }));
  const standing: OpenedEvent[] = asCorrected(entries).map(withOccurrence);
  return standing.filter(isFact);
}

/** The value by which the stream's rows are found in a table. */
interface StreamAsked {
  readonly name: string;
  readonly positions: string;
}

function asked({ byPositions }: RetoldTable, { name, positions }: StreamAsked): string {
  return byPositions === true ? positions : name;
}

function positionsOf({ history }: Amending): string {
  return JSON.stringify(history.map(({ position }) => position));
}

function nameOf({ stream, persons: [person = ''] }: OpenedEvent, { category }: Retold): string {
  return category === 'person' ? person : stream;
}

type Telling = (fact: Fact, by: Pick<Projection, 'each' | 'on'>, database: Database) => void;

/** A savepoint for each event costs as much as all the rest: they are set only where one of the events is parked. */
function toldUndisturbed(toldBy: (telling: Telling) => Row[][]): Row[][] {
  try {
    return toldBy(tell);
  } catch (error) {
    if (isFailureOfStorage(error)) throw error;
    return toldBy(tellOrPassOver);
  }
}

function tell(fact: Fact, { each, on = {} }: Pick<Projection, 'each' | 'on'>, database: Database): void {
  const handler = on[fact.type] as ((fact: Fact, tables: Tables) => void) | undefined;
  each?.(fact, database);
  handler?.(fact, database);
}

/** Skips events that could not be taken in: they are parked already. */
function tellOrPassOver(fact: Fact, by: Pick<Projection, 'each' | 'on'>, database: Database): void {
  try {
    database.atomically(() => tell(fact, by, database));
  } catch (error) {
    if (isFailureOfStorage(error)) throw error;
  }
}

interface Writing {
  readonly stream: StreamAsked;
  readonly position: number;
  readonly tables: Tables;
}

/** The rows that hold now. */
function rowsNow(retold: RetoldTable, stream: StreamAsked, tables: Tables): Row[] {
  const { table, where, spans } = retold;
  const columns = columnsOf(table, tables).join(', ');
  const holding = spans === undefined ? '' : `AND ${spans.until} = ${FOREVER}`;
  return tables.all<Row>(`SELECT ${columns} FROM ${table} WHERE ${where} ${holding}`, asked(retold, stream));
}

function write(told: readonly Row[], table: RetoldTable, writing: Writing): void {
  if (table.spans === undefined) writePlain(told, table, writing);
  else writeSpans(told, table, table.spans, writing);
}

function writePlain(told: readonly Row[], table: RetoldTable, { stream, tables }: Writing): void {
  if (table.kept !== true)
    tables.run(`DELETE FROM ${table.table} WHERE ${table.where}`, asked(table, stream));
  for (const row of told) insert('INSERT OR REPLACE', table.table, row, tables);
}

function writeSpans(
  told: readonly Row[],
  table: RetoldTable,
  { from, until }: NonNullable<RetoldTable['spans']>,
  { stream, position, tables }: Writing,
): void {
  const said = (row: Row): string => JSON.stringify({ ...row, [from]: null });
  const [gone, come] = difference(rowsNow(table, stream, tables), told, said);
  for (const row of gone) {
    const is = Object.keys(row).map((column) => `${column} IS ?`);
    const sql = `UPDATE ${table.table} SET ${until} = ? WHERE ${is.join(' AND ')}`;
    tables.run(sql, position, ...Object.values(row));
  }
  for (const row of come) insert('INSERT', table.table, { ...row, [from]: position }, tables);
}

/** The rows of one list that have no like in the other, and the other way; of two alike, that which is the very same stays. */
function difference(before: readonly Row[], now: readonly Row[], said: (row: Row) => string): [Row[], Row[]] {
  const [gone, come] = unmatched(before, now, (row) => JSON.stringify(row));
  return unmatched(gone, come, said);
}

function unmatched(before: readonly Row[], now: readonly Row[], said: (row: Row) => string): [Row[], Row[]] {
  const left = Map.groupBy(before, said);
  const come = now.filter((row) => left.get(said(row))?.shift() === undefined);
  return [[...left.values()].flat(), come];
}

function insert(verb: string, table: string, row: Row, tables: Tables): void {
  const columns = Object.keys(row);
  const marks = columns.map(() => '?').join(', ');
  tables.run(`${verb} INTO ${table} (${columns.join(', ')}) VALUES (${marks})`, ...Object.values(row));
}

/** The columns that are written: all but computed ones. */
function columnsOf(table: string, tables: Tables): string[] {
  return tables.all<{ name: string }>(`PRAGMA table_info(${table})`).map(({ name }) => name);
}
