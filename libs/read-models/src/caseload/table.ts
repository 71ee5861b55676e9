/** An open episode under a keyworker and an agency, as of a position. Nothing of it is personal. */
export interface CaseloadRow {
  readonly episode: string;
  readonly family: string;
  readonly reference: string;
  /** Position of its opening: the list's order and cursor. */
  readonly opened: number;
  /** When it opened in the world; null where that is not known. */
  readonly openedAt: string | null;
  /** null only between the events of the append that opens it. */
  readonly keyworker: string | null;
  /** Who acts for the keyworker for a while. */
  readonly cover: string | null;
  readonly agency: string | null;
  readonly district: string | null;
  /** Child -> level; null while none is decided. */
  readonly levels: Readonly<Record<string, string | null>>;
  /** The highest of them. */
  readonly level: string | null;
}
