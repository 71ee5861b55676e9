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
