import { codesJudgedOn, earliestDay } from '#libs/reference';
import type { Fact } from '../fact.ts';
import type { Tables } from '../projection.ts';

/**
 * Enters where a family lives from the day of an event on; answers where it lives by all that is known. Of two of one day
 * the later told counts, as in the rules: their hours are seldom told.
 */
export function residing(
  { stream, position, occurredAt, stored: { recordedAt } }: Fact,
  district: string,
  tables: Tables,
): string {
  const sql = 'INSERT INTO residences (family, since, position, district) VALUES (?, ?, ?, ?)';
  tables.run(sql, stream, earliestDay(codesJudgedOn(occurredAt, recordedAt)), position, district);
  const last = tables.one<{ district: string }>(
    'SELECT district FROM residences WHERE family = ? ORDER BY since DESC, position DESC LIMIT 1',
    stream,
  );
  return last?.district ?? district;
}
