import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Every row of every table of the read models in use but how each was made, as text, by model and table. */
export function rowsIn(folder: string): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, readonly string[]>();
  for (const pointer of readdirSync(folder).filter((file) => file.endsWith('.current'))) {
    const database = new DatabaseSync(join(folder, readFileSync(join(folder, pointer), 'utf8')), {
      readOnly: true,
    });
    const tables = database
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'made'",
      )
      .all();
    for (const { name } of tables) {
      const all = database.prepare(`SELECT * FROM ${String(name)}`).all();
      rows.set(`${pointer} ${String(name)}`, all.map((row) => JSON.stringify(row)).sort());
    }
    database.close();
  }
  return rows;
}
