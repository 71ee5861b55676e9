import { describe, expect, it } from '@jest/globals';
import type { ReceiveRequest, ReceiveRequestChild } from '#libs/contracts';
import { noFacts, on, people, today } from '../testing/examples.ts';
import { form, received } from '../testing/form.ts';
import { given } from '../testing/specification.ts';
import { cameAfterDeath, formFaults } from './form.ts';
import { request } from './request.ts';

const came = { reference: 'R-1', occurredAt: received.occurredAt ?? { precision: 'UNKNOWN' } };

function receiving(changed: Partial<ReceiveRequest>, circumstances = {}, facts = {}) {
  const data = { ...form, ...changed };
  return given(request).when({ type: 'ReceiveRequest', data }, { ...came, ...circumstances }, facts);
}
function receivingChild(changed: Partial<ReceiveRequestChild>, circumstances = {}, facts = {}) {
  const [born = { familyName: '', sex: 'U' }] = form.children;
  return receiving({ children: [{ ...born, ...changed }] }, circumstances, facts);
}
const { occurredAt: _, ...event } = received;

describe('a form for support', () => {
  it('is taken with its district, its numbers in one form', () => {
    receiving({}).then(event);
  });
  it('is taken once', () => {
    given(request, received).when({ type: 'ReceiveRequest', data: form }, came).then();
  });
  it('keeps what its people were resolved to', () => {
    const parent = { person: 'isla', name: 'Isla Hill', resolution: 'NEW' };
    receiving({ family: 'family-1', parent }).then({
      type: 'RequestReceived',
      data: { ...event.data, family: 'family-1', parent },
    });
  });
  it('makes who referred and who agreed subjects of their own', () => {
    receiving({ referrerName: 'Ms Patel' }).then({
      type: 'RequestReceived',
      data: { ...event.data, referrerName: 'Ms Patel', referrer: 'new-1', signatory: 'new-2' },
    });
  });
  it('makes each child and parent without a record a subject of their own, and nobody else', () => {
    const [noah, unborn] = form.children;
    const [, stranger] = event.data.children;
    if (noah === undefined || unborn === undefined || stranger === undefined) throw new Error('no children');
    receiving({ children: [{ ...noah, person: 'noah' }, unborn], parent: { name: 'Isla Hill' } }).then({
      type: 'RequestReceived',
      data: {
        ...event.data,
        children: [
          { ...noah, person: 'noah', nhsNumber: '9997783530', postcode: 'AL10 2LE', uprn: '130879568' },
          stranger,
        ],
        parent: { name: 'Isla Hill', subject: 'new-3' },
      },
    });
  });
  it('names who agreed when an agreement was given', () => {
    for (const agreement of ['GIVEN_SIGNED', 'GIVEN_VERBAL']) {
      receiving({ agreement, agreedBy: ' ' }).refuses('AGREED_BY_MISSING', { field: 'agreedBy' });
    }
    receiving({ agreement: 'REFUSED', agreedBy: '' }).then({
      type: 'RequestReceived',
      data: { ...event.data, agreement: 'REFUSED', agreedBy: '' },
    });
  });
  it('says what is worrying', () => {
    receiving({ answers: { whatIsWorrying: ' \n' } }).refuses('REQUIRED', {
      field: 'answers.whatIsWorrying',
    });
  });
  it('is of a district of the authority, as its codes were on the day it came in', () => {
    receiving({ gss: 'E07000104' }).refuses('CODE_NOT_CURRENT', { field: 'gss' });
    receiving({ gss: 'E07000073' }).refuses('OUT_OF_AREA', { field: 'gss' });
    receiving({ gss: 'E09000001' }).refuses('OUT_OF_AREA', { field: 'gss' });
    for (const gss of ['W06000015', 'S12000036', 'N09000003'])
      receiving({ gss }).refuses('OUT_OF_AREA', { field: 'gss' });
    receiving({ gss: 'E07000104', children: [] }, on('2011-05-01')).then({
      type: 'RequestReceived',
      data: { ...event.data, gss: 'E07000104', children: [] },
    });
  });
});

describe('a child on a form', () => {
  it('who is born has a given name', () => {
    receivingChild({ givenName: '' }).refuses('REQUIRED', { field: 'children.0.givenName' });
  });
  it('has numbers and a postcode whose shape and checks are right', () => {
    receivingChild({ nhsNumber: '9997783531' }).refuses('INVALID_NHS_NUMBER', {
      field: 'children.0.nhsNumber',
    });
    receivingChild({ upn: 'e919576519948' }).refuses('INVALID_UPN', { field: 'children.0.upn' });
    receivingChild({ uprn: '1234567890123' }).refuses('INVALID_UPRN', { field: 'children.0.uprn' });
    receivingChild({ postcode: 'AL10' }).refuses('INVALID_POSTCODE', { field: 'children.0.postcode' });
  });
  it('has exactly one of birth and expected date, and no sex while unborn', () => {
    receivingChild({ expectedDeliveryDate: '2026-10-01' }).refuses('DOB_XOR_EDD');
    const unborn = { familyName: 'Hill', expectedDeliveryDate: '2026-10-01', sex: 'M' };
    receiving({ children: [unborn] }).refuses('DOB_XOR_EDD', { field: 'children.0.sex' });
    receiving({ children: [{ familyName: 'Hill', sex: 'U' }] }).refuses('DOB_XOR_EDD');
  });
  it('is not born in the future, nor on a day of no calendar', () => {
    receivingChild({ dateOfBirth: '2026-06-17' }).refuses('DATE_IN_FUTURE', {
      field: 'children.0.dateOfBirth',
    });
    receivingChild({ dateOfBirth: '2025-02-29' }).refuses('INVALID_DATE', {
      field: 'children.0.dateOfBirth',
    });
  });
  it('is asked for at most 280 days before the birth', () => {
    const due = (expectedDeliveryDate: string) => ({
      children: [{ familyName: 'Hill', expectedDeliveryDate, sex: 'U' }],
    });
    receiving(due('2027-03-18')).refuses('BEFORE_CONCEPTION', { field: 'children.0.expectedDeliveryDate' });
    const [unborn] = due('2027-03-17').children;
    receiving(due('2027-03-17')).then({
      type: 'RequestReceived',
      data: { ...event.data, children: [{ ...unborn, familyName: 'Hill', sex: 'U', subject: 'new-4' }] },
    });
    receivingChild({ dateOfBirth: '2026-06-15' }, on('2025-09-01')).refuses('BEFORE_CONCEPTION');
  });
  it('had not died before the request', () => {
    const died = people(['noah', { dateOfDeath: '2026-06-09' }], ['lily', { dateOfDeath: '2026-06' }]);
    receivingChild({ person: 'noah' }, {}, died).refuses('AFTER_DEATH', { field: 'children.0.person' });
    for (const person of ['lily', 'someone-new']) {
      const children = event.data.children
        .slice(0, 1)
        .map(({ subject: _none, ...child }) => ({ ...child, person }));
      receivingChild({ person }, {}, died).then({
        type: 'RequestReceived',
        data: { ...event.data, children },
      });
    }
  });
});

it('every fault of a form is told, each at its field', () => {
  const told = {
    ...today,
    ...came,
    data: {
      ...form,
      agreedBy: '',
      gss: 'E07000073',
      children: form.children.map((child) => ({ ...child, dateOfBirth: '2030-01-01', upn: 'x' })),
    },
  };
  expect(formFaults(told, noFacts).map(({ field, code }) => `${field} ${code}`)).toEqual([
    'agreedBy AGREED_BY_MISSING',
    'gss OUT_OF_AREA',
    'children.0.dateOfBirth DATE_IN_FUTURE',
    'children.0.upn INVALID_UPN',
    'children.1.givenName REQUIRED',
    'children.1.dateOfBirth DATE_IN_FUTURE',
    'children.1.upn INVALID_UPN',
  ]);
});

it('a request came after a death only where it certainly did', () => {
  const came = (value: string, died: string | undefined) =>
    cameAfterDeath({ occurredAt: { precision: 'DATE', value }, recordedAt: today.recordedAt }, died);
  expect(came('2026-03-06', '2026-03-04')).toBe(true);
  expect(came('2026-03-04', '2026-03-04')).toBe(false);
  expect(came('2026-03-06', '2026-03')).toBe(false);
  expect(came('2026-03-06', undefined)).toBe(false);
});
