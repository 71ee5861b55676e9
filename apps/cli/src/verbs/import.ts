import { readFile, rm, writeFile } from 'node:fs/promises';
import { rowsAt, type ImportReport } from '#libs/service';
import { EXIT, UsageError } from '../exit.ts';
import { callerPath } from '../graphql.ts';
import { importDirectly } from '../import/directly.ts';
import type { ImportOptions } from '../import/options.ts';
import { importThrough } from '../import/through-service.ts';
import { answer } from '../output.ts';
import { throughOrAlone } from '../service.ts';

/** What the verb answers: the import's report, and the file of rows that were refused. */
type Answer = Omit<ImportReport, 'refusedRows'> & { readonly refusedFile: string | null };

/** Takes in a file of requests, through the service where one has the data folder; tells what became of every row. */
export async function importRequests(csv: string, options: ImportOptions, json: boolean): Promise<void> {
  const file = await fileOf(csv);
  const { refusedRows, ...report } = await throughOrAlone(
    (service) => importThrough(service, file, options),
    () => importDirectly(file, options),
  );
  const refusedFile = await refusedFileOf(csv, refusedRows, { file, ...options });
  process.exitCode = report.refused.length > 0 ? EXIT.checkFailed : EXIT.ok;
  answer(json, { ...report, refusedFile }, () => told({ ...report, refusedFile }, options.dryRun === true));
}

async function fileOf(csv: string): Promise<Uint8Array> {
  try {
    return await readFile(callerPath(csv));
  } catch {
    throw new UsageError(`${csv} is not there, or cannot be read`);
  }
}

/** Writes the refused rows beside the file, for its owner only, where the good ones were taken. */
async function refusedFileOf(
  csv: string,
  rows: readonly number[],
  { file, acceptValid, dryRun }: ImportOptions & { readonly file: Uint8Array },
): Promise<string | null> {
  if (acceptValid !== true || dryRun === true || rows.length === 0) return null;
  const beside = `${csv}.refused.csv`;
  await rm(callerPath(beside), { force: true });
  await writeFile(callerPath(beside), await rowsAt(rows, file), { mode: 0o600, flag: 'wx' });
  return beside;
}

/** A whole line has no column. */
function placeOf(line: number, column: string): string {
  return column === '' ? `line ${line}` : `line ${line}, ${column}`;
}

function told(report: Answer, isDry: boolean): string {
  const { requests, imported, unchanged, refused, matched, possibleDuplicates, families } = report;
  return [
    ...refused.map(
      ({ line, column, code, message, mend }) => `${placeOf(line, column)}: ${code}. ${message} ${mend}`,
    ),
    `${requests} requests: ${imported} ${isDry ? 'would be ' : ''}imported, ${unchanged} there already, ${refused.length} cells refused.`,
    `${families.known} join a family that is known, ${families.new} are of a new one.`,
    `${matched.length} children were recognised, ${possibleDuplicates.length} are put to a person.`,
    `${report.events} events written; the log holds ${report.size}.`,
    ...(report.refusedFile === null ? [] : [`The refused rows stand in ${report.refusedFile}.`]),
  ].join('\n');
}
