import { describe, expect, it } from '@jest/globals';
import type { RequestCommand, RequestEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { received } from '../testing/form.ts';
import { given } from '../testing/specification.ts';
import type { OnForm } from './fact.ts';
import { peopleOnForms } from './identified.ts';
import { request } from './request.ts';

const { occurredAt: _, ...form } = received;
const came = given(request, form);
const onForm = (known: Partial<OnForm> = {}): Partial<Facts> => ({
  onForm: new Map([['new-4', { isOfForm: true, ...known }]]),
  begun: new Set(['person-noah']),
});
const identify = (person?: string): RequestCommand => ({
  type: 'IdentifyOnRequest',
  data: { request: 'request-1', subject: 'new-4', ...(person !== undefined && { person }) },
});
const identified = (person?: string): RequestEvent => ({
  type: 'IdentifiedOnRequest',
  data: { subject: 'new-4', ...(person !== undefined && { person }) },
});

describe('somebody on a form', () => {
  it('is said to have a record, or none', () => {
    came.when(identify('noah'), {}, onForm()).then(identified('noah'));
    came.when(identify(), {}, onForm()).then(identified());
  });
  it('is said to have it once, and one after none', () => {
    came.when(identify('noah'), {}, onForm({ person: 'noah' })).then();
    came.when(identify(), {}, onForm({ person: null })).then();
    came.when(identify('noah'), {}, onForm({ person: null })).then(identified('noah'));
  });
  it('is not said to have another without the earlier word being voided', () => {
    came.when(identify('noah'), {}, onForm({ person: 'ben' })).refuses('ALREADY_IDENTIFIED');
    came.when(identify(), {}, onForm({ person: 'ben' })).refuses('ALREADY_IDENTIFIED');
  });
  it('stands on it', () => {
    came.when(identify('noah')).refuses('NOT_ON_FORM');
    given(request).when(identify('noah')).refuses('NOT_FOUND');
  });
  it('has a record that there is, and whose key is there', () => {
    came.when(identify('nobody'), {}, onForm()).refuses('NOT_FOUND');
    came
      .when(identify('noah'), {}, { ...onForm(), erased: new Set(['noah']) })
      .refuses('SUBJECT_ERASED', { subject: 'noah' });
  });
  it('asks whether they stand on it, and of the record', () => {
    expect(request.needs(identify('noah'), request.initial)).toEqual({
      onForm: ['request-1', 'new-4'],
      begun: ['person-noah'],
      erasedAmong: ['noah'],
    });
  });
});

it('of a request everybody is found who has no record, those too whom a correction took out or brought', () => {
  const replaced = { requestReceived: { children: [{ subject: 'new-9' }] } };
  const recorded = [
    { type: form.type, data: { children: [{ subject: 'new-4' }, { subject: 'new-5' }], signatory: 'new-2' } },
    { type: form.type, data: { parent: { subject: 'new-3' } } },
    { type: 'EntryCorrected', data: { entry: 'form', replaced } },
    { type: 'AdviceSought', data: { subject: 'pupil', caller: 'caller' } },
  ];
  const said = (subject: string, person?: string) => ({
    type: 'IdentifiedOnRequest',
    data: { subject, ...(person !== undefined && { person }) },
  });
  const people = peopleOnForms(recorded, [said('new-4', 'noah'), said('new-5'), said('elsewhere', 'ben')]);
  expect(Object.fromEntries(people)).toEqual({
    'new-2': { isOfForm: false },
    'new-3': { isOfForm: true },
    'new-4': { isOfForm: true, person: 'noah' },
    'new-5': { isOfForm: true, person: null },
    'new-9': { isOfForm: true },
    pupil: { isOfForm: true },
    caller: { isOfForm: false },
  });
});
