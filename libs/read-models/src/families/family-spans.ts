import type { Fact } from '../fact.ts';
import type { Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { spanTable, type FamilySpan } from './table.ts';

export const spans = new Spans<FamilySpan>(spanTable);

export type Change = (span: FamilySpan) => Partial<FamilySpan>;

export function change(
  { position }: Pick<Fact, 'position'>,
  family: string,
  tables: Tables,
  next: Change,
): void {
  spans.change(tables, position, family, next);
}
