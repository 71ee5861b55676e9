/** What a verb shows of an entry. */
export const ENTRY = /* GraphQL */ `
  fragment entry on TimelineEvent {
    id
    position
    type
    recordedAt
    occurredAt {
      value
      precision
    }
    late
    corrected
    voided
    by {
      role
      agency
      agencyName
    }
    summary
  }
`;

export interface EntryAnswer {
  readonly id: string;
  readonly position: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly occurredAt: { readonly value: string | null; readonly precision: string };
  readonly late: number;
  readonly corrected: boolean;
  readonly voided: boolean;
  readonly by: { readonly role: string; readonly agency: string; readonly agencyName: string | null };
  readonly summary: string;
}
