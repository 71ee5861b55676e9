import { columnNames, type Column } from '../columns.ts';

type Cells = Partial<Record<Column, string>>;

const good: Cells = {
  request_ref: 'RFS-1',
  received_at: '2026-10-07T10:45:00+01:00',
  source_code: '2A',
  referrer_organisation: 'Example Primary School',
  referrer_name: 'Zoë Murphy',
  channel: 'PORTAL',
  urgency: 'ROUTINE',
  agreement: 'GIVEN_SIGNED',
  agreed_by: 'Isla Smith-Jones',
  child_given_name: 'Noah',
  child_family_name: 'Smith-Jones',
  child_date_of_birth: '2019-05-16',
  child_sex: 'M',
  address_line_1: '98 New Road',
  postcode: 'AL10 2LE',
  uprn: '130879568291',
  district_gss: 'E07000241',
  parent_name: 'Isla Smith-Jones',
  parent_relationship: 'MOTHER',
  parent_lives_with_child: 'FULL',
  what_is_worrying: 'Parent reports low mood.',
};

/** A file of requests in which every row is good but for the cells given. */
export function requestsFile(...rows: readonly Cells[]): Uint8Array {
  return tableOf([
    columnNames,
    ...rows.map((row) => columnNames.map((name) => ({ ...good, ...row })[name] ?? '')),
  ]);
}

/** Any table as a file. */
export function tableOf(rows: readonly (readonly string[])[]): Uint8Array {
  return Buffer.from(rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join(''), 'utf8');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
