import type { AnyAggregate } from './aggregate.ts';
import { agreement } from './agreement/agreement.ts';
import { audit } from './audit/audit.ts';
import { breakglass } from './breakglass/breakglass.ts';
import { codeset } from './codeset/codeset.ts';
import { disclosure } from './disclosure/disclosure.ts';
import { erasure } from './erasure/erasure.ts';
import { family } from './family/family.ts';
import { flag } from './flag/flag.ts';
import { hold } from './hold/hold.ts';
import { identity } from './identity/identity.ts';
import { ledger } from './ledger/ledger.ts';
import { organisation } from './organisation/organisation.ts';
import { panel } from './panel/panel.ts';
import { person } from './person/person.ts';
import { plan } from './plan/plan.ts';
import { assessment } from './assessment/assessment.ts';
import { request } from './request/request.ts';
import { restriction } from './restriction/restriction.ts';
import { sample } from './sample/sample.ts';
import { sealing } from './seal/seal.ts';
import { store } from './store/store.ts';
import { viewings } from './viewings/viewings.ts';
import { worker } from './worker/worker.ts';

/** The rules of every kind of stream, by the aggregate's name in the command table. */
export const aggregates: Readonly<Record<string, AnyAggregate>> = {
  store,
  codeset,
  organisation,
  worker,
  person,
  family,
  request,
  panel,
  plan,
  assessment,
  identity,
  flag,
  agreement,
  disclosure,
  ledger,
  breakglass,
  viewings,
  hold,
  erasure,
  restriction,
  sample,
  audit,
  seal: sealing,
};

export type * from './aggregate.ts';
export type { HeldFact } from './seal/fact.ts';
export { correcting } from './correction/correcting.ts';
export { birthFaults } from './birth.ts';
export type { Birth, DaysKnown } from './birth.ts';
export { checkCircumstances, isLate } from './circumstances.ts';
export type { FieldFault } from './checks.ts';
export { couldBeLiving } from './eligibility.ts';
export { couldMisfit, mayBeSettledElsewhere, mayMisfit, misfitOf } from './past-order.ts';
export type { Misfit } from './past-order.ts';
export { carriesOn, decidedOn, restedOn } from './rested-on.ts';
export { family } from './family/family.ts';
export { familyFact } from './family/evolve.ts';
export type { Episode } from './family/state.ts';
export { statusesToNote } from './family/accepted.ts';
export { helpedAsTwo, helpedTwice } from './family/helped-twice.ts';
export type { OpenHelp } from './family/helped-twice.ts';
export { ownersGone } from './family/owners-gone.ts';
export { roleBeforeBirth, roleOnceBorn } from './family/membership.ts';
export type { FamilyState } from './family/state.ts';
export { standingHold } from './hold/hold.ts';
export type {
  AuditCaseFact,
  AuditCaseNeed,
  AuditingFacts,
  EvidenceFact,
  EvidenceNeed,
  LaterCaseFact,
  LaterCaseNeed,
  OtherAuditFact,
  ReviewerFact,
  SampleCasesFact,
} from './audit/fact.ts';
export { designed } from './sample/design.ts';
export type { CaseFact, DrawFact, DrawNeed, FrameFact, FrameNeed, SamplingFacts } from './sample/fact.ts';
export { isRestrictedBy } from './restriction/restriction.ts';
export { isLockedOutBy } from './worker/worker.ts';
export { isDue, keepingOf } from './retention/retention.ts';
export type { Keeping, Life } from './retention/retention.ts';
export { allOf, nothingToErase } from './retention/records.ts';
export { lifeOf, lifeOfText } from './retention/life.ts';
export type { Mention } from './retention/mention.ts';
export type { ErasingFact, KeptRecord, Records, StandingHold, UnknownOnForms } from './retention/records.ts';
export { familiesOpenBy, glassReviewDueOn } from './breakglass/breakglass.ts';
export { arePapersClosed } from './panel/sitting.ts';
export { agenciesLeftOut, agreementFact, agreementStanding, competenceFact } from './agreement/state.ts';
export { keepsAllFrom } from './disclosure/bars.ts';
export { disclosureStanding } from './disclosure/state.ts';
export type { DisclosureState } from './disclosure/state.ts';
export { openAssessments } from './assessment/state.ts';
export { openActions, planStanding } from './plan/state.ts';
export type { PlanState } from './plan/state.ts';
export { kinNamedBy } from './person/kin.ts';
export { overdueSince } from './person/pregnancy.ts';
export {
  endedAsLinked,
  numbersOfLiving,
  personFact,
  verifiedNumber,
  verifiedNumbers,
} from './person/standing.ts';
export { organisationFact } from './organisation/organisation.ts';
export { succession } from './organisation/succession.ts';
export type { Succeeding } from './organisation/succession.ts';
export { workerFact } from './worker/worker.ts';
export { isRequest } from './panel/agenda.ts';
export { comesAgainFrom, isToBeOffered, joiningOf, openingOf, passingOnOf } from './panel/following.ts';
export { leavesAgenda } from './panel/state.ts';
export { panelItemFact } from './panel/evolve.ts';
export { familyOfRequest, requestFact } from './request/evolve.ts';
export { isOpenWork } from './request/open-work.ts';
export { decides as decidesRequest } from './request/outcomes.ts';
export { cameAfterDeath, formFaults } from './request/form.ts';
export { peopleOnForms } from './request/identified.ts';
export type { OnForm, PeopleOnForms } from './request/fact.ts';
export { subjectsOnTheForm } from './request/form-subjects.ts';
