import { streamSubject, type EventType } from '#libs/contracts';
import { codesJudgedOn, earliestDay, latestDay, londonDay } from '#libs/reference';
import type { Fact, FactOf } from '../fact.ts';
import { FOREVER, type Tables } from '../projection.ts';
import type { HappeningKind, HappeningRow } from './table.ts';

type Happening = {
  readonly kind: HappeningKind;
  /** When it was so is not for everyone who counts to know: it stands at its recording. */
  readonly asRecorded?: true;
  /** Of whom alone it is, where it is not of all who are helped. */
  readonly persons?: readonly string[];
} & Partial<Pick<HappeningRow, 'family' | 'episode' | 'about' | 'value'>>;

function ended(kind: 'DIED' | 'LOST' | 'LIVES', person: string): Happening {
  return { kind, about: streamSubject(person), family: null, asRecorded: true };
}

type Spoken = FactOf<'AgreementGiven' | 'AgreementScopeChanged' | 'AgreementRefused' | 'AgreementWithdrawn'>;

/** About the child, by whom, and which agencies they let be told. */
function said(kind: HappeningKind, { stream, data }: Spoken): Happening {
  const { family, by } = data;
  const agencies = 'agencies' in data ? data.agencies : [];
  return { kind, family, about: streamSubject(stream), value: JSON.stringify({ by, agencies }) };
}

/** Whom an agency is to be told of, where one is. */
function toDisclose({ decision, family, persons, recipientAgency }: Deciding): Happening {
  const about = decision === 'DISCLOSE' ? (recipientAgency ?? null) : null;
  return { kind: 'TO_DISCLOSE', family, about, value: JSON.stringify(persons) };
}

type Deciding = FactOf<'DisclosureDecided' | 'DisclosureOverridden'>['data'];

function actionOver({ data }: FactOf<'ActionCompleted' | 'ActionCancelled'>): Happening {
  const { family, episode, action: about } = data;
  return { kind: 'ACTION_OVER', family, episode, about };
}

function assessed(
  kind: 'ASSESSMENT_COMPLETE' | 'ASSESSMENT_GIVEN_UP',
  { data }: FactOf<'AssessmentFinalised' | 'AssessmentAbandoned'>,
): Happening {
  const { family, episode, assessment: about } = data;
  return { kind, family, episode, about };
}

/** What an event is in an overview; events of a family's stream are of that family without saying so. */
const happenings: { readonly [T in EventType]?: (fact: FactOf<T>) => Happening } = {
  RequestReceived: ({ stream, data: { family = null, district } }) => ({
    kind: 'REQUESTED',
    about: stream,
    family,
    value: district,
  }),
  RequestLinkedToFamily: ({ stream, data: { family } }) => ({ kind: 'LINKED', about: stream, family }),
  EpisodeOpened: ({ data: { episode, district, request = null } }) => ({
    kind: 'OPENED',
    episode,
    about: request,
    value: district,
  }),
  EpisodeReopened: ({ data: { episode } }) => ({ kind: 'REOPENED', episode }),
  EpisodeClosed: ({ data: { episode } }) => ({ kind: 'CLOSED', episode }),
  EpisodeContinued: ({ data: { episode, from, district } }) => ({
    kind: 'CONTINUED',
    episode,
    about: from,
    value: district,
  }),
  DistrictChanged: ({ data: { to } }) => ({ kind: 'MOVED', value: to }),
  SteppedUp: ({ data: { episode, child, to } }) => ({ kind: 'STEPPED_UP', episode, about: child, value: to }),
  SteppedDown: ({ data: { episode, child, to } }) => ({
    kind: 'STEPPED_DOWN',
    episode,
    about: child,
    value: to,
  }),
  DriftAcknowledged: ({ data: { episode, rule } }) => ({ kind: 'ACKNOWLEDGED', episode, value: rule }),
  StepUpProposed: ({ data: { episode, step, target, children: persons } }) => ({
    kind: 'ASKED',
    episode,
    about: step,
    value: target,
    persons,
  }),
  StepDownProposed: ({ data: { episode, step, children: persons } }) => ({
    kind: 'ASKED_DOWN',
    episode,
    about: step,
    persons,
  }),
  StepUpAccepted: ({ data: { episode, step } }) => ({ kind: 'TAKEN_OVER', episode, about: step }),
  StepDownAccepted: ({ data: { episode } }) => ({ kind: 'HANDED_BACK', episode }),
  FamiliesMerged: ({ data: { survivor } }) => ({ kind: 'MERGED', about: survivor }),
  FamilyMergeReversed: ({ data: { retired } }) => ({ kind: 'TAKEN_APART', about: retired }),
  AccountableAgencyAssigned: ({ data: { episode, agency } }) => ({ kind: 'AGENCY', episode, value: agency }),
  AccountableAgencyChanged: ({ data: { episode, to } }) => ({ kind: 'AGENCY', episode, value: to }),
  KeyworkerAssigned: ({ data: { episode, worker } }) => ({ kind: 'KEYWORKER', episode, value: worker }),
  KeyworkerHandedOver: ({ data: { episode, to } }) => ({ kind: 'HANDED_OVER', episode, value: to }),
  AgreementGiven: (fact) => said('AGREED', fact),
  AgreementScopeChanged: (fact) => said('RESCOPED', fact),
  AgreementRefused: (fact) => said('DISAGREED', fact),
  AgreementWithdrawn: (fact) => said('DISAGREED', fact),
  ParentalResponsibilityEnded: ({ stream, data: { holder } }) => ({
    kind: 'LAPSED',
    family: null,
    about: streamSubject(stream),
    value: holder,
  }),
  DisclosureDecided: ({ data }) => toDisclose(data),
  DisclosureOverridden: ({ data }) => toDisclose(data),
  AgreementReviewed: ({ data: { family } }) => ({ kind: 'AGREED', family }),
  TafHeld: ({ data: { family, episode } }) => ({ kind: 'TAF', family, episode }),
  ReviewCompleted: ({ data: { family, episode, nextDue } }) => ({
    kind: 'REVIEWED',
    family,
    episode,
    value: nextDue,
  }),
  PlanCopyShared: ({ data: { family, episode } }) => ({ kind: 'COPY', family, episode }),
  // Where somebody else is to have one, it is still to be given.
  PlanCopyWithheld: ({ data: { family, episode, nobodyElse } }) => ({
    kind: nobodyElse ? 'COPY' : 'COPY_WITHHELD',
    family,
    episode,
  }),
  ActionAdded: ({ data: { family, episode, action, due, person } }) => ({
    kind: 'ACTION',
    family,
    episode,
    about: action,
    value: due,
    ...(person !== undefined && { persons: [person] }),
  }),
  ActionMissed: ({ data: { family, episode, action, due = null } }) => ({
    kind: 'ACTION_PUT_OFF',
    family,
    episode,
    about: action,
    value: due,
  }),
  ActionCompleted: actionOver,
  ActionCancelled: actionOver,
  PlanAgreed: ({ data: { family, episode } }) => ({ kind: 'PLAN', family, episode }),
  PlanEnded: ({ data: { family, episode } }) => ({ kind: 'PLAN_OVER', family, episode }),
  AssessmentStarted: ({ data: { family, episode, assessment: about, scope: value, children: persons } }) => ({
    kind: 'ASSESSMENT',
    family,
    episode,
    about,
    value,
    persons,
  }),
  AssessmentFinalised: (fact) => assessed('ASSESSMENT_COMPLETE', fact),
  AssessmentAbandoned: (fact) => assessed('ASSESSMENT_GIVEN_UP', fact),
  DeathRecorded: ({ stream }) => ended('DIED', stream),
  PregnancyEndedWithoutBirth: ({ stream }) => ended('LOST', stream),
  DeathRecordRetracted: ({ stream }) => ended('LIVES', stream),
  TemporaryCoverArranged: ({ data: { episode, worker, until = null } }) => ({
    kind: 'COVERED',
    episode,
    about: until,
    value: worker,
  }),
  TemporaryCoverEnded: ({ data: { episode } }) => ({ kind: 'COVER_ENDED', episode }),
};

/** Types of the events that are one. */
export const happeningTypes: readonly string[] = Object.keys(happenings);

/** Keeps what overviews count, each event once, with when it was so. */
export function happen(fact: Fact, tables: Tables): void {
  const of = happenings[fact.type] as ((fact: Fact) => Happening) | undefined;
  if (of === undefined) return;
  const { kind, asRecorded, persons, ...told } = of(fact);
  const { family = fact.stream, episode = null, about = null, value = null } = told;
  tables.run(
    `INSERT INTO happenings (position, until, kind, family, episode, about, value, persons, occurred, occurred_on, occurred_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    fact.position,
    FOREVER,
    kind,
    family,
    episode,
    about,
    value,
    persons === undefined ? null : JSON.stringify(persons),
    ...(asRecorded ? recordedOf(fact) : occurredOf(fact)),
  );
}

/** As a row has it: the first instant, and the first and the last day that it may mean. */
type Occurred = readonly [occurred: number, on: string, by: string];

function occurredOf({ occurred, occurredAt, stored }: Fact): Occurred {
  const day = codesJudgedOn(occurredAt, stored.recordedAt);
  return [occurred, earliestDay(day), latestDay(day)];
}

function recordedOf({ stored: { recordedAt } }: Fact): Occurred {
  const day = londonDay(recordedAt);
  return [Date.parse(recordedAt), day, day];
}
