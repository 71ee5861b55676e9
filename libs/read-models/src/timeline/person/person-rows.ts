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
  /** Persons who must never learn it. */
  readonly confidentialFrom: readonly string[];
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

/** general; the same of a person recorded twice: the later said. */
export interface LanguageNeedAsOf {
  readonly language: string | null;
  readonly interpreter: boolean | null;
  readonly communication: string | null;
}

/** special */
export interface YoungCarerAsOf {
  readonly caresFor: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** special: every field */
export interface ContactBarAsOf {
  readonly barred: string | null;
  readonly scope: string | null;
  readonly orderReference: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface WarningAsOf {
  /** general */
  readonly warning: string | null;
  /** special */
  readonly details: string | null;
  /** general */
  readonly from: string | null;
  readonly to: string | null;
}

/** special */
export interface SendStatusAsOf {
  readonly status: string | null;
  readonly from: string | null;
  readonly ehcRequestedOn: string | null;
  readonly ehcPlanOn: string | null;
}

/** A person as of both axes. Class general unless said. */
export interface PersonAsOf {
  /** The survivor, of several records. */
  readonly person: string;
  /** All records that are linked as the same, the survivor's first. */
  readonly records: readonly string[];
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
  readonly sendStatus: SendStatusAsOf | null;
  readonly languageNeeds: readonly LanguageNeedAsOf[];
  readonly youngCarer: YoungCarerAsOf | null;
  /** Why there is no unique pupil number; null where there is one. */
  readonly upnUnknownReason: string | null;
  readonly contactBars: readonly ContactBarAsOf[];
  readonly warnings: readonly WarningAsOf[];
  /** Expected, and neither born nor lost. */
  readonly unborn: boolean;
  /** Within the first 1001 days, from conception to the second birthday, on the day asked about; null: not known. */
  readonly inFirst1001Days: boolean | null;
  /** Of a multiple birth: 1 for the first born. */
  readonly multipleIndex: number | null;
  /** The child of the same pregnancy whose record the pregnancy became. */
  readonly siblingOfPregnancy: string | null;
  /** health, and sealed: the day a pregnancy ended without birth. */
  readonly pregnancyEnded: { readonly endedOn: string | null } | null;
  /** health */
  readonly death: { readonly dateOfDeath: string | null; readonly verification: string | null } | null;
  /** Families the person is a member of. */
  readonly families: readonly string[];
  /** At least one of the person's fields was erased. */
  readonly erased: boolean;
  readonly stale: boolean;
}
