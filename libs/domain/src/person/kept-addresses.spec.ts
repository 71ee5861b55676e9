import { describe, expect, it } from '@jest/globals';
import type { PersonCommand, PersonEvent } from '#libs/contracts';
import { ava, avaRegistered } from '../testing/ava.ts';
import { given } from '../testing/specification.ts';
import { person } from './person.ts';

const known = given(person, avaRegistered);
const begun = (...persons: string[]) => ({ begun: new Set(persons.map((each) => `person-${each}`)) });

describe('a confidential address', () => {
  const refuge: PersonCommand = {
    type: 'RecordAddress',
    data: { person: 'ava', type: 'REFUGE', line: '3 Safe Way', confidentialFrom: ['tom'] },
  };
  const recorded: PersonEvent = {
    type: 'AddressRecorded',
    data: { type: 'REFUGE', line: '3 Safe Way', confidentialFrom: ['tom'] },
  };

  it('says from whom', () => {
    known.when(refuge, {}, { ...ava(), ...begun('tom') }).then(recorded);
    known.when(refuge, {}, { ...ava(recorded), ...begun('tom') }).then();
  });
  it('is recorded again where it is confidential from others since', () => {
    const from = { ...refuge, data: { ...refuge.data, confidentialFrom: ['tom', 'mia'] } } as PersonCommand;
    known.when(from, {}, { ...ava(recorded), ...begun('tom', 'mia') }).then({
      type: 'AddressRecorded',
      data: { ...recorded.data, confidentialFrom: ['tom', 'mia'] },
    });
  });
  it('names people who are there, and never oneself', () => {
    known.when(refuge, {}, ava()).refuses('NOT_FOUND', { stream: 'person-tom' });
    const self = { ...refuge, data: { ...refuge.data, confidentialFrom: ['ava'] } } as PersonCommand;
    known.when(self, {}, { ...ava(), ...begun('ava') }).refuses('NOT_SAME_AS_SELF');
  });
  it('is said of a refuge, if from nobody', () => {
    const unsaid = { person: 'ava', type: 'REFUGE', line: '3 Safe Way' };
    const field = { field: 'confidentialFrom' };
    known.when({ type: 'RecordAddress', data: unsaid }, {}, ava()).refuses('CONFIDENTIAL_FROM_UNSAID', field);
    known
      .when({ type: 'RecordAddress', data: { ...unsaid, confidentialFrom: [] } }, {}, ava())
      .then({ type: 'AddressRecorded', data: { ...recorded.data, confidentialFrom: [] } });
    const { reference: _, ...data } = avaRegistered.data;
    given(person)
      .when({ type: 'RegisterPerson', data: { ...data, address: { type: 'REFUGE', line: '3 Safe Way' } } })
      .refuses('CONFIDENTIAL_FROM_UNSAID', { field: 'address.confidentialFrom' });
  });
  it('is answered again by whoever moves on from one, if with nobody', () => {
    const home = { person: 'ava', type: 'HOME', line: '5 New Road' };
    const ended: PersonEvent = { type: 'AddressEnded', data: { type: 'REFUGE', to: '2026-05' } };
    const open: PersonEvent = {
      type: 'AddressRecorded',
      data: { type: 'HOME', line: '5 New Road', confidentialFrom: [] },
    };
    for (const lived of [[recorded], [recorded, ended]])
      known
        .when({ type: 'RecordAddress', data: home }, {}, ava(...lived))
        .refuses('CONFIDENTIAL_FROM_UNSAID', { field: 'confidentialFrom' });
    known
      .when({ type: 'RecordAddress', data: { ...home, confidentialFrom: [] } }, {}, ava(recorded, ended))
      .then(open);
    const next: PersonCommand = { type: 'RecordAddress', data: { ...home, line: '6 New Road' } };
    known
      .when(next, {}, ava(recorded, ended, open))
      .then({ type: 'AddressRecorded', data: { type: 'HOME', line: '6 New Road' } });
  });
  it('may come with the registration', () => {
    const { reference: _, ...data } = avaRegistered.data;
    const address = { type: 'REFUGE', line: '3 Safe Way', confidentialFrom: ['tom'] };
    const register: PersonCommand = { type: 'RegisterPerson', data: { ...data, address } };
    given(person).when(register).refuses('NOT_FOUND', { stream: 'person-tom' });
    given(person)
      .when(register, { reference: 'N-1' }, begun('tom'))
      .then(avaRegistered, { type: 'AddressRecorded', data: address });
    expect(person.needs(register, person.initial)).toEqual({ begun: ['person-tom'] });
  });
});
