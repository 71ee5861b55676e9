/** null throughout: not recorded, or erased. */
export interface NameAsOf {
  readonly use: string | null;
  readonly given: string | null;
  readonly family: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface IdentifierAsOf {
  readonly scheme: string | null;
  readonly value: string | null;
  readonly verification: string | null;
}

/** Every field of class address. */
export interface AddressAsOf {
  readonly type: string | null;
  readonly line: string | null;
  readonly postcode: string | null;
  readonly uprn: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** What the person is to the other. */
export interface RelationshipAsOf {
  readonly other: string;
  readonly type: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface ParentalResponsibilityAsOf {
  readonly holder: string;
  readonly basis: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** A person as of both axes. Class general unless said. */
export interface PersonAsOf {
  readonly person: string;
  readonly reference: string;
  readonly registered: number;
  readonly names: readonly NameAsOf[];
  readonly dateOfBirth: string | null;
  /** health */
  readonly expectedDeliveryDate: string | null;
  readonly sex: string | null;
  readonly adult: boolean | null;
  /** Those not withdrawn. */
  readonly identifiers: readonly IdentifierAsOf[];
  readonly addresses: readonly AddressAsOf[];
  readonly relationships: readonly RelationshipAsOf[];
  readonly parentalResponsibility: readonly ParentalResponsibilityAsOf[];
  /** special */
  readonly ethnicity: { readonly ethnicity: string | null; readonly selfDefined: boolean | null } | null;
  /** special */
  readonly sendStatus: { readonly status: string | null; readonly from: string | null } | null;
  /** health */
  readonly death: { readonly dateOfDeath: string | null; readonly verification: string | null } | null;
  /** Families the person is a member of. */
  readonly families: readonly string[];
  /** At least one of the person's fields was erased. */
  readonly erased: boolean;
  readonly stale: boolean;
}
