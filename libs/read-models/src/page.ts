/** A Relay page asked for: `first` or `last`, 1 to 100, 50 where neither is given. Cursors are positions, exclusive. */
export interface PageRequest {
  readonly first?: number | undefined;
  readonly last?: number | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}

export interface Page<T> {
  readonly edges: readonly { readonly cursor: number; readonly node: T }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Where it looked to, where that may be past its last edge: the next page begins after it. */
  readonly end?: number | undefined;
}
