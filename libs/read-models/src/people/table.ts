/** A person as known now; null: not recorded, or erased. */
export interface PersonRow {
  readonly person: string;
  readonly reference: string;
  readonly registered: number;
  /** general: the legal name, else the first recorded. */
  readonly given: string | null;
  readonly family: string | null;
  /** general; a partial date */
  readonly dateOfBirth: string | null;
  /** health */
  readonly expectedDeliveryDate: string | null;
  readonly sex: string | null;
  readonly adult: boolean | null;
  /** health */
  readonly dateOfDeath: string | null;
}

/** Two records that may be of one person, until someone decides. */
export interface PossibleDuplicateRow {
  readonly identity: string;
  readonly first: string;
  readonly second: string;
  /** 0 to 1000 */
  readonly score: number;
  /** general; null once erased */
  readonly reasons: readonly string[] | null;
  readonly request: string | null;
  readonly detected: number;
}
