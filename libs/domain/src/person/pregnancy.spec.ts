import { describe, expect, it } from '@jest/globals';
import type { EventOf, Opened, PersonCommand, RegisterPerson } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { livingPerson } from '../eligibility.ts';
import { noFacts, on, someone } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { person } from './person.ts';
import { overdueSince } from './pregnancy.ts';
import { personFact } from './standing.ts';

// A child of the Hill family, expected on 1 October 2026.

const expected: EventOf<'PersonRegistered'> = {
  type: 'PersonRegistered',
  data: {
    reference: 'N-1',
    names: [{ use: 'LEGAL', family: 'Hill' }],
    expectedDeliveryDate: '2026-10-01',
    sex: 'U',
    adult: false,
  },
};
const unborn = given(person, expected);
const after = (...events: Opened.PersonEvent[]): Pick<Facts, 'persons'> => ({
  persons: new Map([['child', personFact([expected, ...events]) ?? someone()]]),
});
const undated = { occurredAt: { precision: 'UNKNOWN' } } as const;

const revise = (expectedDeliveryDate: string): PersonCommand => ({
  type: 'ReviseExpectedDeliveryDate',
  data: { person: 'child', expectedDeliveryDate },
});
const bear = (dateOfBirth: string, more = {}): PersonCommand => ({
  type: 'RecordBirth',
  data: { person: 'child', dateOfBirth, sex: 'F', ...more },
});
const end = (endedOn: string): PersonCommand => ({
  type: 'EndPregnancyWithoutBirth',
  data: { person: 'child', endedOn },
});
const born: EventOf<'BirthRecorded'> = {
  type: 'BirthRecorded',
  data: { dateOfBirth: '2026-06-15', sex: 'F' },
};
const ended: EventOf<'PregnancyEndedWithoutBirth'> = {
  type: 'PregnancyEndedWithoutBirth',
  data: { endedOn: '2026-06' },
};

describe('an expected date', () => {
  it('is revised, once', () => {
    const revised = {
      type: 'ExpectedDeliveryDateRevised',
      data: { expectedDeliveryDate: '2026-10-09' },
    } as const;
    unborn.when(revise('2026-10-09'), {}, after()).then(revised);
    unborn.when(revise('2026-10-09'), {}, after(revised)).then();
    expect(after(revised).persons.get('child')?.expectedDeliveryDate).toBe('2026-10-09');
  });
  it('is a date within a pregnancy of the day it was said', () => {
    unborn.when(revise('2026-02-30'), {}, after()).refuses('INVALID_DATE', { field: 'expectedDeliveryDate' });
    unborn.when(revise('2027-03-24'), {}, after()).refuses('BEFORE_CONCEPTION');
    unborn.when(revise('2025-09-08'), {}, after()).refuses('BEFORE_CONCEPTION');
  });
  it('is none of a child who was born, will not be born, or was never expected', () => {
    unborn.when(revise('2026-10-09'), {}, after(born)).refuses('NOT_UNBORN');
    unborn.when(revise('2026-10-09'), {}, after(ended)).refuses('NOT_UNBORN');
    const persons = new Map([['child', someone()]]);
    unborn.when(revise('2026-10-09'), {}, { persons }).refuses('NOT_UNBORN');
  });
});

describe('a birth', () => {
  it('makes the unborn child a child, and leaves its day to the sealed part', () => {
    unborn.when(bear('2026-06-15'), {}, after()).then({ ...born, ...undated });
    expect(after(born).persons.get('child')).toMatchObject({ dateOfBirth: '2026-06-15' });
  });
  it('does not come after a death', () => {
    const died = {
      type: 'DeathRecorded',
      data: { dateOfDeath: '2026-06-14', verification: 'NOTIFIED' },
    } as const;
    unborn.when(bear('2026-06-15'), {}, after(died)).refuses('DEATH_BEFORE_BIRTH', { field: 'dateOfBirth' });
  });
  it('says which of several children it was', () => {
    const data = { ...born.data, multipleIndex: 2 };
    unborn.when(bear('2026-06-15', { multipleIndex: 2 }), {}, after()).then({ ...born, data, ...undated });
    unborn.when(bear('2026-06-15', { multipleIndex: 0 }), {}, after()).refuses('INVALID_INPUT');
  });
  it('is recorded once', () => {
    unborn.when(bear('2026-06-15'), {}, after(born)).then();
    unborn.when(bear('2026-06-14'), {}, after(born)).refuses('NOT_UNBORN');
  });
  it('is not to come, and within a pregnancy of the expected date', () => {
    unborn.when(bear('2026-06-17'), {}, after()).refuses('DATE_IN_FUTURE', { field: 'dateOfBirth' });
    unborn.when(bear('2025-11'), {}, after()).refuses('BEFORE_CONCEPTION', { field: 'dateOfBirth' });
  });
});

describe('a pregnancy that ends without birth', () => {
  it('leaves its day to the sealed part', () => {
    unborn.when(end('2026-06'), {}, after()).then({ ...ended, ...undated });
  });
  it('ends once, and has no birth', () => {
    unborn.when(end('2026-06'), {}, after(ended)).then();
    unborn.when(bear('2026-06-15'), {}, after(ended)).refuses('NOT_UNBORN');
    unborn.when(end('2026-06'), {}, after(born)).refuses('NOT_UNBORN');
    unborn.when(end('2026-07'), {}, after()).refuses('DATE_IN_FUTURE', { field: 'endedOn' });
  });
  it('is the end of what can be done for the child', () => {
    const facts = { ...noFacts, ...after(ended) };
    expect(() => livingPerson(facts, 'child', '2026-07-01')).toThrow(
      expect.objectContaining({ code: 'NOT_UNBORN' }),
    );
    expect(livingPerson(facts, 'child', '2026-06-10')).toMatchObject({ pregnancyEndedOn: '2026-06' });
  });
});

describe('another child of the same pregnancy', () => {
  const twin: RegisterPerson = {
    names: [{ use: 'LEGAL', given: 'Ben', family: 'Hill' }],
    dateOfBirth: '2026-06-15',
    sex: 'M',
    adult: false,
    siblingOfPregnancy: 'child',
    multipleIndex: 2,
  };
  const registering = (data: RegisterPerson, facts = after(born)) =>
    given(person).when({ type: 'RegisterPerson', data }, { reference: 'N-2', ...on('2026-06-16') }, facts);

  it('is registered as a second person, and as its twin', () => {
    registering(twin).then(
      { type: 'PersonRegistered', data: { reference: 'N-2', ...twin } },
      { type: 'RelationshipRecorded', data: { other: 'child', type: 'TWIN' } },
    );
  });
  it('is of a pregnancy that is recorded', () => {
    registering(twin, { persons: new Map() }).refuses('NOT_FOUND', { person: 'child' });
    registering(twin, { persons: new Map([['child', someone()]]) }).refuses('NOT_UNBORN', {
      person: 'child',
    });
  });
  it('is born within a pregnancy of it', () => {
    registering({ ...twin, dateOfBirth: '2025-06-15' }).refuses('BEFORE_CONCEPTION', {
      field: 'dateOfBirth',
    });
  });
  it('asks for the record of the pregnancy', () => {
    expect(person.needs({ type: 'RegisterPerson', data: twin }, person.initial)).toEqual({
      persons: ['child'],
    });
  });
});

describe('a birth that is expected', () => {
  it('is overdue three weeks after the day, and not before', () => {
    expect(overdueSince('2026-10-22')).toBe('2026-10-01');
    expect(overdueSince('2026-10-21') < '2026-10-01').toBe(true);
  });
});
