import { referenceOf, type CodeSet } from '#libs/reference';
import { checked } from '../check.ts';
import type { Column } from '../columns.ts';
import { requestsOf, type FormRequest } from '../requests.ts';
import { readTable } from '../rows.ts';
import { requestsFile } from './requests-file.ts';

const set = (name: string, ...codes: readonly string[]): CodeSet => ({
  name,
  version: '1',
  title: name,
  source: 'Illustrative.',
  codes: codes.map((code) => ({ code, title: code })),
});

const reference = referenceOf([
  {
    ...set('source', '2A'),
    codes: [
      { code: '2A', title: 'School' },
      { code: '2Z', title: 'Old', validTo: '2025-12-31' },
    ],
  },
  set('channel', 'PORTAL', 'EMAIL'),
  set('urgency', 'ROUTINE', 'URGENT'),
  set('agreement', 'GIVEN_SIGNED', 'NOT_SOUGHT'),
  set('sex', 'M', 'F', 'U'),
  set('parent-relationship', 'MOTHER'),
  set('lives-here', 'FULL'),
  {
    ...set('gss'),
    belongsTo: 'district',
    codes: [
      { code: 'E07000241', title: 'Welwyn Hatfield', validFrom: '2012-04-01', belongsTo: 'wh' },
      { code: 'E07000104', title: 'Welwyn Hatfield', validTo: '2012-03-31', belongsTo: 'wh' },
      { code: 'E07000072', title: 'Epping Forest' },
    ],
  },
]);
const now = '2026-11-22T04:00:00.000Z';

export type Cells = Partial<Record<Column, string>>;

export const requestsIn = async (...rows: readonly Cells[]) =>
  requestsOf((await readTable(requestsFile(...rows))).rows);
export const faultsOf = (request: FormRequest | undefined) => {
  const judged = request && checked(request, { reference, now });
  return judged && 'faults' in judged ? judged.faults : [];
};
export const childrenOf = (request: FormRequest | undefined) => {
  const judged = request && checked(request, { reference, now });
  return judged && 'form' in judged ? judged.form.data.children : [];
};
/** The faults of a file with these rows: line, column, code. */
export const told = async (...rows: readonly Cells[]): Promise<string[]> =>
  (await requestsIn(...rows)).flatMap((request) =>
    faultsOf(request).map(({ line, column, code }) => `${line} ${column} ${code}`),
  );
