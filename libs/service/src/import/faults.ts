import { refusals, type RefusalCode } from '#libs/contracts';
import { columnNames, type Column } from './columns.ts';

/** Why a cell of the file is not taken. `note` names columns or rules, never what stood in the cell. */
export interface ImportFault {
  /** The first line of the cell's row, the header being line 1. */
  readonly line: number;
  readonly column: string;
  readonly code: RefusalCode;
  readonly note?: string;
}

export interface CellFault extends ImportFault {
  readonly column: Column;
}

/** A fault as the report tells it. */
export interface Refusal {
  readonly line: number;
  readonly column: string;
  readonly code: RefusalCode;
  readonly message: string;
  readonly mend: string;
}

/** The file as a whole cannot be read as what it should be. */
export class UnreadableFile extends Error {
  readonly faults: readonly ImportFault[];

  constructor(faults: readonly ImportFault[]) {
    super('the file is not a table of requests');
    this.name = 'UnreadableFile';
    this.faults = faults;
  }
}

export function at(line: number, column: Column, code: RefusalCode, note?: string): CellFault {
  return { line, column, code, ...(note !== undefined && { note }) };
}

export function refusalOf({ line, column, code, note }: ImportFault): Refusal {
  const [sentence, mend] = refusals[code];
  return { line, column, code, message: note === undefined ? sentence : `${sentence} ${note}`, mend };
}

/** In order of line, then of the form's columns. */
export function byPlace(one: ImportFault, other: ImportFault): number {
  return one.line - other.line || orderOf(one.column) - orderOf(other.column);
}

const orderOf = (column: string): number => columnNames.findIndex((name) => name === column);
