/** One read of a record, or one refused; from the access log. */
export interface ViewingRow {
  /** In the access log: the list's order and cursor. */
  readonly position: number;
  readonly at: string;
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly onBehalfOf: string | null;
  readonly purpose: string;
  readonly effect: string;
  readonly door: string;
  readonly reads: readonly string[];
  readonly relationships: readonly string[];
  readonly classes: readonly string[];
  /** The record's position the answer was of. */
  readonly ofPosition: number;
}
