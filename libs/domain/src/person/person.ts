import { Rejected } from '#libs/contracts';
import { isCertainlyAfter } from '#libs/reference';
import type { Clear, PersonCommand, PersonEvent, RecordDeath } from '#libs/contracts';
import type { Aggregate, Circumstances, Decided, Facts, Needs, Past, Told } from '../aggregate.ts';
import { checkPast, dayOf } from '../days.ts';
import { knownPerson, livingPerson } from '../eligibility.ts';
import { storedIdentifier } from '../numbers.ts';
import { addressRecorded, identifierRecorded, register } from './registration.ts';
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
      return addressRecorded(command, said(command.data));
    case 'EndAddress':
      checkSpan(command);
      return { type: 'AddressEnded', data: said(command.data) };
    case 'RecordRelationship':
      checkOther(command, facts, command.data.other);
      return { type: 'RelationshipRecorded', data: said(command.data) };
    case 'EndRelationship':
      checkSpan(command);
      return { type: 'RelationshipEnded', data: said(command.data) };
    case 'RecordParentalResponsibility':
      checkOther(command, facts, command.data.holder);
      return { type: 'ParentalResponsibilityRecorded', data: said(command.data) };
    case 'EndParentalResponsibility':
      checkSpan(command);
      return { type: 'ParentalResponsibilityEnded', data: said(command.data) };
    case 'RecordEthnicity':
      return { type: 'EthnicityRecorded', data: said(command.data) };
    case 'RecordSendStatus':
      checkLiving(command, facts, command.data.person);
      return { type: 'SendStatusRecorded', data: said(command.data) };
    case 'RecordDeath':
      return deathRecorded(command, facts);
  }
}

function said<T extends { person: string }>({ person, ...data }: T): Omit<T, 'person'> {
  return data;
}

type Span = Told<{ readonly person: string; readonly from?: string; readonly to?: string }>;

function checkSpan(told: Span): void {
  checkPast(told, { from: told.data.from, to: told.data.to });
}

/** A death that is recorded at the same moment is found by detection, unless it is the person's own (the stream). */
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
  const { person, dateOfDeath } = told.data;
  checkPast(told, { dateOfDeath });
  const { dateOfBirth } = knownPerson(facts, person);
  if (dateOfBirth !== undefined && isCertainlyAfter(dateOfBirth, dateOfDeath)) {
    throw new Rejected('DEATH_BEFORE_BIRTH', { field: 'dateOfDeath' });
  }
  // The day of a death stands in the sealed part only.
  return { type: 'DeathRecorded', data: said(told.data), occurredAt: { precision: 'UNKNOWN' } };
}

function needs({ type, data }: PersonCommand): Needs {
  switch (type) {
    case 'RegisterPerson':
      return {};
    case 'RecordRelationship':
      return { persons: [data.person, data.other] };
    case 'RecordParentalResponsibility':
      return { persons: [data.person, data.holder] };
    case 'RecordPersonName':
    case 'RecordIdentifier':
    case 'WithdrawIdentifier':
    case 'RecordAddress':
    case 'EndAddress':
    case 'EndRelationship':
    case 'EndParentalResponsibility':
    case 'RecordEthnicity':
    case 'RecordSendStatus':
    case 'RecordDeath':
      return { persons: [data.person] };
  }
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
    return state.status === 'REGISTERED' ? [] : register(command);
  },
  evolve,
  families: () => [],
  seen: () => undefined,
};
