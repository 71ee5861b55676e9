import { columnNames, rowColumns, type Column } from './columns.ts';
import { at, type ImportFault } from './faults.ts';
import type { Row } from './rows.ts';

/** Rows that are one request, in the order of the file; refused as a whole where it has a fault. */
export interface FormRequest {
  readonly ref: string;
  readonly rows: readonly [Row, ...Row[]];
  readonly faults: readonly ImportFault[];
}

type Rows = [Row, ...Row[]];

interface Sitting {
  readonly ref: string;
  readonly rows: Rows;
  readonly faults: ImportFault[];
}

/**
 * The requests of a file by their references, first ones first. Rows of a reference stand together, or apart where
 * they are more children of one request; rows that stand again are a request of their own with the fault DUPLICATE_ROW,
 * rows of another request under the same reference one with REFERENCE_REUSED.
 */
export function requestsOf(rows: readonly Row[]): FormRequest[] {
  const first = new Map<string, Sitting>();
  const requests: Sitting[] = [];
  for (const run of runsOf(rows)) {
    for (const sitting of sittingsOf(run)) {
      const before = sitting.ref === '' ? undefined : first.get(sitting.ref);
      if (before !== undefined && joins(sitting, before)) before.rows.push(...sitting.rows);
      else requests.push(sitting);
      if (before === undefined) first.set(sitting.ref, sitting);
    }
  }
  return requests;
}

/** The columns, but for those of a row alone, in which a row says something else than its request's first. */
export function differing(row: Row, first: Row): Column[] {
  return columnNames.filter((name) => !rowColumns.has(name) && row.cells[name] !== first.cells[name]);
}

function* runsOf(rows: readonly Row[]): Iterable<Rows> {
  let run: Rows | undefined;
  for (const row of rows) {
    if (
      run !== undefined &&
      row.cells.request_ref !== '' &&
      row.cells.request_ref === run[0].cells.request_ref
    ) {
      run.push(row);
      continue;
    }
    if (run !== undefined) yield run;
    run = [row];
  }
  if (run !== undefined) yield run;
}

/** A run that says its rows over again is so many sittings; one that repeats only some of its rows is refused. */
function sittingsOf(run: Rows): Sitting[] {
  const ref = run[0].cells.request_ref;
  const said = new Set<string>();
  const again = run.findIndex((row) => said.size === said.add(wordsOf(row)).size);
  if (again < 0) return [{ ref, rows: run, faults: [] }];
  const sittings: Sitting[] = [];
  for (let from = 0; from < run.length; from += again) {
    const rows = run.slice(from, from + again);
    if (isRows(rows)) sittings.push({ ref, rows, faults: [] });
  }
  const [once = '', ...others] = sittings.map(({ rows }) => rows.map(wordsOf).sort().join());
  if (others.every((words) => words === once)) return sittings;
  return [{ ref, rows: run, faults: repeatedRows(run) }];
}

function repeatedRows(run: Rows): ImportFault[] {
  const said = new Set<string>();
  return run
    .filter((row) => said.size === said.add(wordsOf(row)).size)
    .map(({ line }) => at(line, 'request_ref', 'DUPLICATE_ROW'));
}

/** Whether rows that stand apart are more children of the request; where not, says why on the sitting. */
function joins(sitting: Sitting, request: Sitting): boolean {
  const [{ line }] = sitting.rows;
  const said = new Set(request.rows.map(wordsOf));
  const known = sitting.rows.filter((row) => said.has(wordsOf(row))).length;
  if (known === sitting.rows.length) sitting.faults.push(at(line, 'request_ref', 'DUPLICATE_ROW'));
  else if (known > 0 || sitting.rows.some((row) => differing(row, request.rows[0]).length > 0))
    sitting.faults.push(at(line, 'request_ref', 'REFERENCE_REUSED'));
  return sitting.faults.length === 0;
}

function wordsOf({ cells, misshapen, line }: Row): string {
  return misshapen ? `line ${line}` : JSON.stringify(columnNames.map((name) => cells[name]));
}

function isRows(rows: Row[]): rows is Rows {
  return rows.length > 0;
}
