/** A case, and who is to judge it: the account named, or, without one, whoever gives the order. */
export interface AuditCaseNeed {
  readonly episode: string;
  readonly auditor?: string;
}

/** Who is to judge, as far as the record knows them: nothing of an account that no worker signs in with. */
export interface ReviewerFact {
  readonly worker?: string;
  readonly agency?: string;
  readonly role?: string;
  /** Whom they declared to know outside work, or themselves, belongs or belonged to a family of the case. */
  readonly isConnected: boolean;
}

/** An episode of help as a case to be judged, as the log up to a position tells of it. */
export interface AuditCaseFact {
  readonly position: number;
  /** The family that holds it now. */
  readonly family: string;
  /** Keyworkers, covers and supervisors of any help of the families in which it was held. */
  readonly workers: readonly string[];
  /** Agencies that are or were accountable for it. */
  readonly agencies: readonly string[];
  /** The agencies of those workers. */
  readonly teams: readonly string[];
  /** Who belongs or belonged to those families, under every record that is theirs. */
  readonly persons: readonly string[];
  readonly reviewer: ReviewerFact;
}

/** Another audit than the one that an order is about. */
export interface OtherAuditFact {
  readonly episode: string;
  /** The family that holds its episode now. */
  readonly family: string;
  readonly auditor: string;
  readonly isGraded: boolean;
  readonly isWithdrawn: boolean;
}

/** A sample's cases, as they are once those replaced are taken out, and which of them are assigned to somebody. */
export interface SampleCasesFact {
  readonly selected: readonly string[];
  readonly assigned: readonly string[];
}

/** Entries that may show something of a case: those of a family's story by a position. */
export interface EvidenceNeed {
  readonly family: string;
  readonly entries: readonly string[];
}

/** An entry of the case. */
export interface EvidenceFact {
  readonly position: number;
  readonly families: readonly string[];
  readonly persons: readonly string[];
}

/** An action of an audit, and another audit that is to show that it holds. */
export interface LaterCaseNeed {
  readonly audit: string;
  readonly action: string;
  readonly verifiedIn: string;
}

/** How that other audit stands to the action, by the order of the log. */
export interface LaterCaseFact extends OtherAuditFact {
  /** Its episode came into the record after the one of the audit that set the action. */
  readonly isOfLaterCase: boolean;
  /** It was assigned after the action was done. */
  readonly isAssignedAfter: boolean;
}

/** What a rule of audits may need from elsewhere. */
export interface AuditingNeeds {
  readonly auditCase?: AuditCaseNeed;
  /** An audit beside which another is made. */
  readonly auditNamed?: string;
  /** A sample of which the rule asks which cases it has. */
  readonly casesOf?: string;
  readonly evidence?: EvidenceNeed;
  readonly laterCase?: LaterCaseNeed;
}

/** What was found of it; what is sealed from whoever asks is not there. */
export interface AuditingFacts {
  readonly auditCase?: AuditCaseFact;
  readonly auditNamed?: OtherAuditFact;
  readonly casesOf?: SampleCasesFact;
  /** Those entries that are of the case. */
  readonly evidence?: ReadonlyMap<string, EvidenceFact>;
  readonly laterCase?: LaterCaseFact;
}
