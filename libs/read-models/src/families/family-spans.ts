import type { Fact } from '../fact.ts';
import type { Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { spanTable, type SpanRow } from './table.ts';

export const spans = new Spans<SpanRow>(spanTable);

export type Change = (span: SpanRow) => Partial<SpanRow>;

export function change(
  { position }: Pick<Fact, 'position'>,
  family: string,
  tables: Tables,
  next: Change,
): void {
  spans.change(tables, position, family, next);
}
