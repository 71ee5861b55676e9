import { describe, expect, it } from '@jest/globals';
import type { PersonCommand, PersonEvent } from '#libs/contracts';
import { ava, avaAnd, avaDied, avaRegistered } from '../testing/ava.ts';
import { someone } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { person } from './person.ts';

const known = given(person, avaRegistered);
const begun = (...persons: string[]) => ({ begun: new Set(persons.map((each) => `person-${each}`)) });

describe('a bar on contact', () => {
  const bar: PersonCommand = {
    type: 'RecordContactBar',
    data: { person: 'ava', barred: 'tom', scope: 'NO_CONTACT', orderReference: 'NMO 4711', from: '2026-05' },
  };
  const lift = (to: string): PersonCommand => ({
    type: 'LiftContactBar',
    data: { person: 'ava', barred: 'tom', scope: 'NO_CONTACT', to },
  });
  const barred: PersonEvent = {
    type: 'ContactBarRecorded',
    data: { barred: 'tom', scope: 'NO_CONTACT', orderReference: 'NMO 4711', from: '2026-05' },
  };

  it('says who, from what, and by which order', () => {
    known.when(bar, {}, { ...ava(), ...begun('tom') }).then(barred);
    known.when(bar, {}, { ...ava(barred), ...begun('tom') }).then();
    known.when(bar, {}, ava()).refuses('NOT_FOUND', { stream: 'person-tom' });
  });
  it('is never against oneself', () => {
    const self: PersonCommand = {
      type: 'RecordContactBar',
      data: { person: 'ava', barred: 'ava', scope: 'NO_CONTACT' },
    };
    known.when(self, {}, { ...ava(), ...begun('ava') }).refuses('NOT_SAME_AS_SELF');
  });
  it('is lifted, where it stands, not before it began', () => {
    known
      .when(lift('2026-06'), {}, ava(barred))
      .then({ type: 'ContactBarLifted', data: { barred: 'tom', scope: 'NO_CONTACT', to: '2026-06' } });
    known.when(lift('2026-06'), {}, ava()).refuses('NOT_RECORDED');
    known.when(lift('2026-04'), {}, ava(barred)).refuses('END_BEFORE_START', { field: 'to' });
  });
});

describe('a warning', () => {
  const warning: PersonEvent = {
    type: 'WarningRecorded',
    data: { warning: 'DANGEROUS_ANIMAL', details: 'Two dogs.', from: '2026-05' },
  };
  it('is recorded, and ended where it stands', () => {
    const record: PersonCommand = {
      type: 'RecordWarning',
      data: { person: 'ava', warning: 'DANGEROUS_ANIMAL', details: 'Two dogs.', from: '2026-05' },
    };
    const end: PersonCommand = {
      type: 'EndWarning',
      data: { person: 'ava', warning: 'DANGEROUS_ANIMAL', to: '2026-06' },
    };
    known.when(record, {}, ava()).then(warning);
    known
      .when(end, {}, ava(warning))
      .then({ type: 'WarningEnded', data: { warning: 'DANGEROUS_ANIMAL', to: '2026-06' } });
    known.when(end, {}, ava()).refuses('NOT_RECORDED');
  });
});

describe('a language need', () => {
  it('is recorded when it changes', () => {
    const need = (interpreter: boolean): PersonCommand => ({
      type: 'RecordLanguageNeed',
      data: { person: 'ava', language: 'Polish', interpreter },
    });
    const recorded: PersonEvent = {
      type: 'LanguageNeedRecorded',
      data: { language: 'Polish', interpreter: true },
    };
    known.when(need(true), {}, ava()).then(recorded);
    known.when(need(true), {}, ava(recorded)).then();
    known
      .when(need(false), {}, ava(recorded))
      .then({ type: 'LanguageNeedRecorded', data: { language: 'Polish', interpreter: false } });
  });
});

describe('a young carer', () => {
  const registered: PersonEvent = { type: 'YoungCarerRegistered', data: { caresFor: 'mia', from: '2026' } };
  it('is registered, with whom the child cares for', () => {
    const register: PersonCommand = {
      type: 'RegisterYoungCarer',
      data: { person: 'ava', caresFor: 'mia', from: '2026' },
    };
    known.when(register, {}, { ...ava(), ...begun('mia') }).then(registered);
    known.when(register, {}, ava()).refuses('NOT_FOUND', { stream: 'person-mia' });
  });
  it('is under eighteen when the caring begins', () => {
    const register = (from?: string): PersonCommand => ({
      type: 'RegisterYoungCarer',
      data: { person: 'ava', ...(from !== undefined && { from }) },
    });
    const born = (dateOfBirth?: string) => ({
      persons: new Map([['ava', { adult: true, standing: new Map(), ...(dateOfBirth && { dateOfBirth }) }]]),
    });
    const refused = { person: 'ava' };
    known.when(register(), {}, born('1990-01-01')).refuses('NOT_UNDER_18', refused);
    known.when(register(), {}, born('2008-06-16')).refuses('NOT_UNDER_18', refused);
    known.when(register(), {}, born()).refuses('NOT_UNDER_18', refused);
    known.when(register(), {}, born('2008-06-17')).then({ type: 'YoungCarerRegistered', data: {} });
    for (const from of ['2026-05', '2026'])
      known.when(register(from), {}, born('2008-06-16')).then({
        type: 'YoungCarerRegistered',
        data: { from },
      });
  });
  it('is not cared for by whom the child cares for', () => {
    const bens: PersonEvent = { type: 'YoungCarerRegistered', data: { caresFor: 'ava' } };
    const over: PersonEvent = { type: 'YoungCarerEnded', data: { to: '2026-05' } };
    const register: PersonCommand = { type: 'RegisterYoungCarer', data: { person: 'ava', caresFor: 'ben' } };
    const beside = (event: PersonEvent) => ({
      ...avaAnd('ben', { standing: new Map([['young carer', event]]) }),
      ...begun('ben'),
    });
    expect(person.needs(register, person.initial)).toMatchObject({ persons: ['ava', 'ben'] });
    known.when(register, {}, beside(bens)).refuses('CARES_FOR_EACH_OTHER');
    known.when(register, {}, beside(over)).then({ type: 'YoungCarerRegistered', data: { caresFor: 'ben' } });
  });
  it('is none any more, where the child was one', () => {
    const end: PersonCommand = { type: 'EndYoungCarer', data: { person: 'ava', to: '2026-06' } };
    known.when(end, {}, ava(registered)).then({ type: 'YoungCarerEnded', data: { to: '2026-06' } });
    known.when(end, {}, ava()).refuses('NOT_RECORDED');
  });
});

describe('why there is no unique pupil number', () => {
  const unknown: PersonCommand = { type: 'RecordUpnUnknownReason', data: { person: 'ava', reason: 'UN1' } };
  const upn: PersonEvent = {
    type: 'IdentifierRecorded',
    data: { scheme: 'UPN', value: 'E919576519948', verification: 'UNVERIFIED' },
  };
  it('is recorded where there is none', () => {
    known.when(unknown, {}, ava()).then({ type: 'UpnUnknownReasonRecorded', data: { reason: 'UN1' } });
  });
  it('is not recorded beside a number', () => {
    known.when(unknown, {}, ava(upn)).refuses('UPN_RECORDED');
  });
});

describe('the dates of an education, health and care plan', () => {
  const plan = (more: object): PersonCommand => ({
    type: 'RecordSendStatus',
    data: { person: 'ava', status: 'EHCP', ...more },
  });
  it('stand beside the status', () => {
    const dates = { ehcRequestedOn: '2025-09-01', ehcPlanOn: '2026-01-19' };
    known.when(plan(dates), {}, ava()).then({
      type: 'SendStatusRecorded',
      data: { status: 'EHCP', ...dates },
    });
  });
  it('are of the past, the request before the plan', () => {
    known.when(plan({ ehcPlanOn: '2027' }), {}, ava()).refuses('DATE_IN_FUTURE', { field: 'ehcPlanOn' });
    known
      .when(plan({ ehcRequestedOn: '2026-02-01', ehcPlanOn: '2026-01-19' }), {}, ava())
      .refuses('END_BEFORE_START', { field: 'ehcPlanOn' });
  });
});

describe('a death that was none', () => {
  const retract: PersonCommand = { type: 'RetractDeath', data: { person: 'ava', reason: 'Her namesake.' } };
  const retracted: PersonEvent = { type: 'DeathRecordRetracted', data: { reason: 'Her namesake.' } };
  it('is retracted, and the person lives', () => {
    known.when(retract, {}, ava(avaDied)).then(retracted);
    known.when(retract, {}, ava()).refuses('NOT_RECORDED');
    expect(ava(avaDied, retracted).persons.get('ava')?.dateOfDeath).toBeUndefined();
  });
  it('is retracted for a reason', () => {
    const silent: PersonCommand = { type: 'RetractDeath', data: { person: 'ava', reason: ' ' } };
    known.when(silent, {}, ava(avaDied)).refuses('REQUIRED', { field: 'reason' });
  });
});

describe('a parent and a child', () => {
  const standing = (event: PersonEvent, matter: string) =>
    avaAnd('mia', someone({ standing: new Map([[matter, event]]) }));
  it('are never the other way round as well', () => {
    const command: PersonCommand = {
      type: 'RecordRelationship',
      data: { person: 'ava', other: 'mia', type: 'MOTHER' },
    };
    const mother: PersonEvent = { type: 'RelationshipRecorded', data: { other: 'ava', type: 'MOTHER' } };
    known.when(command, {}, standing(mother, 'relationship ava MOTHER')).refuses('OWN_ANCESTOR');
    const sister: PersonEvent = { type: 'RelationshipRecorded', data: { other: 'ava', type: 'SIBLING' } };
    known
      .when(command, {}, standing(sister, 'relationship ava SIBLING'))
      .then({ type: 'RelationshipRecorded', data: { other: 'mia', type: 'MOTHER' } });
  });
  it('have no parental responsibility for each other', () => {
    const command: PersonCommand = {
      type: 'RecordParentalResponsibility',
      data: { person: 'ava', holder: 'mia', basis: 'BIRTH_MOTHER' },
    };
    const held: PersonEvent = {
      type: 'ParentalResponsibilityRecorded',
      data: { holder: 'ava', basis: 'BIRTH_MOTHER' },
    };
    known.when(command, {}, standing(held, 'parental responsibility ava')).refuses('OWN_ANCESTOR');
  });
});
