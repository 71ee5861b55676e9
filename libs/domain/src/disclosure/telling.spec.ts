import { describe, expect, it } from '@jest/globals';
import type { CommandOf, DisclosureCommand } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { agreed, around, asked, decided, requested, told, withheld } from '../testing/agreed.ts';
import { given } from '../testing/specification.ts';
import { disclosure } from './disclosure.ts';

const nothing = given(disclosure);
const tell = (changes: Partial<CommandOf<'DiscloseInformation'>['data']> = {}): DisclosureCommand => ({
  type: 'DiscloseInformation',
  data: { disclosure: 'disclosure-1', entries: ['e-1'], how: 'EMAIL', disclosedBy: 'worker-1', ...changes },
});
const streams = {
  'e-1': 'person-ava',
  'e-2': 'person-mia',
  'e-3': 'family-2',
  'e-4': 'family-1',
  'e-5': 'agreement-mia',
};
const entries: Partial<Facts> = {
  ...agreed,
  events: new Map(Object.entries(streams).map(([id, stream]) => [id, { stream, recordedAt: '2026-06-01' }])),
};

describe('what is shared', () => {
  const mayBe = given(disclosure, decided(true));

  it('is named entry by entry, as of the position', () => {
    mayBe.when(tell(), {}, entries).then(told);
    mayBe.when(tell({ documentHash: 'a'.repeat(43), entries: ['e-1', 'e-4'] }), {}, entries).then({
      ...told,
      data: { ...told.data, entries: ['e-1', 'e-4'], documentHash: 'a'.repeat(43) },
    });
  });
  it('was decided to be', () => {
    nothing.when(tell(), {}, entries).refuses('NOT_FOUND');
    given(disclosure, requested).when(tell(), {}, entries).refuses('DISCLOSURE_UNDECIDED');
    given(disclosure, withheld).when(tell(), {}, entries).refuses('DISCLOSURE_WITHHELD');
  });
  it('stands in the records that were decided about', () => {
    mayBe.when(tell({ entries: ['e-9'] }), {}, entries).refuses('UNKNOWN_ENTRY', { entry: 'e-9' });
    for (const event of ['e-2', 'e-3', 'e-5'])
      mayBe.when(tell({ entries: [event] }), {}, entries).refuses('NOT_THEIRS', { event });
    mayBe.when(tell({ entries: ['e-1', 'e-1'] }), {}, entries).refuses('DUPLICATE_VALUE');
    mayBe.when(tell({ disclosedBy: 'left' }), {}, entries).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is not, once the agreement that it rests on was withdrawn', () => {
    const ended = { ...entries, agreements: new Map([['ava', { isLive: false, agencies: [] }]]) };
    mayBe.when(tell(), {}, ended).refuses('NO_AGREEMENT', { person: 'ava' });
    given(disclosure, decided(false, { basis: 'VITAL' }))
      .when(tell(), {}, ended)
      .then(told);
  });
  it('is acknowledged, and an error in it notified, once it was', () => {
    const acknowledge: DisclosureCommand = {
      type: 'AcknowledgeDisclosure',
      data: { disclosure: 'disclosure-1', acknowledgedBy: 'Mrs Lee' },
    };
    const notify = (error: string): DisclosureCommand => ({
      type: 'NotifyDisclosureError',
      data: { disclosure: 'disclosure-1', error, notifiedBy: 'worker-1' },
    });
    const shared = given(disclosure, decided(true), told);
    const named = { family: 'family-1', persons: ['ava'] };
    shared.when(acknowledge, {}, around).then({
      type: 'RecipientAcknowledged',
      data: { ...named, acknowledgedBy: 'Mrs Lee' },
    });
    shared.when(notify('A brother’s name was in it.'), {}, around).then({
      type: 'DisclosureErrorNotified',
      data: { ...named, error: 'A brother’s name was in it.', notifiedBy: 'worker-1' },
    });
    shared.when(notify(''), {}, around).refuses('REQUIRED', { field: 'error' });
    mayBe.when(acknowledge, {}, around).refuses('NOT_DISCLOSED');
    nothing.when(notify('None.'), {}, around).refuses('NOT_FOUND');
  });
  it('asks for what its rule needs', () => {
    const state = { ...asked, status: 'TO_DISCLOSE', decidedBy: 'worker-1', needsAgreement: true } as const;
    expect(disclosure.needs(tell(), state)).toEqual({
      agreementsOf: ['ava'],
      workers: ['worker-1'],
      events: ['e-1'],
    });
  });
});
