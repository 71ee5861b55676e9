/** Why two records may, or may not, be of one person: codes of the set duplicate-reason. */
export type MatchReason =
  | 'SAME_NHS_NUMBER'
  | 'SAME_UPN'
  | 'SAME_BIRTH_DATE'
  | 'OTHER_BIRTH_DATE'
  | 'SAME_NAMES'
  | 'NAMES_ALIKE'
  | 'OTHER_NAMES'
  | 'NO_SHARED_NUMBER';

export interface PersonName {
  readonly given?: string | undefined;
  readonly family: string;
}

/** What people are compared by. `upns` holds permanent and temporary numbers. */
export interface KnownPerson {
  readonly person: string;
  readonly names: readonly PersonName[];
  readonly dateOfBirth?: string | undefined;
  readonly nhsNumbers: readonly string[];
  readonly upns: readonly string[];
}

/** A person as a form or a query describes them. */
export interface Described {
  readonly given?: string | undefined;
  readonly family?: string | undefined;
  readonly dateOfBirth?: string | undefined;
  readonly nhsNumber?: string | undefined;
  readonly upn?: string | undefined;
}

/** `score` 0 to 1000: a number in common gives 500, the names up to 250, the birth date up to 250. */
export interface Comparison {
  /** SAME: recognised without a person. REVIEW: to be put to a person. OTHER: neither. */
  readonly relation: 'SAME' | 'REVIEW' | 'OTHER';
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

export interface Match extends Comparison {
  readonly person: string;
}

/** Names without case, accents and spacing; what "the same name" compares. */
export declare function foldedName(text: string): string;

/** The same names, case, accents and spacing aside. */
export declare function sameNames(one: PersonName, other: PersonName): boolean;

/** Given and family name, accents and case folded, each of Jaro-Winkler similarity 0.90 or more. */
export declare function namesAlike(one: PersonName, other: PersonName): boolean;

/** Whether one NHS number or UPN stands in both. */
export declare function shareNumber(one: Described, other: KnownPerson): boolean;

/** Compares a described person with a known one by the rule of the import files (recognised, put to a person, neither). */
export declare function compare(described: Described, known: KnownPerson): Comparison;
