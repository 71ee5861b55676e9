import type { CommandType } from '#libs/contracts';
import { auditingPolicies } from './auditing-policies.ts';
import type { CommandPolicy } from './command-policy.ts';
import { forgettingPolicies } from './forgetting-policies.ts';
import { assessmentPolicies, planPolicies } from './plan-policies.ts';
import { watchingPolicies } from './watching-policies.ts';

const administration: CommandPolicy = { ADMINISTRATOR: 'anyone', MANAGER: 'anyone' };
/** A worker declares their own; whoever keeps workers anybody's. */
const declaring: CommandPolicy = {
  ...administration,
  KEYWORKER: 'assigned',
  COORDINATOR: 'assigned',
  PANEL_CHAIR: 'assigned',
  PARTNER: 'assigned',
  SOCIAL_WORKER: 'assigned',
};
const newcomers: CommandPolicy = { COORDINATOR: 'anyone', MANAGER: 'anyone', KEYWORKER: 'anyone' };
const aboutPeople: CommandPolicy = {
  COORDINATOR: 'anyone',
  MANAGER: 'anyone',
  KEYWORKER: 'assigned',
  SOCIAL_WORKER: 'assigned',
};
const registering: CommandPolicy = { COORDINATOR: 'anyone', MANAGER: 'anyone' };
const helping: CommandPolicy = { KEYWORKER: 'assigned', MANAGER: 'anyone' };
const owning: CommandPolicy = { MANAGER: 'anyone' };
const practice: CommandPolicy = { KEYWORKER: 'assigned', PARTNER: 'assigned', MANAGER: 'anyone' };
const statutory: CommandPolicy = { SOCIAL_WORKER: 'anyone' };
const asking: CommandPolicy = {
  COORDINATOR: 'anyone',
  PARTNER: 'anyone',
  KEYWORKER: 'anyone',
  SOCIAL_WORKER: 'anyone',
  MANAGER: 'anyone',
};
const triage: CommandPolicy = { COORDINATOR: 'anyone' };
const deciding: CommandPolicy = { COORDINATOR: 'anyone', PANEL_CHAIR: 'anyone' };
const telling: CommandPolicy = {
  COORDINATOR: 'anyone',
  MANAGER: 'anyone',
  SOCIAL_WORKER: 'anyone',
  KEYWORKER: 'assigned',
  PARTNER: 'assigned',
};
const ownRequest: CommandPolicy = { COORDINATOR: 'anyone', MANAGER: 'anyone', PARTNER: 'ownAgency' };
const safeguarding: CommandPolicy = {
  COORDINATOR: 'anyone',
  PANEL_CHAIR: 'anyone',
  SOCIAL_WORKER: 'anyone',
  MANAGER: 'anyone',
  KEYWORKER: 'anyone',
  PARTNER: 'ownAgency',
};
const clerking: CommandPolicy = { COORDINATOR: 'anyone', PANEL_CHAIR: 'anyone' };
const attending: CommandPolicy = { PARTNER: 'ownAgency', SOCIAL_WORKER: 'assigned', KEYWORKER: 'assigned' };
const chairing: CommandPolicy = { PANEL_CHAIR: 'anyone' };
const answering: CommandPolicy = { PARTNER: 'asked', MANAGER: 'anyone' };
const minding: CommandPolicy = { COORDINATOR: 'anyone', MANAGER: 'anyone' };
/** Which entries of a record a role may amend is a rule of the entry: see `amending` in #libs/domain. */
const amending: CommandPolicy = {
  COORDINATOR: 'anyone',
  MANAGER: 'anyone',
  KEYWORKER: 'assigned',
  SOCIAL_WORKER: 'assigned',
  ADMINISTRATOR: 'anyone',
};
const agreeing: CommandPolicy = {
  COORDINATOR: 'anyone',
  MANAGER: 'anyone',
  KEYWORKER: 'assigned',
  SOCIAL_WORKER: 'assigned',
  PARTNER: 'assigned',
};
const sharing: CommandPolicy = {
  MANAGER: 'anyone',
  COORDINATOR: 'anyone',
  KEYWORKER: 'assigned',
  SOCIAL_WORKER: 'anyone',
};
/** Whoever keeps a record that is sealed. */
const keepingSealed: CommandPolicy = {
  MANAGER: 'custodian',
  SOCIAL_WORKER: 'custodian',
  COORDINATOR: 'custodian',
  KEYWORKER: 'custodian',
};
const machine: CommandPolicy = { SYSTEM: 'anyone' };

/** Which roles may give which command, and how they must stand to what it is about. What is not here is forbidden. */
export const commandPolicies: Readonly<Record<CommandType, CommandPolicy>> = {
  CreateStore: machine,
  NoteLedgerHeads: machine,
  PublishCodeSet: machine,

  CorrectEntry: amending,
  VoidEntry: amending,

  RegisterOrganisation: administration,
  RenameOrganisation: administration,
  EndOrganisation: administration,
  RegisterWorker: administration,
  RecordTraining: administration,
  MoveWorker: administration,
  EndWorker: administration,
  SuspendWorker: administration,
  ReinstateWorker: administration,
  DeclarePersonalConnection: declaring,
  EndPersonalConnection: administration,

  RegisterPerson: newcomers,
  RecordPersonName: aboutPeople,
  RecordIdentifier: aboutPeople,
  WithdrawIdentifier: aboutPeople,
  RecordAddress: aboutPeople,
  EndAddress: aboutPeople,
  RecordRelationship: aboutPeople,
  EndRelationship: aboutPeople,
  RecordParentalResponsibility: aboutPeople,
  EndParentalResponsibility: aboutPeople,
  RecordEthnicity: aboutPeople,
  RecordSendStatus: aboutPeople,
  RecordLanguageNeed: aboutPeople,
  RegisterYoungCarer: aboutPeople,
  EndYoungCarer: aboutPeople,
  RecordUpnUnknownReason: aboutPeople,
  RecordContactBar: aboutPeople,
  LiftContactBar: aboutPeople,
  RecordWarning: aboutPeople,
  EndWarning: aboutPeople,
  ReviseExpectedDeliveryDate: aboutPeople,
  RecordBirth: aboutPeople,
  EndPregnancyWithoutBirth: aboutPeople,
  RecordDeath: aboutPeople,
  RetractDeath: aboutPeople,

  RegisterFamily: registering,
  AddMember: aboutPeople,
  ChangeMemberRole: { ...aboutPeople, SYSTEM: 'anyone' },
  RemoveMember: aboutPeople,
  ChangeFamilyLabel: aboutPeople,

  SplitFamily: minding,
  RegisterSplitFamily: machine,
  MergeFamilies: minding,
  TakeInMergedFamily: machine,
  ReverseFamilyMerge: minding,
  ResumeFamily: machine,

  OpenEpisode: owning,
  AddChildToEpisode: helping,
  RemoveChildFromEpisode: helping,
  ExcludeSibling: helping,
  ChangeAccountableAgency: owning,
  HandOverKeyworker: owning,
  CloseEpisode: owning,
  ReopenEpisode: owning,

  DecideLevelOfNeed: practice,
  StepUp: practice,
  StepDown: practice,
  ProposeStepUp: practice,
  EscalateStepUp: practice,
  AcceptStepUp: statutory,
  DeclineStepUp: statutory,
  ProposeStepDown: statutory,
  AcceptStepDown: helping,
  DeclineStepDown: helping,
  NoteStatutoryStatus: { SOCIAL_WORKER: 'anyone', MANAGER: 'anyone', KEYWORKER: 'assigned' },
  ReceiveInformation: telling,
  ArrangeTemporaryCover: owning,
  EndTemporaryCover: owning,
  ChangeDistrict: { KEYWORKER: 'assigned', COORDINATOR: 'anyone', MANAGER: 'anyone' },
  RecordSupervision: { MANAGER: 'anyone' },
  RecordNonEngagement: practice,
  AcknowledgeDrift: { MANAGER: 'anyone' },

  ReceiveContact: asking,
  SeekAdvice: asking,
  GiveAdvice: { ...triage, SOCIAL_WORKER: 'anyone' },
  ReceiveRequest: asking,
  AcknowledgeRequest: triage,
  LinkRequestToFamily: triage,
  IdentifyOnRequest: { ...triage, MANAGER: 'anyone', PRIVACY_OFFICER: 'anyone' },
  FlagDuplicateOfOpenWork: triage,
  TriageRequest: deciding,
  WithdrawRequest: ownRequest,
  ReceiveRequestInformation: { ...ownRequest, SOCIAL_WORKER: 'anyone' },
  RequestAgencyInformation: triage,
  ReceiveAgencyInformation: { ...triage, MANAGER: 'anyone', PARTNER: 'asked' },
  RecordInformationNotProvided: { ...triage, PARTNER: 'asked' },
  SeekAgreement: { ...triage, PARTNER: 'ownAgency' },
  IdentifySafeguardingConcern: safeguarding,
  PassToChildrensServices: safeguarding,
  RedirectRequest: minding,
  ReopenRequest: minding,
  InformReferrer: { ...minding, PANEL_CHAIR: 'anyone' },

  SchedulePanel: minding,
  ExpectPanelMember: clerking,
  RecordPanelAttendance: clerking,
  RecordPanelApology: { ...clerking, PARTNER: 'ownAgency' },
  ConvenePanel: clerking,
  TableItem: { ...clerking, MANAGER: 'anyone', SYSTEM: 'anyone' },
  WithdrawItem: machine,
  DeclareConflictOfInterest: { ...clerking, ...attending },
  DecideItem: chairing,
  ReviewDecision: chairing,
  DeferItem: chairing,
  OfferAllocation: machine,
  AcceptAllocation: answering,
  DeclineAllocation: answering,
  ClosePanel: clerking,

  DetectPossibleDuplicate: { ...minding, SYSTEM: 'anyone' },
  ConfirmNotDuplicate: minding,
  LinkPersonsAsSame: minding,
  ReversePersonLink: minding,
  SplitPersonRecord: minding,
  RaiseDataQualityFlag: { ...minding, QUALITY: 'anyone', AUDITOR: 'anyone', SYSTEM: 'anyone' },
  ResolveDataQualityFlag: minding,

  GiveAgreement: agreeing,
  RefuseAgreement: agreeing,
  ChangeAgreementScope: agreeing,
  ReviewAgreement: agreeing,
  WithdrawAgreement: agreeing,
  AssessCompetence: agreeing,

  ...forgettingPolicies,
  ...watchingPolicies,
  ...auditingPolicies,
  ...assessmentPolicies,
  ...planPolicies,

  SealRecord: { MANAGER: 'anyone', SOCIAL_WORKER: 'anyone', PRIVACY_OFFICER: 'anyone' },
  ReviewSeal: { ...keepingSealed, PRIVACY_OFFICER: 'anyone' },
  AppointCustodian: { MANAGER: 'custodian', SOCIAL_WORKER: 'custodian', PRIVACY_OFFICER: 'anyone' },
  RelieveCustodian: { MANAGER: 'custodian', SOCIAL_WORKER: 'custodian', PRIVACY_OFFICER: 'anyone' },
  UnsealRecord: { MANAGER: 'custodian', SOCIAL_WORKER: 'custodian', PRIVACY_OFFICER: 'anyone' },
  NoteSealedMatch: machine,
  SettleSealedMatch: keepingSealed,

  RequestDisclosure: { ...asking, PRIVACY_OFFICER: 'anyone' },
  DecideDisclosure: { ...sharing, PRIVACY_OFFICER: 'anyone' },
  OverrideDisclosure: { MANAGER: 'anyone' },
  DiscloseInformation: { ...sharing, PRIVACY_OFFICER: 'anyone' },
  AcknowledgeDisclosure: { ...sharing, PARTNER: 'asked', PRIVACY_OFFICER: 'anyone' },
  NotifyDisclosureError: { ...sharing, PARTNER: 'asked', PRIVACY_OFFICER: 'anyone' },
};
