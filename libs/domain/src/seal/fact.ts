/** Open help that a seal on a record covers, and who holds it. */
export interface HeldFact {
  readonly family: string;
  readonly episode: string;
  readonly keyworker: string;
  /** Who acts for the keyworker, and the last day meant, where one was. */
  readonly cover?: { readonly worker: string; readonly until?: string };
}
