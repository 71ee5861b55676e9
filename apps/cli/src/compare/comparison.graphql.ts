import { ENTRY, type EntryAnswer } from '../entry.graphql.ts';

/** What a comparison asks of the record. */
export const COMPARISON = /* GraphQL */ `
  query Compare($family: ID!, $from: AsOf!, $to: AsOf!, $purpose: Purpose!) {
    compareFamily(family: $family, from: $from, to: $to, purpose: $purpose) {
      reference
      from {
        ...point
      }
      to {
        ...point
      }
      changed {
        path
        before
        after
        how
        event {
          ...entry
        }
      }
      arrivedLate {
        ...entry
      }
      corrected {
        ...entry
      }
      voided {
        ...entry
      }
      redactions {
        pointer
      }
    }
  }

  fragment point on AsOfPoint {
    position
    knownAt
    effectiveAt
  }

  ${ENTRY}
`;

export interface Comparison {
  readonly reference: string;
  readonly from: ComparedPoint;
  readonly to: ComparedPoint;
  readonly changed: readonly ComparedField[];
  readonly arrivedLate: readonly EntryAnswer[];
  readonly corrected: readonly EntryAnswer[];
  readonly voided: readonly EntryAnswer[];
  readonly redactions: readonly { readonly pointer: string }[];
}

export interface ComparedPoint {
  readonly position: string;
  readonly knownAt: string | null;
  readonly effectiveAt: string | null;
}

export interface ComparedField {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly how: 'RECORDED' | 'CORRECTED' | 'VOIDED' | 'LINKED';
  readonly event: EntryAnswer | null;
}
