import type { Fact } from '../fact.ts';
import type { Tables } from '../projection.ts';

/** Enters where a family lives from an event on; answers where it lives by all that is known. */
export function residing({ stream, position, occurred }: Fact, district: string, tables: Tables): string {
  const sql = 'INSERT INTO residences (family, occurred, position, district) VALUES (?, ?, ?, ?)';
  tables.run(sql, stream, occurred, position, district);
  const last = tables.one<{ district: string }>(
    'SELECT district FROM residences WHERE family = ? ORDER BY occurred DESC, position DESC LIMIT 1',
    stream,
  );
  return last?.district ?? district;
}
