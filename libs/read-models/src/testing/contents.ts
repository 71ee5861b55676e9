import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '../database.ts';

/** Every row of every table of the models in use, by model and table. */
export function contentsOf(folder: string): Record<string, Record<string, unknown[]>> {
  const pointers = readdirSync(folder).filter((file) => file.endsWith('.current'));
  return Object.fromEntries(
    pointers.map((pointer) => [pointer, rowsOf(join(folder, readFileSync(join(folder, pointer), 'utf8')))]),
  );
}

function rowsOf(file: string): Record<string, unknown[]> {
  const database = new Database(file, { readOnly: true });
  try {
    return tablesOf(database);
  } finally {
    database.close();
  }
}

/** Every row of every table but the one that says how the file was made, in an order of its own. */
export function tablesOf(database: Pick<Database, 'all'>): Record<string, unknown[]> {
  const tables = database.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'made' ORDER BY name",
  );
  return Object.fromEntries(
    tables.map(({ name }) => {
      const columns = database.all<{ cid: number }>(`PRAGMA table_info(${name})`).map(({ cid }) => cid + 1);
      return [name, database.all(`SELECT * FROM ${name} ORDER BY ${columns.join(', ')}`)];
    }),
  );
}
