import { describe, expect, it } from '@jest/globals';
import { columnNames } from './columns.ts';
import { UnreadableFile, type ImportFault } from './faults.ts';
import { readTable } from './rows.ts';
import { requestsFile, tableOf } from './testing/requests-file.ts';

const text = (file: Uint8Array) => Buffer.from(file).toString('utf8');
const faultsOf = async (file: Uint8Array): Promise<readonly ImportFault[]> => {
  const read: unknown = await readTable(file).catch((error: unknown) => error);
  return read instanceof UnreadableFile ? read.faults : [];
};

describe('reading a file of requests', () => {
  it('numbers a row by its first line, whatever breaks stand inside its cells or between rows', async () => {
    const lines = { what_is_worrying: 'one\r\ntwo\nthree' };
    const file = text(requestsFile(lines, {}, {})).replace('RFS-1', '\r\n\r\nRFS-1');
    const { rows } = await readTable(Buffer.from(file));
    expect(rows.map(({ line }) => line)).toEqual([4, 7, 8]);
  });

  it('gives each row the bytes it stands in', async () => {
    const file = requestsFile({ child_given_name: 'Błażej' }, { child_given_name: '😀' });
    const { rows, start } = await readTable(file);
    const cut = rows.map(({ start, end }) => text(file.subarray(start, end)));
    expect(text(file.subarray(0, start)) + cut.join('')).toBe(text(file));
    expect(cut[1]).toContain('😀');
    expect(cut[1]).toMatch(/\r\n$/);
  });

  it('skips a byte-order mark, and takes line feeds alone and columns in any order', async () => {
    const names = [...columnNames].reverse();
    const body = `\uFEFF${names.join(',')}\n${names.map((name) => (name === 'request_ref' ? 'A-1' : '')).join(',')}`;
    const { rows } = await readTable(Buffer.from(body));
    expect(rows.map(({ cells }) => cells.request_ref)).toEqual(['A-1']);
  });

  it('keeps a formula as the text it is', async () => {
    const { rows } = await readTable(requestsFile({ child_given_name: '=HYPERLINK("x")' }));
    expect(rows[0]?.cells.child_given_name).toBe('=HYPERLINK("x")');
  });

  it('reads accents in one form, and a cell of spaces as empty', async () => {
    const { rows } = await readTable(requestsFile({ child_given_name: 'Zoe\u0308', uprn: '  ' }));
    expect(rows[0]?.cells).toMatchObject({ child_given_name: 'Zo\u00EB', uprn: '' });
  });

  it('refuses a file that is not UTF-8, naming the line', async () => {
    const latin = Buffer.concat([requestsFile({}), Buffer.from('Zo\xEB', 'latin1')]);
    expect(await faultsOf(latin)).toMatchObject([{ line: 3, code: 'INVALID_INPUT' }]);
  });

  it('refuses quotation marks that do not match, naming the line of the row', async () => {
    const file = text(requestsFile({}, {})).replace('Parent reports', '"Parent reports');
    expect(await faultsOf(Buffer.from(file))).toMatchObject([
      { line: 2, column: 'what_is_worrying', code: 'INVALID_INPUT' },
    ]);
    const stray = text(requestsFile({}, {})).replace('Noah', 'No"ah');
    expect(await faultsOf(Buffer.from(stray))).toMatchObject([
      { line: 2, column: 'child_given_name', code: 'INVALID_INPUT' },
    ]);
  });

  it('refuses columns that are missing, unknown or there twice', async () => {
    const names = columnNames.map((name) => (name === 'uprn' ? 'house_number' : name));
    expect(await faultsOf(tableOf([[...names, 'channel']]))).toMatchObject([
      { line: 1, column: 'house_number', code: 'INVALID_INPUT' },
      { line: 1, column: 'channel', code: 'DUPLICATE_VALUE' },
      { line: 1, column: 'uprn', code: 'REQUIRED' },
    ]);
  });

  it('never repeats a cell of a file that has no header', async () => {
    const faults = await faultsOf(tableOf([['RFS-1', 'Noah Smith-Jones']]));
    expect(faults.length).toBeGreaterThan(columnNames.length);
    expect(JSON.stringify(faults)).not.toMatch(/RFS-1|Noah/);
  });

  it('refuses an empty file by the columns it lacks', async () => {
    expect(await faultsOf(new Uint8Array())).toHaveLength(columnNames.length);
  });

  it('reads no more than the reference of a row with other cells than the header', async () => {
    const file = `${text(requestsFile({}))}RFS-2,too,few\r\n`;
    const { rows } = await readTable(Buffer.from(file));
    expect(rows[1]).toMatchObject({ misshapen: true, cells: { request_ref: 'RFS-2', received_at: '' } });
  });
});
