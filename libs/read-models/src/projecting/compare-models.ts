import { existsSync, rmSync } from 'node:fs';
import { buildAhead } from './build-ahead.ts';
import { Database } from '../database.ts';
import { makeBeside, ModelFiles } from './model-files.ts';
import type { Projection } from '../projection.ts';
import { accessProjections, recordProjections } from '../projections.ts';
import type { ProjectorSettings } from './projector-api.ts';

/** How a read model in use compares with one built anew from the log. */
export interface ComparedModel {
  readonly name: string;
  /** The position of both; null where the one in use is not there, or moved on while it was compared. */
  readonly position: number | null;
  /** Tables whose rows are not the same, and how many rows only one of the two has. */
  readonly differing: readonly { readonly table: string; readonly rows: number }[];
}

const everyProjection = [...recordProjections, ...accessProjections];
/** How often it is built anew where the models in use moved on meanwhile. */
const TRIES = 3;

/**
 * Builds every read model anew, apart from those in use and without touching them, and compares them row by row. What is
 * built stands in the models' own folder while it is compared, and is removed.
 */
export async function compareModels(settings: ProjectorSettings): Promise<ComparedModel[]> {
  let compared: ComparedModel[] = [];
  for (let time = 0; time < TRIES; time++) {
    compared = await comparedOnce(settings);
    if (compared.every(({ position }) => position !== null)) break;
  }
  return compared;
}

async function comparedOnce(settings: ProjectorSettings): Promise<ComparedModel[]> {
  const beside = makeBeside(settings.folder);
  try {
    await buildAhead({ ...settings, folder: beside }, () => undefined);
    return everyProjection.map((projection) =>
      comparedModel(
        projection,
        new ModelFiles(settings.folder, projection),
        new ModelFiles(beside, projection),
      ),
    );
  } catch (error) {
    // A purge takes away what was built before it.
    if (existsSync(beside)) throw error;
    return everyProjection.map(({ name }) => ({ name, position: null, differing: [] }));
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function comparedModel({ name }: Projection, used: ModelFiles, built: ModelFiles): ComparedModel {
  const [usedFile, builtFile] = [used.current(), built.current()];
  if (usedFile === undefined || builtFile === undefined) return { name, position: null, differing: [] };
  const database = new Database(builtFile);
  try {
    database.run('ATTACH ? AS used', usedFile);
    return database.tentatively(() => comparedRows(name, database));
  } finally {
    database.close();
  }
}

/** In one transaction, so that the one in use stands still. */
function comparedRows(name: string, database: Database): ComparedModel {
  const positionIn = (schema: string): number =>
    database.one<{ position: number }>(`SELECT position FROM ${schema}.projection`)?.position ?? -1;
  const position = positionIn('used');
  if (position !== positionIn('main')) return { name, position: null, differing: [] };
  const tables = database.all<{ name: string }>(
    `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('projection', 'made')`,
  );
  const differing = tables.map(({ name: table }) => ({ table, rows: differenceIn(database, table) }));
  return { name, position, differing: differing.filter(({ rows }) => rows > 0) };
}

function differenceIn(database: Database, table: string): number {
  const without = (one: string, other: string): string =>
    `(SELECT count(*) FROM (SELECT * FROM ${one}.${table} EXCEPT SELECT * FROM ${other}.${table}))`;
  const count = (schema: string): string => `(SELECT count(*) FROM ${schema}.${table})`;
  const found = database.one<{ apart: number; more: number }>(
    `SELECT ${without('main', 'used')} + ${without('used', 'main')} AS apart, abs(${count('main')} - ${count('used')}) AS more`,
  );
  return Math.max(found?.apart ?? 0, found?.more ?? 0);
}
