/**
 * What a read opens: one family, person, request or event; a list over families or requests (`population`); the open
 * work of a worker or agency (`caseload`); a search for a person (`matching`); whether someone is being helped, and by
 * whom, without the record itself (`openEpisode`); who looked (`accessLog`), and at one record (`looked`); a panel with its agenda (`panel`); the
 * steps of the record's own work that wait for a person (`parkedSteps`); what changed in the whole record, for whoever
 * keeps a copy (`changes`); the register of disclosures (`disclosures`); what an agency was asked about a request, and
 * nothing else of it (`question`); what is held, what is erased, and
 * what need not be kept (`retention`); the seals on records (`seals`); what quality assurance draws its cases from, and which
 * it drew (`samples`); how far a request has come and what its sender was told, and nothing else of it (`progress`); which
 * agencies there are, and when panels sit (`directory`); the workers of an agency (`workers`); the action plan of a
 * family's help with its team (`plan`); the audit of a case, or those of a family (`audit`), the worklist of audits
 * (`audits`), how audits and auditors graded (`auditFigures`), and what was found in them that cannot wait (`concerns`).
 */
export const resourceKinds = [
  'family',
  'person',
  'request',
  'event',
  'population',
  'caseload',
  'matching',
  'openEpisode',
  'accessLog',
  'looked',
  'panel',
  'parkedSteps',
  'changes',
  'disclosures',
  'question',
  'retention',
  'seals',
  'samples',
  'progress',
  'directory',
  'workers',
  'plan',
  'audit',
  'audits',
  'auditFigures',
  'concerns',
] as const;

export type ResourceKind = (typeof resourceKinds)[number];

/** How the caller stands to what is asked for, as gathered just before the decision. */
export interface Relations {
  /** The record is sealed, and the caller is none of its custodians: for the caller it does not exist. */
  readonly sealed: boolean;
  /**
   * The caller's worker is keyworker of an open episode in it, or covers for one; of a caseload: it is the caller's own; of an
   * audit, to an auditor: it is the caller's to make.
   */
  readonly assigned: boolean;
  /** The caller's worker was keyworker of it, or covered for one, at the position asked about. */
  readonly assignedThen?: boolean;
  /** The caller's agency is accountable for an open episode in it, or sent the request; of a caseload, or of workers: they are the agency's. */
  readonly ownAgency: boolean;
  /** The caller's agency was asked something about it (for information, or to take a family on), or is told by it. */
  readonly asked?: boolean;
  /** Only what the caller's own agency recorded, or was told, is asked for. */
  readonly ownPart?: boolean;
  /**
   * The request, or an episode of the family, is on the agenda of a panel of which the caller is a member, or the caller's
   * agency where the caller is no worker of the record's: until the papers are closed, and not where a conflict of
   * interest was declared about it. Of an event: it stands in such papers.
   */
  readonly tabled?: boolean;
  /** The caller's agency sent the request. */
  readonly sent?: boolean;
  /** The caller manages, in the same agency, whoever holds an open episode in it. */
  readonly manages?: boolean;
  /** The caller's agency is of the team around the family, and those who agreed to its help let the agency be told. */
  readonly inTeam?: boolean;
  /** The caller broke the glass for it, and it is open still. */
  readonly glassBroken?: boolean;
  /** It is sealed, and the caller is one of its custodians. */
  readonly custodian?: boolean;
  /** It is the caller's own record. */
  readonly own?: boolean;
  /** It is of the caller's family, or of someone close, as declared. */
  readonly ownFamily?: boolean;
  /** The caller declared a conflict of interest about it before a panel. */
  readonly conflicted?: boolean;
  /** For someone in it those who may agree have refused or withdrawn, or let the caller's agency be told no longer. */
  readonly agreementEnded?: boolean;
  /** What is held of someone in it is kept, and not used. */
  readonly restricted?: boolean;
}

export interface Resource extends Relations {
  readonly kind: ResourceKind;
}

/** Kinds in which what is held of somebody is read. */
const OF_SOMEBODY: readonly ResourceKind[] = [
  'family',
  'person',
  'request',
  'event',
  'question',
  'progress',
  'plan',
  'audit',
];

/** Whether to read it is to read what is held of somebody. */
export function opensSomebody(resource: Relations | Resource): boolean {
  return 'kind' in resource && OF_SOMEBODY.includes(resource.kind);
}

/** What else a decision looks at. */
export interface Context {
  /** The authority whose record it is. */
  readonly authority?: string;
}

/** How the caller stands to a record that is not there: as to one that is sealed. */
export const strangers: Relations = { sealed: false, assigned: false, ownAgency: false };
