import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse, type Info } from 'csv-parse';
import { storedText } from '#libs/contracts';
import { columnNames, isColumn, type Cells, type Column } from './columns.ts';
import { UnreadableFile, type ImportFault } from './faults.ts';

/** One row of the file, by its place in it. */
export interface Row {
  /** The line on which it begins, the header being line 1. */
  readonly line: number;
  /** Its bytes, line end included: from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  /** What its cells say: NFC, line breaks as line feeds; '' where there is nothing but space. */
  readonly cells: Cells;
  /** It has more or fewer cells than the header: only its reference was read. */
  readonly misshapen: boolean;
}

/** The file's rows; `start` is where the first begins: what stands before is the header. */
export interface Table {
  readonly start: number;
  readonly rows: readonly Row[];
}

const CHUNK = 64 * 1024;
const LINE_FEED = 0x0a;

/**
 * Reads a table of requests (RFC 4180, UTF-8, a byte-order mark skipped, columns in any order). Throws
 * `UnreadableFile` where it is not text, its quoting is broken, or its columns are not those of the form.
 */
export async function readTable(file: Uint8Array): Promise<Table> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (!isUtf8(bytes)) throw unreadable(firstBadLine(bytes), 'It is not UTF-8 text.');
  const reading = new Reading();
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
    // Taken here, and not from the stream, which forgets rows that wait in it once a later one fails.
    on_record: (record: string[], info) => reading.take(record, info),
  });
  try {
    await pipeline(Readable.from(chunksOf(bytes)), parser.resume());
  } catch (error) {
    throw error instanceof CsvError ? reading.misquoted(error) : error;
  }
  return reading.table();
}

/** The rows read so far, and how far that is. */
class Reading {
  readonly #rows: Row[] = [];
  #header: readonly (Column | undefined)[] | undefined;
  #start = 0;
  #nextLine = 1;
  #end = 0;
  #emptyLines = 0;

  /** Takes a row, and keeps nothing in the parser. */
  take(record: readonly string[], { bytes: end, empty_lines: emptyLines }: Info): null {
    const line = this.#lineAfter(emptyLines);
    if (this.#header === undefined) {
      this.#header = headerOf(record, line);
      this.#start = end;
    } else {
      this.#rows.push({ ...rowOf(record, this.#header), line, start: this.#end, end });
    }
    this.#nextLine = line + 1 + breaksIn(record);
    this.#end = end;
    this.#emptyLines = emptyLines;
    return null;
  }

  table(): Table {
    if (this.#header === undefined) throw new UnreadableFile(headerFaults([], 1));
    return { start: this.#start, rows: this.#rows };
  }

  misquoted({ empty_lines: emptyLines, column }: CsvError): UnreadableFile {
    const line = this.#lineAfter(typeof emptyLines === 'number' ? emptyLines : this.#emptyLines);
    const name = typeof column === 'number' ? this.#header?.[column] : undefined;
    return unreadable(line, 'Its quotation marks do not match.', name);
  }

  /** The line on which the next row begins, with so many empty lines passed over since the file began. */
  #lineAfter(emptyLines: number): number {
    return this.#nextLine + emptyLines - this.#emptyLines;
  }
}

function* chunksOf(bytes: Buffer): Iterable<Buffer> {
  for (let from = 0; from < bytes.length; from += CHUNK) yield bytes.subarray(from, from + CHUNK);
}

function headerOf(names: readonly string[], line: number): readonly (Column | undefined)[] {
  const faults = headerFaults(names, line);
  if (faults.length > 0) throw new UnreadableFile(faults);
  return names.map((name) => (isColumn(name) ? name : undefined));
}

function headerFaults(names: readonly string[], line: number): ImportFault[] {
  const faults: ImportFault[] = [];
  for (const [at, name] of names.entries()) {
    if (!isColumn(name))
      faults.push({ line, column: columnCalled(name, at), code: 'INVALID_INPUT', note: 'No such column.' });
    else if (names.indexOf(name) < at) faults.push({ line, column: name, code: 'DUPLICATE_VALUE' });
  }
  for (const column of columnNames)
    if (!names.includes(column))
      faults.push({ line, column, code: 'REQUIRED', note: 'The column is not there.' });
  return faults;
}

/** A file without a header begins with someone's row: only what looks like a column's name is repeated. */
function columnCalled(name: string, at: number): string {
  return /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(name) ? name : `column ${at + 1}`;
}

function rowOf(
  record: readonly string[],
  header: readonly (Column | undefined)[],
): Pick<Row, 'cells' | 'misshapen'> {
  const misshapen = record.length !== header.length;
  const cells = blankRow();
  for (const [at, column] of header.entries())
    if (column !== undefined && (!misshapen || column === 'request_ref'))
      cells[column] = cellOf(record[at] ?? '');
  return { cells, misshapen };
}

function blankRow(): Record<Column, string> {
  return { ...EMPTY };
}

const EMPTY = Object.fromEntries(columnNames.map((name) => [name, ''])) as Record<Column, string>;

function cellOf(text: string): string {
  return text.trim() === '' ? '' : (storedText(text) ?? text);
}

/** A line break inside quotes belongs to the cell; a carriage return with its line feed is one. */
function breaksIn(record: readonly string[]): number {
  let breaks = 0;
  for (const cell of record) if (/[\r\n]/.test(cell)) breaks += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
  return breaks;
}

function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const feed = bytes.indexOf(LINE_FEED, from);
    const to = feed < 0 ? bytes.length : feed + 1;
    if (!isUtf8(bytes.subarray(from, to))) return line;
    from = to;
  }
  return line;
}

function unreadable(line: number, note: string, column = ''): UnreadableFile {
  return new UnreadableFile([{ line, column, code: 'INVALID_INPUT', note }]);
}
