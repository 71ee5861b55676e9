import { describe, expect, it } from '@jest/globals';
import type { PersonEvent, RegisterPerson } from '#libs/contracts';
import { on } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { person } from './person.ts';

const born: RegisterPerson = {
  names: [{ use: 'LEGAL', given: 'Ava', family: 'Hill' }],
  dateOfBirth: '2015-05-01',
  sex: 'F',
  adult: false,
};
const { dateOfBirth: _, ...undated } = born;
const unborn: RegisterPerson = {
  ...undated,
  names: [{ use: 'LEGAL', family: 'Hill' }],
  expectedDeliveryDate: '2026-10-01',
  sex: 'U',
};
const adult: RegisterPerson = { ...undated, adult: true };

function registering(data: RegisterPerson, circumstances = {}) {
  return given(person).when({ type: 'RegisterPerson', data }, { reference: 'N-1', ...circumstances });
}
const registered = (data: RegisterPerson): PersonEvent => ({
  type: 'PersonRegistered',
  data: { reference: 'N-1', ...data },
});

describe('registering a person', () => {
  it('takes a child with a birth date, whole or partial', () => {
    registering(born).then(registered(born));
    registering({ ...born, dateOfBirth: '2015' }).then(registered({ ...born, dateOfBirth: '2015' }));
  });
  it('takes an unborn child with an expected date, and no sex', () => {
    registering(unborn).then(registered(unborn));
  });
  it('takes an adult whose birth date is unknown', () => {
    registering(adult).then(registered(adult));
  });
  it('records numbers and address in the same append', () => {
    registering({
      ...born,
      family: 'family-1',
      identifiers: [{ scheme: 'NHS', value: '999 778 3530', verification: 'UNVERIFIED' }],
      address: { type: 'HOME', postcode: 'AL102LE' },
    }).then(
      registered({ ...born, family: 'family-1' }),
      {
        type: 'IdentifierRecorded',
        data: { scheme: 'NHS', value: '9997783530', verification: 'UNVERIFIED' },
      },
      { type: 'AddressRecorded', data: { type: 'HOME', postcode: 'AL10 2LE' } },
    );
  });
  it('happens once', () => {
    given(person, registered(born)).when({ type: 'RegisterPerson', data: born }).then();
  });
  it('says which number or address is wrong', () => {
    const nhs = (value: string) => ({ scheme: 'NHS', value, verification: 'UNVERIFIED' });
    registering({ ...born, identifiers: [nhs('9997783530'), nhs('9997783531')] }).refuses(
      'INVALID_NHS_NUMBER',
      {
        field: 'identifiers.1.value',
      },
    );
    registering({ ...born, identifiers: [nhs('9997783530'), nhs('999 778 3530')] }).refuses(
      'DUPLICATE_VALUE',
    );
    registering({ ...born, address: { type: 'HOME', postcode: 'x' } }).refuses('INVALID_POSTCODE', {
      field: 'address.postcode',
    });
    registering({ ...born, address: { type: 'HOME' } }).refuses('REQUIRED', { field: 'address.line' });
    registering({ ...born, address: { type: 'HOME', line: '1', from: '2027' } }).refuses('DATE_IN_FUTURE', {
      field: 'address.from',
    });
  });
});

describe('the dates of a person to be registered', () => {
  it('are exactly one for a child', () => {
    registering(undated).refuses('DOB_XOR_EDD', { field: 'dateOfBirth' });
    registering({ ...born, expectedDeliveryDate: '2026-10-01' }).refuses('DOB_XOR_EDD', {
      field: 'dateOfBirth',
    });
  });
  it('leave the sex of an unborn child open', () => {
    registering({ ...unborn, sex: 'F' }).refuses('DOB_XOR_EDD', { field: 'sex' });
  });
  it('never include an expected date of an adult', () => {
    registering({ ...adult, expectedDeliveryDate: '2026-10-01' }).refuses('DOB_XOR_EDD', {
      field: 'expectedDeliveryDate',
    });
  });
  it('are of the calendar', () => {
    registering({ ...born, dateOfBirth: '2015-02-29' }).refuses('INVALID_DATE', { field: 'dateOfBirth' });
    registering({ ...adult, dateOfBirth: '1985-13' }).refuses('INVALID_DATE', { field: 'dateOfBirth' });
    registering({ ...unborn, expectedDeliveryDate: '2026-10' }).refuses('INVALID_DATE', {
      field: 'expectedDeliveryDate',
    });
    registering({ ...born, dateOfBirth: '2016-02-29' }).then(
      registered({ ...born, dateOfBirth: '2016-02-29' }),
    );
  });
  it('are of no birth to come; one of today leaves its day to the sealed part', () => {
    registering({ ...born, dateOfBirth: '2026-06-17' }).refuses('DATE_IN_FUTURE', { field: 'dateOfBirth' });
    registering({ ...adult, dateOfBirth: '2027' }).refuses('DATE_IN_FUTURE', { field: 'dateOfBirth' });
    registering({ ...born, dateOfBirth: '2026-06-16' }).then({
      ...registered({ ...born, dateOfBirth: '2026-06-16' }),
      occurredAt: { precision: 'UNKNOWN' },
    });
  });
  it('are of a life that someone lives; one that looks like a stand-in is flagged, not refused', () => {
    registering({ ...adult, dateOfBirth: '1894' }).refuses('BIRTH_TOO_LONG_AGO', { field: 'dateOfBirth' });
    registering({ ...adult, dateOfBirth: '1900-01-01' }).then(
      registered({ ...adult, dateOfBirth: '1900-01-01' }),
    );
  });
  it('lie within a pregnancy of the day the unborn child became known', () => {
    const due = (expectedDeliveryDate: string): RegisterPerson => ({ ...unborn, expectedDeliveryDate });
    registering(due('2027-03-23')).then(registered(due('2027-03-23')));
    registering(due('2027-03-24')).refuses('BEFORE_CONCEPTION', { field: 'expectedDeliveryDate' });
    registering(due('2026-05-05')).then(registered(due('2026-05-05')));
    registering(due('2025-09-09')).then(registered(due('2025-09-09')));
    registering(due('2025-09-08')).refuses('BEFORE_CONCEPTION', { field: 'expectedDeliveryDate' });
  });
  it('are not more than a pregnancy after the day the child became known', () => {
    registering({ ...born, dateOfBirth: '2026-05-01' }, on('2025-07-25')).then(
      registered({ ...born, dateOfBirth: '2026-05-01' }),
    );
    registering({ ...born, dateOfBirth: '2026-05-02' }, on('2025-07-25')).refuses('BEFORE_CONCEPTION', {
      field: 'dateOfBirth',
    });
    registering({ ...born, dateOfBirth: '2026-05' }, on('2025-07')).then(
      registered({ ...born, dateOfBirth: '2026-05' }),
    );
  });
});

it('needs nothing from elsewhere to register a person', () => {
  expect(person.needs({ type: 'RegisterPerson', data: born }, person.initial)).toEqual({});
});
