import { describe, it } from '@jest/globals';
import type { ErasureCommand, ErasureEvent } from '#libs/contracts';
import { another, approve, decidedNow, found, proposed, reviewed } from '../testing/erasing.ts';
import { given } from '../testing/specification.ts';
import { erasure } from './erasure.ts';

const tied = { persons: [], families: ['family-1'], requests: [] };
const inFamily = found({ ava: { tied } });
const written = (position: number) => ({
  erasing: { ...inFamily.erasing, texts: new Map([['family-1', position]]) },
});
const readAt = (position: number) => reviewed('NOTHING_OF_THEM', { position });
const reading = (position: number): ErasureCommand => ({
  type: 'ReviewSharedText',
  data: { erasure: 'erasure-1', textOf: 'family-1', outcome: 'NOTHING_OF_THEM', position },
});
const finding = (outcome: string): ErasureCommand => ({
  type: 'ReviewSharedText',
  data: { erasure: 'erasure-1', textOf: 'family-1', outcome },
});

describe('reading shared text', () => {
  it('is as of a position that there is', () => {
    const waiting = given(erasure, proposed());
    waiting.when(reading(40), {}, inFamily).then(readAt(40));
    waiting.when(reading(101), {}, inFamily).refuses('POSITION_AHEAD', { position: 100 });
  });
  it('is done again where something was written of it since', () => {
    const read = given(erasure, proposed(), readAt(40));
    read.when(approve(), another, written(40)).then(decidedNow());
    read.when(approve(), another, written(41)).refuses('SHARED_TEXT_NOT_REVIEWED', { record: 'family-1' });
    given(erasure, proposed(), readAt(40), readAt(41))
      .when(approve(), another, written(41))
      .then(decidedNow());
  });
  it('counts where an early one does not say as of when', () => {
    const data = { persons: ['ava'], textOf: 'family-1', outcome: 'NOTHING_OF_THEM', reviewedBy: 'user-1' };
    const early: ErasureEvent = { type: 'SharedTextReviewed', data };
    given(erasure, proposed(), early).when(approve(), another, written(41)).then(decidedNow());
  });
  it('clears no form on which somebody may be whom is erased, until it is said whose record is theirs', () => {
    const ofRequest = { persons: [], families: [], requests: ['request-1'] };
    const known = found({ ava: { tied: ofRequest } });
    const onForm = (unidentified: string[], nameless = 0) => ({
      erasing: { ...known.erasing, forms: new Map([['request-1', { unidentified, nameless }]]) },
    });
    const read = (outcome: string, others: string[] = []): ErasureCommand => ({
      type: 'ReviewSharedText',
      data: { erasure: 'erasure-1', textOf: 'request-1', outcome, ...(others.length > 0 && { others }) },
    });
    const told = (outcome: string, more: object = {}) => reviewed(outcome, { textOf: 'request-1', ...more });
    const waiting = given(erasure, proposed());
    for (const outcome of ['NOTHING_OF_THEM', 'TAKEN_OUT']) {
      const refusal = ['FORM_NOT_IDENTIFIED', { record: 'request-1', subject: 'on-form' }] as const;
      waiting.when(read(outcome), {}, onForm(['on-form'])).refuses(...refusal);
      waiting.when(read(outcome), {}, onForm([])).then(told(outcome));
      waiting.when(read(outcome), {}, onForm([], 1)).refuses('FORM_NOT_IDENTIFIED', {
        ...{ record: 'request-1', others: 1 },
      });
      const others = { others: ['mia'] };
      const facts = { ...onForm([], 1), begun: new Set(['person-mia']) };
      waiting.when(read(outcome, ['mia']), {}, facts).then(told(outcome, others));
    }
    waiting.when(read('NEEDED_BY_OTHERS'), {}, onForm(['on-form'], 1)).then(told('NEEDED_BY_OTHERS'));
  });
  it('is not enough where somebody came upon the form since', () => {
    const ofRequest = { persons: [], families: [], requests: ['request-1'] };
    const { erasing } = found({ ava: { tied: ofRequest } });
    const forms = new Map([['request-1', { unidentified: ['on-form'], nameless: 0 }]]);
    const facts = { erasing: { ...erasing, forms } };
    const read = reviewed('NOTHING_OF_THEM', { textOf: 'request-1' });
    given(erasure, proposed(), read).when(approve(), another, facts).refuses('FORM_NOT_IDENTIFIED');
    given(erasure, proposed(), read).when(approve(), another, { erasing }).then(decidedNow());
  });
  it('says nothing of a form that goes', () => {
    const requests = ['request-1'];
    const withMia = { persons: ['ava', 'mia'], families: [], requests: [] };
    const { erasing } = found({ ava: {}, 'request-1': { tied: withMia } });
    const forms = new Map([['request-1', { unidentified: ['on-form'], nameless: 2 }]]);
    const read: ErasureCommand = {
      type: 'ReviewSharedText',
      data: { erasure: 'erasure-1', textOf: 'request-1', outcome: 'MAY_BE_LOST' },
    };
    given(erasure, proposed({ requests }))
      .when(read, {}, { erasing: { ...erasing, forms } })
      .then(reviewed('MAY_BE_LOST', { requests, textOf: 'request-1' }));
  });
  it('is found to go only where it goes, and to stay only where it stays', () => {
    const withMia = { persons: ['ava', 'mia'], families: [], requests: [] };
    const facts = found({ ava: { tied }, 'family-1': { tied: withMia } });
    const families = ['family-1'];
    const staying = given(erasure, proposed());
    const going = given(erasure, proposed({ families }));
    for (const outcome of ['NOTHING_OF_OTHERS', 'RECORDED_ELSEWHERE', 'MAY_BE_LOST']) {
      staying.when(finding(outcome), {}, inFamily).refuses('TEXT_STAYS');
      going.when(finding(outcome), {}, facts).then(reviewed(outcome, { families }));
    }
    for (const outcome of ['NOTHING_OF_THEM', 'TAKEN_OUT']) {
      staying.when(finding(outcome), {}, inFamily).then(reviewed(outcome));
      going.when(finding(outcome), {}, facts).refuses('TEXT_GOES');
    }
  });
});
