import { Rejected } from '#libs/contracts';
import type { Clear, PersonCommand, PersonEvent, RecordDeath } from '#libs/contracts';
import type { Aggregate, Circumstances, Decided, Facts, Needs, Past, Told } from '../aggregate.ts';
import { checkSaid } from '../checks.ts';
import { checkPast, dayOf } from '../days.ts';
import { knownPerson, livingPerson } from '../eligibility.ts';
import { storedIdentifier } from '../numbers.ts';
import { checkNotItsParent, checkNotItsWard } from './kin.ts';
import { checkEhcDates, checkNoUpn, checkOthers, checkYoungCarer } from './matters.ts';
import { birthRecorded, checkDeath, checkUnborn, expectedDateRevised, pregnancyEnded } from './pregnancy.ts';
import { corrected } from './corrected.ts';
import { addressRecorded, checkKeptSaid, identifierRecorded, register } from './registration.ts';
import { checkEnds, standsAlready } from './standing.ts';
import type { MatterEvent } from './standing.ts';

type MatterCommand = Exclude<PersonCommand, { type: 'RegisterPerson' }> & Circumstances;

export type PersonState = { readonly status: 'UNREGISTERED' } | { readonly status: 'REGISTERED' };

/** A command about one matter of the record, judged against what stands of it (sealed, so it comes as a fact). */
function record(command: MatterCommand, state: PersonState, facts: Facts): Decided<MatterEvent>[] {
  if (state.status === 'UNREGISTERED') throw new Rejected('NOT_FOUND');
  const self = knownPerson(facts, command.data.person);
  const event = eventOf(command, facts);
  if (standsAlready(event, self)) return [];
  checkEnds(event, self);
  checkUnborn(event, self);
  return [event];
}

function eventOf(command: MatterCommand, facts: Facts): Decided<MatterEvent> {
  switch (command.type) {
    case 'RecordPersonName':
      checkSpan(command);
      return { type: 'PersonNameRecorded', data: said(command.data) };
    case 'RecordIdentifier':
      return identifierRecorded(storedIdentifier(said(command.data), 'value'));
    case 'WithdrawIdentifier':
      return { type: 'IdentifierWithdrawn', data: storedIdentifier(said(command.data), 'value') };
    case 'RecordAddress':
      checkLiving(command, facts, command.data.person);
      checkOthers(facts, command.data.person, command.data.confidentialFrom);
      checkKeptSaid(command.data, knownPerson(facts, command.data.person));
      return addressRecorded(command, said(command.data));
    case 'EndAddress':
      checkSpan(command);
      return { type: 'AddressEnded', data: said(command.data) };
    case 'RecordRelationship':
      checkOther(command, facts, command.data.other);
      checkNotItsParent(command.data, facts);
      return { type: 'RelationshipRecorded', data: said(command.data) };
    case 'EndRelationship':
      checkSpan(command);
      return { type: 'RelationshipEnded', data: said(command.data) };
    case 'RecordParentalResponsibility':
      checkOther(command, facts, command.data.holder);
      checkNotItsWard(command.data, facts);
      return { type: 'ParentalResponsibilityRecorded', data: said(command.data) };
    case 'EndParentalResponsibility':
      checkSpan(command);
      return { type: 'ParentalResponsibilityEnded', data: said(command.data) };
    case 'RecordEthnicity':
      return { type: 'EthnicityRecorded', data: said(command.data) };
    case 'RecordSendStatus':
      checkLiving(command, facts, command.data.person);
      checkEhcDates(command, command.data);
      return { type: 'SendStatusRecorded', data: said(command.data) };
    case 'RecordLanguageNeed':
      return { type: 'LanguageNeedRecorded', data: said(command.data) };
    case 'RegisterYoungCarer':
      checkLiving(command, facts, command.data.person);
      checkOthers(facts, command.data.person, [command.data.caresFor]);
      checkYoungCarer(command, facts);
      return { type: 'YoungCarerRegistered', data: said(command.data) };
    case 'EndYoungCarer':
      checkSpan(command);
      return { type: 'YoungCarerEnded', data: said(command.data) };
    case 'RecordUpnUnknownReason':
      checkNoUpn(knownPerson(facts, command.data.person));
      return { type: 'UpnUnknownReasonRecorded', data: said(command.data) };
    case 'RecordContactBar':
      checkLiving(command, facts, command.data.person);
      checkOthers(facts, command.data.person, [command.data.barred]);
      return { type: 'ContactBarRecorded', data: said(command.data) };
    case 'LiftContactBar':
      checkSpan(command);
      return { type: 'ContactBarLifted', data: said(command.data) };
    case 'RecordWarning':
      checkLiving(command, facts, command.data.person);
      return { type: 'WarningRecorded', data: said(command.data) };
    case 'EndWarning':
      checkSpan(command);
      return { type: 'WarningEnded', data: said(command.data) };
    case 'ReviseExpectedDeliveryDate':
      return expectedDateRevised(command);
    case 'RecordBirth':
      return birthRecorded(command, facts);
    case 'EndPregnancyWithoutBirth':
      return pregnancyEnded(command);
    case 'RecordDeath':
      return deathRecorded(command, facts);
    case 'RetractDeath':
      checkSaid(command.data.reason, 'reason');
      return { type: 'DeathRecordRetracted', data: said(command.data) };
  }
}

function said<T extends { person: string }>({ person, ...data }: T): Omit<T, 'person'> {
  return data;
}

type Span = Told<{ readonly person: string; readonly from?: string; readonly to?: string }>;

function checkSpan(told: Span): void {
  checkPast(told, { from: told.data.from, to: told.data.to });
}

/** A death that is recorded at the same moment is let stand beside it, unless it is the person's own (the stream). */
function checkLiving(told: Span, facts: Facts, ...persons: readonly string[]): void {
  checkSpan(told);
  for (const person of persons) livingPerson(facts, person, told.data.from ?? dayOf(told));
}

/** The other may be of any age: a parent may be a child too. */
function checkOther(told: Span, facts: Facts, other: string): void {
  if (told.data.person === other) throw new Rejected('NOT_SAME_AS_SELF');
  checkLiving(told, facts, told.data.person, other);
}

function deathRecorded(told: Told<RecordDeath>, facts: Facts): Decided<MatterEvent> {
  checkDeath(told, told.data, knownPerson(facts, told.data.person));
  // The day of a death stands in the sealed part only.
  return { type: 'DeathRecorded', data: said(told.data), occurredAt: { precision: 'UNKNOWN' } };
}

function needs({ type, data }: PersonCommand): Needs {
  switch (type) {
    case 'RegisterPerson': {
      const { siblingOfPregnancy: sibling, address } = data;
      return { ...(sibling !== undefined && { persons: [sibling] }), ...others(address?.confidentialFrom) };
    }
    case 'RecordAddress':
      return { persons: [data.person], ...others(data.confidentialFrom) };
    case 'RegisterYoungCarer': {
      const caredFor = data.caresFor === undefined ? [] : [data.caresFor];
      return { persons: [data.person, ...caredFor], ...others(caredFor) };
    }
    case 'RecordContactBar':
      return { persons: [data.person], ...others([data.barred]) };
    case 'RecordRelationship':
      return { persons: [data.person, data.other], kinOf: [data.person, data.other] };
    case 'RecordParentalResponsibility':
      return { persons: [data.person, data.holder], kinOf: [data.person, data.holder] };
    case 'RecordPersonName':
    case 'RecordIdentifier':
    case 'WithdrawIdentifier':
    case 'EndAddress':
    case 'EndRelationship':
    case 'EndParentalResponsibility':
    case 'RecordEthnicity':
    case 'RecordSendStatus':
    case 'RecordLanguageNeed':
    case 'EndYoungCarer':
    case 'RecordUpnUnknownReason':
    case 'LiftContactBar':
    case 'RecordWarning':
    case 'EndWarning':
    case 'ReviseExpectedDeliveryDate':
    case 'RecordBirth':
    case 'EndPregnancyWithoutBirth':
    case 'RecordDeath':
    case 'RetractDeath':
      return { persons: [data.person] };
  }
}

/** People whom a command names, and of whom it asks no more than that they are there. */
function others(persons: readonly string[] | undefined): Needs {
  return persons ? { begun: persons.map((person) => `person-${person}`) } : {};
}

function evolve(state: PersonState, event: Past<Clear.PersonEvent>): PersonState {
  if (event.type !== 'PersonRegistered') return state;
  return { status: 'REGISTERED' };
}

/** A child, an unborn child or an adult. */
export const person: Aggregate<PersonState, PersonCommand, PersonEvent, Clear.PersonEvent> = {
  category: 'person',
  initial: { status: 'UNREGISTERED' },
  needs,
  decide: (command, state, facts) => {
    if (command.type !== 'RegisterPerson') return record(command, state, facts);
    return state.status === 'REGISTERED' ? [] : register(command, facts);
  },
  evolve,
  families: () => [],
  seen: () => undefined,
  corrected,
};
