import { londonDay } from '#libs/reference';
import { cellFault, receivedAtOf, type CellCircumstances } from './cells.ts';
import { childColumns, columnNames, type Column } from './columns.ts';
import { at, byPlace, type CellFault, type ImportFault } from './faults.ts';
import { formOf, type Form } from './form.ts';
import { differing, type FormRequest } from './requests.ts';
import type { Row } from './rows.ts';
import { senseFaults, type Judge } from './sense.ts';
import { sizeFaults } from './size.ts';

/** A request that may be taken, or all that is wrong with it. */
export type Checked =
  | { readonly request: FormRequest; readonly form: Form }
  | { readonly request: FormRequest; readonly faults: readonly ImportFault[] };

/**
 * Judges a request by its cells: one fault a cell, in order of line and column. What stands in every row is judged at
 * the first; a cell that says something else than the first row's is judged at its own, and where it may not differ it
 * makes the request REFERENCE_REUSED. A request that should not be there at all (`faults`) is not judged further.
 */
export function checked(request: FormRequest, judge: Judge): Checked {
  if (request.faults.length > 0) return { request, faults: request.faults };
  const rows = request.rows.filter((row) => !row.misshapen);
  const misshapen = request.rows.filter((row) => row.misshapen).map(misshapenRow);
  const [first] = rows;
  if (first === undefined) return { request, faults: misshapen };
  const { faults, form } = checkedRows(first, rows, judge);
  const all = [...misshapen, ...faults].sort(byPlace);
  return all.length > 0 ? { request, faults: all } : { request, form };
}

function misshapenRow({ line }: Row): CellFault {
  return at(line, 'request_ref', 'INVALID_INPUT', 'The row has other cells than the header.');
}

function checkedRows(
  first: Row,
  rows: readonly Row[],
  judge: Judge,
): { faults: readonly CellFault[]; form: Form } {
  const receivedAt = receivedAtOf(first.cells.received_at);
  const told = { ...judge, receivedAt, on: londonDay(receivedAt ?? judge.now) };
  const refused = new Refused(first);
  for (const row of rows) for (const fault of cellFaults(row, first, told)) refused.add(fault);
  const form = formOf(first, rows, (row, column) => refused.has(row, column));
  for (const fault of senseFaults({ ...form, receivedAt: receivedAt ?? '' }, judge))
    if (isTried(fault, rows, refused)) refused.add(fault);
  for (const fault of sizeFaults(form, first, rows)) refused.add(fault);
  return { faults: [...refused.faults, ...reuseFaults(first, rows, refused)], form };
}

/** The cells refused so far: one fault a cell, and the first row's for every row that says the same. */
class Refused {
  readonly faults: CellFault[] = [];
  readonly #first: Row;
  readonly #cells = new Set<string>();

  constructor(first: Row) {
    this.#first = first;
  }

  add(fault: CellFault): void {
    const cell = `${fault.line} ${fault.column}`;
    if (this.#cells.has(cell)) return;
    this.#cells.add(cell);
    this.faults.push(fault);
  }

  has(row: Row, column: Column): boolean {
    if (this.#cells.size === 0) return false;
    return this.#cells.has(`${isOwn(column, row, this.#first) ? row.line : this.#first.line} ${column}`);
  }
}

function cellFaults(row: Row, first: Row, told: CellCircumstances): CellFault[] {
  return columnNames.flatMap((column) => {
    const code = isOwn(column, row, first) ? cellFault(column, row.cells[column], told) : undefined;
    return code === undefined ? [] : [at(row.line, column, code)];
  });
}

/** Whether a cell is judged at its own row: a child's, or one that says something else than the first row's. */
function isOwn(column: Column, row: Row, first: Row): boolean {
  return row === first || childColumns.has(column) || row.cells[column] !== first.cells[column];
}

/** The cells a rule needs besides the one it names; it is not tried where one of them is refused. */
const NEEDED: Readonly<Record<string, readonly Column[]>> = {
  DOB_XOR_EDD: ['child_date_of_birth', 'child_expected_delivery_date'],
  BEFORE_CONCEPTION: ['received_at', 'child_date_of_birth', 'child_expected_delivery_date'],
  CODE_NOT_CURRENT: ['received_at'],
  AGREED_BY_MISSING: ['agreement'],
};

function isTried({ line, code }: ImportFault, rows: readonly Row[], refused: Refused): boolean {
  const row = rows.find((each) => each.line === line);
  return row !== undefined && !(NEEDED[code] ?? []).some((column) => refused.has(row, column));
}

/** At the first row whose cells are good and yet not those of the request. */
function reuseFaults(first: Row, rows: readonly Row[], refused: Refused): CellFault[] {
  for (const row of rows) {
    const other = differing(row, first).filter((column) => !refused.has(row, column));
    if (other.length > 0)
      return [
        at(row.line, 'request_ref', 'REFERENCE_REUSED', `Other than in its first row: ${other.join(', ')}.`),
      ];
  }
  return [];
}
