import { describe, it } from '@jest/globals';
import type { PersonCommand, PersonEvent } from '#libs/contracts';
import { ava, avaDied, avaRegistered } from '../testing/ava.ts';
import { given } from '../testing/specification.ts';
import { person } from './person.ts';

const known = given(person, avaRegistered);
describe('names', () => {
  const name: PersonCommand = {
    type: 'RecordPersonName',
    data: { person: 'ava', use: 'KNOWN_AS', given: 'Avie', family: 'Hill', from: '2020', to: '2024-01' },
  };
  const { person: _, ...data } = name.data;

  it('are recorded with the days they were in use', () => {
    known.when(name, {}, ava()).then({ type: 'PersonNameRecorded', data });
  });
  it('are not recorded again as they stand', () => {
    known.when(name, {}, ava({ type: 'PersonNameRecorded', data })).then();
    const asRegistered = { person: 'ava', use: 'LEGAL', given: 'Ava', family: 'Hill' };
    known.when({ type: 'RecordPersonName', data: asRegistered }, {}, ava()).then();
  });
  it('do not end before they begin, nor begin in the future', () => {
    known
      .when({ ...name, data: { ...name.data, to: '2019' } }, {}, ava())
      .refuses('END_BEFORE_START', { field: 'to' });
    known
      .when({ ...name, data: { ...name.data, from: '2027' } }, {}, ava())
      .refuses('DATE_IN_FUTURE', { field: 'from' });
  });
});

describe('identifiers', () => {
  const identify = (scheme: string, value: string): PersonCommand => ({
    type: 'RecordIdentifier',
    data: { person: 'ava', scheme, value, verification: 'PDS_TRACED' },
  });
  const withdraw = (value: string, reason = 'TYPO'): PersonCommand => ({
    type: 'WithdrawIdentifier',
    data: { person: 'ava', scheme: 'NHS', value, reason },
  });
  const recorded = (scheme: string, value: string): PersonEvent => ({
    type: 'IdentifierRecorded',
    data: { scheme, value, verification: 'PDS_TRACED' },
  });
  const withdrawn: PersonEvent = {
    type: 'IdentifierWithdrawn',
    data: { scheme: 'NHS', value: '9997783530', reason: 'TYPO' },
  };

  it('are kept in one form', () => {
    known.when(identify('NHS', ' 999 778 3530'), {}, ava()).then(recorded('NHS', '9997783530'));
    known.when(identify('UPRN', '00130879568291'.slice(2)), {}, ava()).then(recorded('UPRN', '130879568291'));
    known.when(identify('EHM', ' 4711 '), {}, ava()).then(recorded('EHM', '4711'));
  });
  it('say by themselves whether a pupil number is temporary', () => {
    known.when(identify('UPN', 'E919576519948'), {}, ava()).then(recorded('UPN', 'E919576519948'));
    known.when(identify('TEMP_UPN', 'E919576519948'), {}, ava()).then(recorded('UPN', 'E919576519948'));
    known.when(identify('UPN', 'R91957651994A'), {}, ava()).then(recorded('TEMP_UPN', 'R91957651994A'));
  });
  it('are refused when a digit or a check is wrong', () => {
    known.when(identify('NHS', '9997783531'), {}, ava()).refuses('INVALID_NHS_NUMBER', { field: 'value' });
    known.when(identify('UPN', 'A919576519948'), {}, ava()).refuses('INVALID_UPN', { field: 'value' });
    known.when(identify('TEMP_UPN', 'x'), {}, ava()).refuses('INVALID_UPN');
    known.when(identify('UPRN', '1234567890123'), {}, ava()).refuses('INVALID_UPRN', { field: 'value' });
    known.when(identify('EHM', ' '), {}, ava()).refuses('REQUIRED', { field: 'value' });
  });
  it('are not recorded again as they stand, but are when they were verified since', () => {
    const unverified: PersonEvent = {
      type: 'IdentifierRecorded',
      data: { scheme: 'NHS', value: '9997783530', verification: 'UNVERIFIED' },
    };
    known.when(identify('NHS', '999 778 3530'), {}, ava(recorded('NHS', '9997783530'))).then();
    known.when(identify('NHS', '9997783530'), {}, ava(unverified)).then(recorded('NHS', '9997783530'));
  });
  it('are withdrawn, once, where they stand', () => {
    const standing = recorded('NHS', '9997783530');
    known.when(withdraw('999 778 3530'), {}, ava(standing)).then(withdrawn);
    known.when(withdraw('9997783530'), {}, ava(standing, withdrawn)).then();
    known.when(withdraw('9997783530', 'REALLOCATED'), {}, ava(standing, withdrawn)).refuses('NOT_RECORDED');
    known.when(withdraw('9997783530'), {}, ava()).refuses('NOT_RECORDED');
  });
});

describe('ethnicity and special needs', () => {
  const ethnicity: PersonCommand = {
    type: 'RecordEthnicity',
    data: { person: 'ava', ethnicity: 'REFU', selfDefined: true },
  };
  const send: PersonCommand = {
    type: 'RecordSendStatus',
    data: { person: 'ava', status: 'EHCP', from: '2026-01' },
  };
  const recorded: PersonEvent = { type: 'EthnicityRecorded', data: { ethnicity: 'REFU', selfDefined: true } };
  const status: PersonEvent = { type: 'SendStatusRecorded', data: { status: 'EHCP', from: '2026-01' } };

  it('are recorded when they change', () => {
    known.when(ethnicity, {}, ava()).then(recorded);
    known.when(ethnicity, {}, ava(recorded)).then();
    known.when(send, {}, ava()).then(status);
    known.when(send, {}, ava(status)).then();
  });
  it('have no date in the future, nor a new status after death', () => {
    const later: PersonCommand = {
      type: 'RecordSendStatus',
      data: { person: 'ava', status: 'EHCP', from: '2026-07' },
    };
    const undated: PersonCommand = { type: 'RecordSendStatus', data: { person: 'ava', status: 'EHCP' } };
    known.when(later, {}, ava()).refuses('DATE_IN_FUTURE', { field: 'from' });
    known.when(undated, {}, ava(avaDied)).refuses('AFTER_DEATH');
  });
});
