import { readTable } from './rows.ts';

/** The rows, by their lines, as a file that can be mended and sent again: the header, then their bytes as they came. */
export async function rowsAt(lines: readonly number[], file: Uint8Array): Promise<Uint8Array> {
  const { start, rows } = await readTable(file);
  const wanted = new Set(lines);
  const kept = rows
    .filter(({ line }) => wanted.has(line))
    .map(({ start, end }) => ended(file.subarray(start, end)));
  return Buffer.concat([ended(file.subarray(0, start)), ...kept]);
}

const LINE_FEED = 0x0a;

/** The last row of a file may lack its line end. */
function ended(row: Uint8Array): Uint8Array {
  return row.at(-1) === LINE_FEED ? row : Buffer.concat([row, Buffer.from('\r\n')]);
}
