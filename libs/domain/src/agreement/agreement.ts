import { Rejected } from '#libs/contracts';
import type {
  AgreementCommand,
  AgreementEvent,
  AssessCompetence,
  ChangeAgreementScope,
  Clear,
  GiveAgreement,
  RefuseAgreement,
  ReviewAgreement,
  WithdrawAgreement,
} from '#libs/contracts';
import type { Aggregate, Circumstances, Facts, Needs, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkRationale, checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeOrganisation, activeWorker, livingPerson } from '../eligibility.ts';
import { checkCapacity, mattersOf } from './capacity.ts';
import { corrected } from './corrected.ts';
import { evolve, forbids, type AgreementState, type Voice } from './state.ts';

/** Given again it is recorded again: what was said may be signed since. */
function give(told: Told<GiveAgreement>, facts: Facts): AgreementEvent[] {
  const { person, ...given } = told.data;
  checkAsked(told, facts, given.takenBy);
  checkAgencies(told, facts, given.agencies);
  checkCapacity(told, told.data, mattersOf('AgreementGiven', given.agencies), facts);
  checkSaid(given.explained, 'explained');
  return [{ type: 'AgreementGiven', data: given }];
}

function refuse(told: Told<RefuseAgreement>, state: AgreementState, facts: Facts): AgreementEvent[] {
  const { person, ...refused } = told.data;
  checkAsked(told, facts, refused.takenBy);
  checkCapacity(told, told.data, ['HELP'], facts);
  const before = state.voices.get(refused.by);
  if (before?.says === 'AGREES') throw new Rejected('AGREED_ALREADY');
  return before?.says === 'REFUSES' ? [] : [{ type: 'AgreementRefused', data: refused }];
}

function changeScope(
  told: Told<ChangeAgreementScope>,
  state: AgreementState,
  facts: Facts,
): AgreementEvent[] {
  const { person, ...changed } = told.data;
  checkAsked(told, facts, changed.takenBy);
  checkAgencies(told, facts, changed.agencies);
  const { agencies } = agreeing(state, changed.by);
  checkCapacity(told, told.data, mattersOf('AgreementScopeChanged'), facts);
  checkSaid(changed.explained, 'explained');
  return isSame(agencies, changed.agencies) ? [] : [{ type: 'AgreementScopeChanged', data: changed }];
}

function review(told: Told<ReviewAgreement>, state: AgreementState, facts: Facts): AgreementEvent[] {
  const { person, ...reviewed } = told.data;
  checkAsked(told, facts, reviewed.takenBy);
  agreeing(state, reviewed.by);
  checkCapacity(told, told.data, ['HELP'], facts);
  checkSaid(reviewed.explained, 'explained');
  return [{ type: 'AgreementReviewed', data: reviewed }];
}

/** Whoever agreed may take it back, whatever became since of the capacity in which they did. */
function withdraw(told: Told<WithdrawAgreement>, state: AgreementState, facts: Facts): AgreementEvent[] {
  const { person, ...withdrawn } = told.data;
  checkAsked(told, facts, withdrawn.takenBy);
  agreeing(state, withdrawn.by);
  return [{ type: 'AgreementWithdrawn', data: withdrawn }];
}

/** Gillick competence: whether a child understands what is proposed; looked at anew for each matter. */
function assess(told: Told<AssessCompetence>, facts: Facts): AgreementEvent[] {
  const { person, ...assessed } = told.data;
  checkAsked(told, facts, assessed.assessedBy);
  if (livingPerson(facts, person, dayOf(told)).adult === true)
    throw new Rejected('NOT_A_CHILD', { child: person });
  checkRationale(assessed.rationale, 'rationale');
  return [{ type: 'CompetenceAssessed', data: assessed }];
}

type Asked = Circumstances & { readonly data: { readonly family: string; readonly by?: string } };

function checkAsked(told: Asked, facts: Facts, worker: string): void {
  const { family, by } = told.data;
  checkBegun(facts, family, by && `person-${by}`);
  activeWorker(facts, worker, dayOf(told));
}

function checkAgencies(told: Circumstances, facts: Facts, agencies: readonly string[] = []): void {
  checkDistinct(agencies, 'agencies');
  for (const agency of agencies) activeOrganisation(facts, agency, dayOf(told));
}

function agreeing({ voices }: AgreementState, by: string): Voice {
  const voice = voices.get(by);
  if (voice?.says !== 'AGREES') throw new Rejected('NOT_AGREED', { by });
  return voice;
}

function isSame(before: readonly string[], now: readonly string[] = []): boolean {
  return before.length === now.length && now.every((agency) => before.includes(agency));
}

function needs({ type, data }: AgreementCommand): Needs {
  const { person, family } = data;
  switch (type) {
    case 'GiveAgreement':
    case 'ChangeAgreementScope':
      return { ...speaking(data), organisations: data.agencies ?? [] };
    case 'RefuseAgreement':
    case 'ReviewAgreement':
      return speaking(data);
    case 'WithdrawAgreement':
      return asked(data);
    case 'AssessCompetence':
      return { persons: [person], workers: [data.assessedBy], begun: [family] };
  }
}

interface Spoken {
  readonly person: string;
  readonly family: string;
  readonly by: string;
  readonly takenBy: string;
}

function asked({ family, by, takenBy }: Spoken): Needs {
  return { workers: [takenBy], begun: [family, `person-${by}`] };
}

/** What says in which capacity they speak. */
function speaking(data: Spoken): Needs {
  return { ...asked(data), persons: [data.person], competenceOf: data.person };
}

/**
 * Whether those who may agree to help for a person, the person among them, do, and which agencies they let be told. It is
 * not a basis to share: see `disclosure`. One stream a person guards it; who may agree are facts of the moment.
 */
export const agreement: Aggregate<AgreementState, AgreementCommand, AgreementEvent, Clear.AgreementEvent> = {
  category: 'agreement',
  initial: { voices: new Map() },
  needs,
  decide: (command, state, facts) => {
    switch (command.type) {
      case 'GiveAgreement':
        return give(command, facts);
      case 'RefuseAgreement':
        return refuse(command, state, facts);
      case 'ChangeAgreementScope':
        return changeScope(command, state, facts);
      case 'ReviewAgreement':
        return review(command, state, facts);
      case 'WithdrawAgreement':
        return withdraw(command, state, facts);
      case 'AssessCompetence':
        return assess(command, facts);
    }
  },
  evolve,
  corrected,
  forbids,
  firstIsAsAny: true,
  families: () => [],
  seen: () => undefined,
};
