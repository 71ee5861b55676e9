import { describe, expect, it } from '@jest/globals';
import type { CommandOf, ErasureCommand, ErasureEvent } from '#libs/contracts';
import {
  another,
  approve,
  decided,
  decidedNow,
  found,
  hold,
  ofToday,
  proposed,
  reviewed,
} from '../testing/erasing.ts';
import { noFacts } from '../testing/examples.ts';
import { given, placed } from '../testing/specification.ts';
import { erasure } from './erasure.ts';

const request = (changes: Partial<CommandOf<'RequestErasure'>['data']> = {}): ErasureCommand => ({
  type: 'RequestErasure',
  data: { persons: ['ava'], askedBy: 'THEMSELVES', words: 'Delete it all.', ...changes },
});
const requested: ErasureEvent = {
  type: 'ErasureRequested',
  data: { persons: ['ava'], askedBy: 'THEMSELVES', words: 'Delete it all.', takenBy: 'user-1' },
};
const propose = (changes: Partial<CommandOf<'ProposeErasure'>['data']> = {}): ErasureCommand => ({
  type: 'ProposeErasure',
  data: { persons: ['ava'], ground: 'RETENTION_ENDED', rationale: 'Nothing keeps it.', ...changes },
});
const review = (outcome: string, textOf = 'family-1', others?: string[]): ErasureCommand => ({
  type: 'ReviewSharedText',
  data: { erasure: 'erasure-1', textOf, outcome, ...(others && { others }) },
});
const refuse = (rationale = 'A child may be at risk.'): ErasureCommand => ({
  type: 'RefuseErasure',
  data: { erasure: 'erasure-1', reason: 'SAFEGUARDING', rationale },
});
const refused: ErasureEvent = {
  type: 'ErasureRefused',
  data: {
    persons: ['ava'],
    reason: 'SAFEGUARDING',
    rationale: 'A child may be at risk.',
    refusedBy: 'user-1',
  },
};
const withdraw = (reason = 'A mistake.'): ErasureCommand => ({
  type: 'WithdrawErasure',
  data: { erasure: 'erasure-1', reason },
});
const withdrawn: ErasureEvent = {
  type: 'ErasureWithdrawn',
  data: { persons: ['ava'], reason: 'A mistake.', withdrawnBy: 'user-1' },
};
const ava = found({ ava: {} });
const nothing = given(erasure);
const waiting = given(erasure, proposed());

describe('asking for an erasure', () => {
  it('is taken down as it was asked', () => {
    nothing.when(request(), {}, ava).then(requested);
    nothing.when(request({ words: '' }), {}, ava).refuses('REQUIRED', { field: 'words' });
    nothing.when(request({ persons: [] }), {}, ava).refuses('REQUIRED', { field: 'persons' });
    given(erasure, requested).when(request(), {}, ava).then();
  });
  it('may be of what cannot be erased yet, and is refused then with the reason', () => {
    nothing.when(request(), {}, found({ ava: { lives: [ofToday] } })).then(requested);
    given(erasure, requested)
      .when(refuse(), another)
      .then({
        ...refused,
        data: { ...refused.data, refusedBy: 'user-2' },
      });
  });
});

describe('proposing an erasure', () => {
  it('says how long the record was to be kept, and by which rule', () => {
    nothing.when(propose(), {}, ava).then(proposed());
    given(erasure, requested)
      .when(propose({ erasure: 'erasure-1' }), {}, ava)
      .then(proposed());
  });
  it('is of records that are there and not erased', () => {
    nothing.when(propose(), {}, found({})).refuses('NOT_FOUND', { record: 'ava' });
    nothing
      .when(propose(), {}, found({ ava: { erased: true } }))
      .refuses('SUBJECT_ERASED', { record: 'ava' });
    nothing
      .when(propose({ persons: ['ava', 'ava'] }), {}, ava)
      .refuses('DUPLICATE_VALUE', { field: 'persons' });
  });
  it('is refused under a legal hold: on the record, on one that belongs to it, or on everything', () => {
    const tied = { persons: [], families: ['family-1'], requests: ['request-1'] };
    for (const held of [
      hold({ persons: ['ava'] }),
      hold({ families: ['family-1'] }),
      hold({ requests: ['request-1'] }),
      hold({ everything: true }),
    ])
      nothing.when(propose(), {}, found({ ava: { tied } }, held)).refuses('LEGAL_HOLD', { hold: 'hold-1' });
    nothing.when(propose(), {}, found({ ava: { tied } }, hold({ persons: ['ben'] }))).then(proposed());
  });
  it('is refused while help is open', () => {
    nothing
      .when(propose(), {}, found({ ava: { openHelp: ['family-1'] } }))
      .refuses('OPEN_WORK', { family: 'family-1' });
  });
  it('is refused until the longest rule has ended', () => {
    nothing
      .when(propose(), {}, found({ ava: { lives: [ofToday] } }))
      .refuses('RETENTION_NOT_ENDED', { record: 'ava' });
    nothing.when(propose(), {}, found({ ava: { lives: [] } })).refuses('RETENTION_NOT_ENDED');
    nothing
      .when(propose({ ground: 'ASKED_FOR' }), {}, found({ ava: { lives: [ofToday] } }))
      .refuses('RETENTION_NOT_ENDED');
  });
  it('goes before the rules where the law or a court demands it, and never before a hold', () => {
    const unlawful = propose({ ground: 'UNLAWFUL' });
    nothing.when(unlawful, {}, found({ ava: { lives: [] } })).then({
      type: 'ErasureProposed',
      data: { persons: ['ava'], ground: 'UNLAWFUL', rationale: 'Nothing keeps it.', proposedBy: 'user-1' },
    });
    nothing.when(unlawful, {}, found({ ava: {} }, hold({ persons: ['ava'] }))).refuses('LEGAL_HOLD');
  });
  it('leaves no linked record of the person behind', () => {
    const linked = found({ ava: { tied: { persons: ['eva'], families: [], requests: [] } }, eva: {} });
    nothing.when(propose(), {}, linked).refuses('LINKED_RECORDS', { person: 'eva' });
  });
  it('leaves no family behind that is one with it since they were merged', () => {
    const merged = (other: string) => ({ tied: { persons: [], families: [other], requests: [] } });
    const facts = found({ 'family-1': merged('family-2'), 'family-2': merged('family-1') });
    const ofFamilies = (...families: string[]) => propose({ persons: [], families });
    nothing.when(ofFamilies('family-1'), {}, facts).refuses('LINKED_RECORDS', { family: 'family-2' });
    const both = ['family-1', 'family-2'];
    const kept = both.map((record) => ({ record, rule: 'EARLY_HELP', until: '2005-01-01' }));
    const { data } = proposed({ families: both, kept, persons: undefined });
    nothing.when(ofFamilies(...both), {}, facts).then({ type: 'ErasureProposed', data } as ErasureEvent);
  });
  it('says why', () => {
    nothing.when(propose({ rationale: '' }), {}, ava).refuses('RATIONALE_REQUIRED', { field: 'rationale' });
  });
  it('comes once, and not after the end', () => {
    nothing.when(propose({ erasure: 'erasure-1' }), {}, ava).refuses('NOT_FOUND');
    waiting.when(propose(), {}, ava).refuses('ERASURE_PROPOSED');
    given(erasure, proposed(), refused).when(propose(), {}, ava).refuses('ERASURE_OVER');
  });
});

describe('text that an erasure shares with other people', () => {
  const family = { persons: [], families: ['family-1'], requests: [] };
  const inFamily = found({ ava: { tied: family } });

  it('is read before it is decided', () => {
    waiting.when(approve(), another, inFamily).refuses('SHARED_TEXT_NOT_REVIEWED', { record: 'family-1' });
    waiting.when(review('NOTHING_OF_THEM'), {}, inFamily).then(reviewed());
    given(erasure, proposed(), reviewed()).when(approve(), another, inFamily).then(decidedNow());
  });
  it('keeps the record where others need it', () => {
    given(erasure, proposed(), reviewed('NEEDED_BY_OTHERS'))
      .when(approve(), another, inFamily)
      .refuses('SHARED_TEXT_NOT_REVIEWED');
    given(erasure, proposed(), reviewed('NEEDED_BY_OTHERS'), reviewed())
      .when(approve(), another, inFamily)
      .then(decidedNow());
  });
  it('is that of a family or request that goes while somebody in it stays', () => {
    const alone = { persons: ['ava'], families: [], requests: [] };
    const withMia = { persons: ['ava', 'mia'], families: [], requests: [] };
    const both = given(erasure, proposed({ families: ['family-1'] }));
    both
      .when(approve(), another, found({ ava: { tied: family }, 'family-1': { tied: alone } }))
      .then(decidedNow({ families: ['family-1'] }));
    const facts = found({ ava: { tied: family }, 'family-1': { tied: withMia } });
    both.when(approve(), another, facts).refuses('SHARED_TEXT_NOT_REVIEWED', { record: 'family-1' });
    const requests = { persons: ['ava'], families: [], requests: ['request-1'] };
    both
      .when(approve(), another, found({ ava: { tied: family }, 'family-1': { tied: requests } }))
      .refuses('SHARED_TEXT_NOT_REVIEWED', { record: 'request-1' });
  });
  it('names the others whom it tells of, each once, and each there', () => {
    const there = { ...inFamily, begun: new Set(['person-mia']) };
    const others = review('NOTHING_OF_THEM', 'family-1', ['mia']);
    waiting.when(others, {}, there).then(reviewed('NOTHING_OF_THEM', { others: ['mia'] }));
    waiting.when(others, {}, inFamily).refuses('NOT_FOUND', { stream: 'person-mia' });
    waiting
      .when(review('NOTHING_OF_THEM', 'family-1', ['mia', 'mia']), {}, there)
      .refuses('DUPLICATE_VALUE', { field: 'others' });
    expect(erasure.needs(others, erasure.initial)).toEqual({ begun: ['person-mia'] });
  });
  it('is no other text', () => {
    waiting.when(review('NOTHING_OF_THEM', 'family-2'), {}, inFamily).refuses('NOT_SHARED_TEXT');
    nothing.when(review('NOTHING_OF_THEM'), {}, inFamily).refuses('NOT_FOUND');
    given(erasure, requested).when(review('NOTHING_OF_THEM'), {}, inFamily).refuses('ERASURE_NOT_PROPOSED');
  });
});

describe('deciding on an erasure', () => {
  it('takes a second person, and days of reflection', () => {
    waiting.when(approve(), another, ava).then(decidedNow());
    waiting.when(approve(), {}, ava).refuses('SELF_APPROVAL');
    waiting.when(approve(''), another, ava).refuses('RATIONALE_REQUIRED', { field: 'rationale' });
  });
  it('counts its days by the versions that are in force, and says which they were', () => {
    const clock = [{ code: 'ERASURE_REFLECTION', title: 'Reflection', limit: '5 working days' }];
    const shipped = noFacts.reference;
    const reference = {
      ...shipped,
      version: (set: string) => (set === 'clock' ? '2027.1' : shipped.version(set)),
      codes: (set: string, on?: string) => (set === 'clock' ? clock : shipped.codes(set, on)),
    };
    const { data } = decided();
    const counted = { ...decidedNow(), data: { ...data, notBefore: '2026-06-24' } } as ErasureEvent;
    const chosenUnder = { clock: '2027.1', 'bank-holiday': shipped.version('bank-holiday') };
    waiting.when(approve(), another, { ...ava, reference }).then({ ...counted, chosenUnder });
  });
  it('judges again what may have changed since it was proposed', () => {
    waiting.when(approve(), another, found({ ava: {} }, hold({ persons: ['ava'] }))).refuses('LEGAL_HOLD');
    waiting.when(approve(), another, found({ ava: { openHelp: ['family-1'] } })).refuses('OPEN_WORK');
    waiting.when(approve(), another, found({ ava: { lives: [ofToday] } })).refuses('RETENTION_NOT_ENDED');
    waiting.when(approve(), another, found({ ava: { erased: true } })).refuses('SUBJECT_ERASED');
  });
  it('is of what is proposed', () => {
    nothing.when(approve(), another, ava).refuses('NOT_FOUND');
    given(erasure, requested).when(approve(), another, ava).refuses('ERASURE_NOT_PROPOSED');
    given(erasure, proposed(), decided()).when(approve(), another, ava).refuses('ERASURE_DECIDED');
  });
  it('may be no, with the reason', () => {
    waiting.when(refuse()).then(refused);
    waiting.when(refuse(' ')).refuses('RATIONALE_REQUIRED', { field: 'rationale' });
    given(erasure, proposed(), refused).when(refuse()).then();
    given(erasure, proposed(), decided()).when(refuse()).refuses('ERASURE_DECIDED');
  });
  it('may be taken back until it has begun', () => {
    waiting.when(withdraw()).then(withdrawn);
    given(erasure, requested).when(withdraw()).then(withdrawn);
    given(erasure, proposed(), decided()).when(withdraw()).then(withdrawn);
    given(erasure, proposed(), withdrawn).when(withdraw()).then();
    waiting.when(withdraw('')).refuses('RATIONALE_REQUIRED', { field: 'reason' });
    const begun: ErasureEvent = { type: 'ErasureBegun', data: { subjects: ['ava'] } };
    given(erasure, proposed(), decided(), begun).when(withdraw()).refuses('ERASURE_BEGUN');
  });
  it('asks for what its rule needs', () => {
    const named = { persons: ['ava'], families: [], requests: [] };
    expect(erasure.needs(propose(), erasure.initial)).toEqual({ erasing: named });
    expect(erasure.needs(approve(), erasure.initial)).toEqual({});
    const state = erasure.evolve(erasure.initial, placed(proposed(), 0));
    expect(erasure.needs(approve(), state)).toMatchObject({ erasing: named });
  });
});
