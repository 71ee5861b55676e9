import { eventTable, type EventType, type Opened } from '#libs/contracts';
import { forgettingSummaries } from './forgetting.ts';
import type { MaskedEntry } from './mask.ts';
import { assessmentSummaries } from './assessment.ts';
import { planSummaries } from './plan.ts';
import { auditingSummaries } from './auditing.ts';
import { samplingSummaries } from './sampling.ts';
import { sharingSummaries } from './sharing.ts';
import { after, count, lower, type Say } from './wording.ts';

/** Titles of codes: `Reference` of #libs/reference is one. */
export interface Titles {
  title(set: string, code: string, version?: string): string;
}

type DataOf<T extends EventType> = Extract<Opened.Event, { type: T }>['data'];

/** A sentence each; the compiler names an event that has none. What is withheld or erased is passed over. */
const summaries: { readonly [T in EventType]: (data: DataOf<T>, say: Say) => string } = {
  RecordViewed: ({ effect }) => (effect === 'REFUSED' ? 'Record asked for and refused' : 'Record viewed'),
  OrderRefused: ({ order }) => `${order} refused`,
  CodeSetPublished: ({ name, version }) => `Code set ${name} published in version ${version}`,
  StoreCreated: () => 'Record created',
  NodeStruckOff: ({ node }) => `${node} struck off: gone for good`,
  LedgerHeads: () => 'Heads of all streams noted',

  EntryCorrected: ({ reason }, say) => `Entry corrected${after(': ', say('correction-reason', reason))}`,
  EntryVoided: ({ reason }, say) => `Entry voided${after(': ', say('correction-reason', reason))}`,

  FamilyRegistered: ({ reference, splitFrom }) =>
    `Family registered as ${reference}${splitFrom === undefined ? '' : ', of part of another'}`,
  FamilySplit: ({ members, episode, reason }, say) =>
    `Family split: ${count(members.length, 'member', 'members')} became a family of their own${episode === undefined ? '' : ', with the help that is open'}${inBrackets(say('family-split-reason', reason))}`,
  FamiliesMerged: ({ reason }) => `Merged into another family${after(': ', reason)}`,
  FamilyTakenIn: ({ members = [] }) =>
    `Another family merged into this one${members.length === 0 ? '' : `: ${count(members.length, 'member', 'members')} came`}`,
  FamilyMergeReversed: ({ reason }) => `Merge of families reversed${after(': ', reason)}`,
  FamilyResumed: () => 'A family of its own again',
  EpisodeContinued: ({ children, district }, say) =>
    `Open episode of help goes on in this family, in ${say('district', district)} for ${count(children.length, 'child', 'children')}`,
  MemberJoined: ({ role }, say) => `Joined the family${as(say('family-role', role))}`,
  MemberRoleChanged: ({ role }, say) =>
    `Role in the family changed${after(' to ', say('family-role', role))}`,
  MemberLeft: ({ reason }, say) => `Left the family${after(': ', say('member-left-reason', reason))}`,
  EpisodeOpened: ({ children, route, district }, say) =>
    `Episode of help opened in ${say('district', district)} for ${count(children.length, 'child', 'children')} (${say('episode-route', route)})`,
  FamilyNameLabelChanged: ({ label }) => `Family called${after(' ', label) || ' otherwise'}`,
  ChildAddedToEpisode: () => 'Child added to the episode',
  ChildRemovedFromEpisode: ({ reason }, say) =>
    `Child helped no longer in the episode${after(': ', say('child-removed-reason', reason))}`,
  SiblingExcludedAtParentRequest: ({ reason }) =>
    `Brother or sister left out of the help at the parents’ wish${after(': ', reason)}`,
  AccountableAgencyAssigned: () => 'Accountable agency assigned',
  AccountableAgencyChanged: () => 'Accountable agency changed',
  KeyworkerAssigned: () => 'Keyworker assigned',
  KeyworkerHandedOver: ({ reason }, say) =>
    `Handed over to a new keyworker${after(': ', say('keyworker-change-reason', reason))}`,
  LevelOfNeedDecided: ({ level }) => `Level of need decided: ${level}`,
  SteppedUp: ({ from, to }) => `Stepped up from ${from} to ${to}`,
  SteppedDown: ({ from, to }) => `Stepped down from ${from} to ${to}`,
  StepUpProposed: ({ target, urgent, supersedes = [] }, say) =>
    `${urgent ? 'Urgent step up' : 'Step up'} proposed to ${say('step-target', target)}${
      supersedes.length > 0 ? ', in place of one that waited' : ''
    }`,
  StepUpAccepted: () => 'Step up accepted by the receiving service',
  StepUpDeclined: ({ reason }) => `Step up declined${after(': ', reason)}`,
  StepUpEscalated: ({ reason }) => `Step up escalated to a manager${after(': ', reason)}`,
  StepDownProposed: ({ from }, say) => `Step down proposed from ${say('statutory-status', from)}`,
  StepDownAccepted: () => 'Step down accepted',
  StepDownDeclined: ({ reason }) => `Step down declined${after(': ', reason)}`,
  StatutoryStatusNoted: ({ status }, say) => `Statutory status noted: ${say('statutory-status', status)}`,
  EpisodeClosed: ({ reason }, say) => `Episode of help closed${after(': ', say('closure-reason', reason))}`,
  EpisodeReopened: ({ reason }, say) =>
    `Episode of help reopened${after(': ', say('reopen-reason', reason))}`,
  TemporaryCoverArranged: ({ until, reason }, say) =>
    `Temporary cover arranged${after(' until ', until)}${after(': ', say('keyworker-change-reason', reason))}`,
  TemporaryCoverEnded: ({ reason }, say) =>
    `Temporary cover ended${after(': ', say('cover-end-reason', reason))}`,
  DistrictChanged: ({ to }, say) => `Moved to ${say('district', to)}`,
  SupervisionRecorded: ({ reflection }) => `Supervision recorded${after(': ', reflection)}`,
  NonEngagementRecorded: ({ attempts }) =>
    `The family was not reached${attempts === undefined ? '' : ` (${count(attempts, 'attempt', 'attempts')})`}`,
  DriftAcknowledged: ({ rule, reason }, say) =>
    `Drift acknowledged (${say('drift-rule', rule)})${after(': ', reason)}`,
  InformationReceived: ({ from }, say) =>
    `Information received${after(' from ', say('information-source', from))}`,

  DataQualityFlagRaised: ({ flag }, say) =>
    `Data quality flag raised${after(': ', say('data-quality-flag', flag))}`,
  DataQualityFlagResolved: ({ resolution }, say) =>
    `Data quality flag resolved: ${say('flag-resolution', resolution)}`,
  PossibleDuplicateDetected: ({ score }) => `Possible duplicate put to a person (score ${score} of 1000)`,
  ConfirmedNotDuplicate: ({ reason }) => `Confirmed to be two people${after(': ', reason)}`,

  ...sharingSummaries,
  ...assessmentSummaries,
  ...planSummaries,
  ...forgettingSummaries,
  ...samplingSummaries,
  ...auditingSummaries,
  PersonsLinkedAsSame: ({ evidence = [] }) =>
    `Two records linked as one person’s${after(': ', evidence.join('; '))}`,
  PersonLinkReversed: ({ reason }) => `Link of two records reversed${after(': ', reason)}`,
  PersonRecordSplit: ({ reason }) => `Record found to hold two people${after(': ', reason)}`,

  OrganisationRegistered: ({ name, agencyType }, say) =>
    `${name} registered (${say('agency-type', agencyType)})`,
  OrganisationRenamed: ({ name }) => `Renamed to ${name}`,
  OrganisationEnded: ({ endedOn }) => `Ended on ${endedOn}`,
  WorkerRegistered: ({ role }, say) => `Worker registered${as(say('worker-role', role))}`,
  TrainingRecorded: ({ training, completedOn }, say) =>
    `Training recorded: ${say('training', training)}, completed on ${completedOn}`,
  WorkerMoved: ({ role }, say) => `Worker moved${as(say('worker-role', role))}`,
  WorkerEnded: ({ activeTo }) => `Worker ended on ${activeTo}`,

  PersonRegistered: ({ reference, adult, expectedDeliveryDate }) =>
    `${whoIs(adult, expectedDeliveryDate)} registered as ${reference}`,
  PersonNameRecorded: ({ use }, say) => `Name recorded${after(': ', say('name-use', use))}`,
  IdentifierRecorded: ({ scheme }, say) =>
    `Identifier recorded${after(': ', say('identifier-scheme', scheme))}`,
  IdentifierWithdrawn: ({ scheme, reason }, say) =>
    `Identifier withdrawn${after(': ', say('identifier-scheme', scheme))}${inBrackets(say('withdrawal-reason', reason))}`,
  AddressRecorded: ({ type, confidentialFrom = [] }, say) =>
    `${confidentialFrom.length > 0 ? 'Confidential address' : 'Address'} recorded${inBrackets(say('address-type', type))}`,
  AddressEnded: ({ type }, say) => `Address ended${inBrackets(say('address-type', type))}`,
  RelationshipRecorded: ({ type }, say) => `Relationship recorded${after(': ', say('relationship', type))}`,
  RelationshipEnded: ({ type }, say) => `Relationship ended${after(': ', say('relationship', type))}`,
  ParentalResponsibilityRecorded: ({ basis }, say) =>
    `Parental responsibility recorded${after(': ', say('parental-responsibility-basis', basis))}`,
  ParentalResponsibilityEnded: () => 'Parental responsibility ended',
  EthnicityRecorded: ({ ethnicity }, say) => `Ethnicity recorded${after(': ', say('ethnicity', ethnicity))}`,
  SendStatusRecorded: ({ status }, say) =>
    `Special educational needs recorded${after(': ', say('send-status', status))}`,
  LanguageNeedRecorded: ({ language, interpreter }) =>
    `Language need recorded${after(': ', language)}${interpreter ? ', with an interpreter' : ''}`,
  YoungCarerRegistered: () => 'Registered as a young carer',
  YoungCarerEnded: () => 'No longer a young carer',
  UpnUnknownReasonRecorded: ({ reason }, say) =>
    `No unique pupil number${after(': ', say('upn-unknown-reason', reason))}`,
  ContactBarRecorded: ({ scope }, say) =>
    `Contact barred${after(': someone may not ', lower(say('contact-bar-scope', scope)))}`,
  ContactBarLifted: ({ scope }, say) =>
    `Bar on contact lifted${after(': ', lower(say('contact-bar-scope', scope)))}`,
  WarningRecorded: ({ warning }, say) => `Warning recorded${after(': ', say('warning', warning))}`,
  WarningEnded: ({ warning }, say) => `Warning ended${after(': ', say('warning', warning))}`,
  ExpectedDeliveryDateRevised: () => 'Expected date of birth revised',
  BirthRecorded: ({ multipleIndex }) => `Birth recorded${after(', child ', multipleIndex?.toString())}`,
  PregnancyEndedWithoutBirth: () => 'Pregnancy ended without birth',
  DeathRecordRetracted: () => 'Record of death retracted: the person is alive',
  DeathRecorded: ({ verification }, say) =>
    `Death recorded${inBrackets(say('death-verification', verification))}`,

  ContactReceived: ({ children, source, urgency }, say) =>
    `Contact received${after(' about ', childrenIn(children))}${after(' from ', say('source', source))} (${say('urgency', urgency)})`,
  AdviceSought: ({ source }, say) => `Advice sought${after(' by ', say('source', source))}`,
  AdviceGiven: ({ advice }) => `Advice given${after(': ', advice)}`,
  RequestReceived: ({ children, source, urgency }, say) =>
    `Request for support received${after(' for ', childrenIn(children))}${after(' from ', say('source', source))} (${say('urgency', urgency)})`,
  RequestAcknowledged: ({ how }, say) => `Request acknowledged (${say('channel', how)})`,
  RequestLinkedToFamily: () => 'Request linked to the family',
  DuplicateOfOpenWorkFlagged: () => 'Request points to help that is open already',
  RequestTriaged: ({ outcome, level }, say) =>
    `Request triaged: ${say('triage-outcome', outcome)}${after(', ', level)}`,
  RequestWithdrawn: ({ reason }, say) => `Request withdrawn${after(': ', say('withdrawn-reason', reason))}`,
  RequestInformationReceived: ({ from }, say) =>
    `Information about the request received${after(' from ', say('information-source', from))}`,
  AgencyInformationRequested: ({ due }) => `Agency asked for information by ${due}`,
  AgencyInformationReceived: () => 'Information received from an agency that was asked',
  AgencyInformationNotProvided: ({ reason }, say) =>
    `Agency provided no information${after(': ', say('not-provided-reason', reason))}`,
  AgreementSought: ({ outcome, how }, say) =>
    `Agreement sought (${say('contact-method', how)})${after(': ', say('agreement-outcome', outcome))}`,
  SafeguardingConcernIdentified: ({ concern }) => `Safeguarding concern identified${after(': ', concern)}`,
  PassedToChildrensServices: ({ route }, say) =>
    `Passed to children’s services${inBrackets(say('safeguarding-route', route))}`,
  IdentifiedOnRequest: ({ person }) =>
    person === undefined ? 'Somebody on the form found to have no record' : 'Somebody on the form identified',
  RequestSentToPanel: ({ district }, say) => `Request sent to the panel of ${say('district', district)}`,
  RequestRedirected: ({ district, reason }, say) =>
    `Request went to ${say('district', district)}${after(': ', say('redirect-reason', reason))}`,
  RequestReopened: ({ reason }) => `Request reopened${after(': ', reason)}`,
  ReferrerInformedOfOutcome: ({ how, content }, say) =>
    `Referrer told (${say('contact-method', how)}): ${say('feedback-content', content)}`,

  PanelScheduled: ({ district, date }, say) => `Panel of ${say('district', district)} scheduled for ${date}`,
  PanelMemberExpected: () => 'Panel member expected',
  PanelMemberAttended: ({ agencyType, remote }, say) =>
    `Panel member attended${remote ? ' from afar' : ''} (${say('agency-type', agencyType)})`,
  PanelMemberApologised: () => 'Panel member sent apologies',
  PanelQuorate: ({ present }) => `Panel quorate with ${count(present.length, 'member', 'members')}`,
  PanelAdjourned: ({ lacking }) => `Panel adjourned: not quorate (${lacking.join(', ')})`,
  ItemTabled: () => 'Put before the panel',
  ItemWithdrawn: () => 'Withdrawn before the panel decided',
  ConflictOfInterestDeclared: () => 'Panel member declared a conflict of interest',
  ItemDecided: ({ outcome, children }, say) =>
    `Panel decided: ${say('triage-outcome', outcome)}${after(', ', levelsOf(children))}`,
  DecisionReviewed: ({ outcome, reason }, say) =>
    `Panel decided again: ${say('triage-outcome', outcome)}${after('; ', reason)}`,
  ItemDeferred: ({ until }) => `Panel deferred its decision until ${until}`,
  AllocationOffered: () => 'Agency asked to take the family on',
  AllocationAccepted: () => 'Agency took the family on',
  AllocationDeclined: ({ reason }) => `Agency declined to take the family on${after(': ', reason)}`,
  PanelClosed: () => 'Panel closed',
};

/** One line in a practitioner's words of what the event says, from already masked data: "Stepped up from L2 to L3". */
export function summaryOf(event: Pick<MaskedEntry, 'type' | 'data' | 'codeSets'>, titles: Titles): string {
  if (!Object.hasOwn(eventTable, event.type)) return 'An event this version does not know';
  const say: Say = (set, code) =>
    code === undefined ? '' : titles.title(set, code, event.codeSets[set] ?? undefined);
  const summary = summaries[event.type as EventType] as (data: typeof event.data, say: Say) => string;
  return summary(event.data, say);
}

/** Of whom nothing is left where all that was said of them is erased. */
function childrenIn(children: readonly object[] = []): string {
  return children.length === 0 ? '' : count(children.length, 'child', 'children');
}

function as(role: string): string {
  return after(' as ', role.toLowerCase());
}

/** The levels that were decided, each once. */
function levelsOf(children: readonly { readonly level: string }[] = []): string {
  return [...new Set(children.map(({ level }) => level))].sort().join(' and ');
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`;
}

function whoIs(adult: boolean | undefined, expected: string | undefined): string {
  if (adult === undefined) return 'Person';
  if (adult) return 'Adult';
  return expected === undefined ? 'Child' : 'Unborn child';
}
