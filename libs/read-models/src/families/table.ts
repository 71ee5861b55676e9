/** A family in a list, as of a position. Nothing of it is personal. */
export interface FamilyRow {
  readonly family: string;
  readonly reference: string;
  /** Position of its registration: the list's order and cursor. */
  readonly registered: number;
  readonly status: FamilyStatus;
  /** Of its latest episode, else of its request. */
  readonly district: string | null;
  readonly members: number;
  /** The open episode and who holds it. */
  readonly episode: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  /** The highest level of its children in the open episode. */
  readonly level: string | null;
}

/** REGISTERED: never helped yet. */
export type FamilyStatus = 'REGISTERED' | 'OPEN' | 'CLOSED';

export interface FamilyFilter {
  readonly district?: string | undefined;
  readonly status?: FamilyStatus | undefined;
  readonly level?: string | undefined;
  readonly keyworker?: string | undefined;
  readonly agency?: string | undefined;
}

export interface OpenEpisodeRow {
  readonly family: string;
  readonly episode: string;
  readonly child: string;
  readonly keyworker: string;
  readonly agency: string;
}

export interface MemberRow {
  readonly family: string;
  readonly person: string;
  /** general; null once erased */
  readonly role: string | null;
}
