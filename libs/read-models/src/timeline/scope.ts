import type { Value } from '../projection.ts';

/** Which events a timeline is made of: a query for `position` and `occurred`, already bounded by a position. */
export interface Scope {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** What is in any of them, once. */
export function together(scopes: readonly Scope[]): Scope {
  return {
    sql: scopes.map(({ sql }) => sql).join(' UNION '),
    values: scopes.flatMap(({ values }) => values),
  };
}
