import type { Fact, FactOf } from '../fact.ts';
import type { Tables } from '../projection.ts';

type Giving = FactOf<'FamilySplit' | 'FamiliesMerged' | 'FamilyMergeReversed'>;

export const givingTypes: readonly Giving['type'][] = [
  'FamilySplit',
  'FamiliesMerged',
  'FamilyMergeReversed',
];

/** Whether a family gives an open episode to another by it. */
export function isGiving(fact: Fact): fact is Giving & { readonly data: { readonly episode: string } } {
  return isParting(fact) && fact.data.episode !== undefined;
}

function isParting(fact: Fact): fact is Giving {
  return givingTypes.some((type) => type === fact.type);
}

/** Whether the other one has it: so where the family's stream is told again later. Until then the giver holds it. */
export function isTaken(
  { stream, position, data: { episode } }: Giving & { readonly data: { readonly episode: string } },
  tables: Tables,
): boolean {
  const sql = `SELECT 1 FROM held_since l CROSS JOIN held h ON h.since = l.since AND h.from_position > ?3
    WHERE l.id > ?1 || ' ' AND l.id < ?1 || '!' AND l.family <> ?2`;
  return tables.one(sql, episode, stream, position) !== undefined;
}
