import { describe, expect, it } from '@jest/globals';
import type { Opened, PersonCommand, PersonEvent } from '#libs/contracts';
import { ava, avaDied, avaRegistered } from '../testing/ava.ts';
import { on, people } from '../testing/examples.ts';
import { after, given } from '../testing/specification.ts';
import { person } from './person.ts';
import { personFact } from './standing.ts';

const known = given(person, avaRegistered);
const home: PersonCommand = {
  type: 'RecordAddress',
  data: { person: 'ava', type: 'HOME', line: '1 Hill Road', postcode: 'al102le', uprn: '0012' },
};
const homeRecorded: PersonEvent = {
  type: 'AddressRecorded',
  data: { type: 'HOME', line: '1 Hill Road', postcode: 'AL10 2LE', uprn: '12' },
};

describe('addresses', () => {
  it('are kept in one form', () => {
    known.when(home, {}, ava()).then(homeRecorded);
  });
  it('are not recorded again as they stand', () => {
    known.when(home, {}, ava(homeRecorded)).then();
  });
  it('are refused when the postcode or property number is none', () => {
    known.when({ ...home, data: { ...home.data, postcode: 'AL1' } }, {}, ava()).refuses('INVALID_POSTCODE');
    known.when({ ...home, data: { ...home.data, uprn: 'A1' } }, {}, ava()).refuses('INVALID_UPRN');
  });
  it('say where, unless there is no fixed abode', () => {
    const nowhere = (type: string): PersonCommand => ({
      type: 'RecordAddress',
      data: { person: 'ava', type },
    });
    known.when(nowhere('HOME'), {}, ava()).refuses('REQUIRED', { field: 'line' });
    known
      .when(nowhere('NO_FIXED_ABODE'), {}, ava())
      .then({ type: 'AddressRecorded', data: { type: 'NO_FIXED_ABODE' } });
  });
  it('are refused after a death, and taken late for the time before', () => {
    known.when(home, {}, ava(avaDied)).refuses('AFTER_DEATH', { person: 'ava' });
    known.when(home, on('2026-02-10'), ava(avaDied)).then(homeRecorded);
    known.when(home, on('2026-03-10'), ava(avaDied)).then(homeRecorded);
  });
  it('end, once, where they stand and not before they began', () => {
    const end = (to: string): PersonCommand => ({
      type: 'EndAddress',
      data: { person: 'ava', type: 'HOME', to },
    });
    const ended: PersonEvent = { type: 'AddressEnded', data: { type: 'HOME', to: '2026-05' } };
    const from: PersonEvent = {
      type: 'AddressRecorded',
      data: { type: 'HOME', line: '1 Hill Road', from: '2025-06' },
    };
    known.when(end('2026-05'), {}, ava(from)).then(ended);
    known.when(end('2026-05'), {}, ava(from, ended)).then();
    known.when(end('2026-06'), {}, ava(from, ended)).refuses('NOT_RECORDED');
    known.when(end('2026-05'), {}, ava()).refuses('NOT_RECORDED');
    known.when(end('2025-05'), {}, ava(from)).refuses('END_BEFORE_START', { field: 'to' });
    known.when(end('2026-07'), {}, ava(from)).refuses('DATE_IN_FUTURE', { field: 'to' });
  });
});

describe('a death', () => {
  const dies = (dateOfDeath: string, verification = 'NOTIFIED'): PersonCommand => ({
    type: 'RecordDeath',
    data: { person: 'ava', dateOfDeath, verification },
  });
  const recorded = (dateOfDeath: string, verification = 'NOTIFIED') => ({
    type: 'DeathRecorded' as const,
    data: { dateOfDeath, verification },
    occurredAt: { precision: 'UNKNOWN' as const },
  });

  it('is recorded, and its day is in the sealed part only', () => {
    known.when(dies('2026-03'), {}, ava()).then(recorded('2026-03'));
  });
  it('is recorded once, and again when a certificate is seen', () => {
    known.when(dies('2026-03'), {}, ava(avaDied)).then();
    known
      .when(dies('2026-03-04', 'CERTIFICATE'), {}, ava(avaDied))
      .then(recorded('2026-03-04', 'CERTIFICATE'));
  });
  it('is not before the birth, nor in the future', () => {
    known.when(dies('2015-04-30'), {}, ava()).refuses('DEATH_BEFORE_BIRTH');
    known.when(dies('2015'), {}, ava()).then(recorded('2015'));
    known.when(dies('2026-06-17'), {}, ava()).refuses('DATE_IN_FUTURE', { field: 'dateOfDeath' });
  });
});

describe('a person', () => {
  it('who is not there has nothing recorded', () => {
    given(person).when(home, {}, ava()).refuses('NOT_FOUND');
    given(person, avaRegistered).when(home).refuses('NOT_FOUND');
  });
  it('leaves the families in whose timeline it stands to who was a member when', () => {
    const named: PersonEvent = {
      type: 'PersonRegistered',
      data: { ...avaRegistered.data, family: 'family-1' },
    };
    expect(person.families(after(person, [named, avaDied]), 'person-ava')).toEqual([]);
  });
  it('is asked about, with whoever else a command names', () => {
    const asks = (command: PersonCommand) => person.needs(command, person.initial);
    expect(asks(home)).toEqual({ persons: ['ava'] });
    expect(
      asks({ type: 'RecordRelationship', data: { person: 'ava', other: 'mia', type: 'CHILD' } }),
    ).toEqual({ persons: ['ava', 'mia'], kinOf: ['ava', 'mia'] });
    expect(
      asks({
        type: 'RecordParentalResponsibility',
        data: { person: 'ava', holder: 'mia', basis: 'BIRTH_MOTHER' },
      }),
    ).toEqual({ persons: ['ava', 'mia'], kinOf: ['ava', 'mia'] });
  });
  it('whose key was destroyed is known to have been there, and no more', () => {
    const erased: Opened.PersonEvent[] = [
      { type: 'PersonRegistered', data: { reference: 'N-1', names: [{ use: 'LEGAL' }] } },
      { type: 'DeathRecorded', data: {} },
      { type: 'AddressRecorded', data: {} },
    ];
    expect(personFact([])).toBeUndefined();
    expect(personFact(erased)).toMatchObject({ standing: expect.any(Map) });
    expect(Object.keys(personFact(erased) ?? {})).toEqual(['standing']);
    expect(people(['ava', {}]).persons.get('ava')?.dateOfDeath).toBeUndefined();
  });
});
