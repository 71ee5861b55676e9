export interface Pair {
  readonly first: string;
  readonly second: string;
  readonly score: number;
}

export type IdentityState =
  | { readonly status: 'NONE' }
  | (Pair & { readonly status: 'POSSIBLE' })
  | (Pair & { readonly status: 'APART' })
  | (Pair & {
      readonly status: 'LINKED';
      readonly survivor: string;
      readonly other: string;
      /** The event by which they were linked. */
      readonly linkedBy: string;
    });
