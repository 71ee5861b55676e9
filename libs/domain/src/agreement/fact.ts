/** How agreement about a person stands. */
export interface AgreementFact {
  readonly isLive: boolean;
  /** Agencies that may be told on the strength of it. */
  readonly agencies: readonly string[];
}
