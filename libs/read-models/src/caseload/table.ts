/** An open episode under a keyworker and an agency, as of a position. */
export interface CaseloadRow {
  readonly episode: string;
  readonly family: string;
  /** Position of its opening: the list's order and cursor. */
  readonly opened: number;
  readonly openedAt: string | null;
  readonly keyworker: string;
  readonly agency: string;
  readonly district: string;
  readonly children: readonly string[];
  /** The highest of the children's levels. */
  readonly level: string | null;
}
