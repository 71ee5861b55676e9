import { describe, expect, it } from '@jest/globals';
import type { CommandOf, HoldCommand, HoldEvent } from '#libs/contracts';
import { today } from '../testing/examples.ts';
import { found } from '../testing/erasing.ts';
import { given, placed as inStream } from '../testing/specification.ts';
import { hold, standingHold } from './hold.ts';

const about = { reason: 'COMPLAINT', explanation: 'She complains.' };
const place = (changes: Partial<CommandOf<'PlaceLegalHold'>['data']> = {}): HoldCommand => ({
  type: 'PlaceLegalHold',
  data: { persons: ['ava'], everything: false, ...about, ...changes },
});
const placed = (changes: object = {}): HoldEvent => ({
  type: 'LegalHoldPlaced',
  data: { persons: ['ava'], everything: false, ...about, placedBy: 'user-1', ...changes },
});
const propose: HoldCommand = {
  type: 'ProposeLegalHoldRelease',
  data: { hold: 'hold-1', reason: 'Settled.' },
};
const proposed: HoldEvent = {
  type: 'LegalHoldReleaseProposed',
  data: { persons: ['ava'], reason: 'Settled.', proposedBy: 'user-1' },
};
const release = (rationale = 'It is.'): HoldCommand => ({
  type: 'ReleaseLegalHold',
  data: { hold: 'hold-1', rationale },
});
const released: HoldEvent = {
  type: 'LegalHoldReleased',
  data: { persons: ['ava'], rationale: 'It is.', proposedBy: 'user-1', releasedBy: 'user-2' },
};
const decline = (reason = 'Not yet.'): HoldCommand => ({
  type: 'DeclineLegalHoldRelease',
  data: { hold: 'hold-1', reason },
});
const declined: HoldEvent = {
  type: 'LegalHoldReleaseDeclined',
  data: { persons: ['ava'], reason: 'Not yet.', declinedBy: 'user-1' },
};
const review = (note = 'It goes on.'): HoldCommand => ({
  type: 'ReviewLegalHold',
  data: { hold: 'hold-1', note },
});
const another = { actor: { ...today.actor, user: 'user-2' } };
const ava = found({ ava: {}, 'family-1': {} });
const nothing = given(hold);
const standing = given(hold, placed());

describe('a legal hold', () => {
  it('is placed on records that are there', () => {
    nothing.when(place(), {}, ava).then(placed());
    nothing.when(place({ persons: ['ben'] }), {}, ava).refuses('NOT_FOUND', { record: 'ben' });
    const both = place({ families: ['family-1'] });
    nothing.when(both, {}, ava).then(placed({ families: ['family-1'] }));
    expect(hold.needs(both, hold.initial)).toEqual({
      erasing: { persons: ['ava'], families: ['family-1'], requests: [] },
    });
  });
  it('is placed on everything, or on what it names, and not on both or neither', () => {
    const data = { everything: true, ...about, placedBy: 'user-1' };
    nothing
      .when({ type: 'PlaceLegalHold', data: { everything: true, ...about } }, {}, ava)
      .then({ type: 'LegalHoldPlaced', data });
    nothing.when(place({ everything: true }), {}, ava).refuses('REQUIRED', { field: 'persons' });
    nothing.when(place({ persons: [] }), {}, ava).refuses('REQUIRED', { field: 'persons' });
  });
  it('names each record once', () => {
    nothing
      .when(place({ persons: ['ava', 'ava'] }), {}, ava)
      .refuses('DUPLICATE_VALUE', { field: 'persons' });
  });
  it('comes too late for what is erased', () => {
    nothing.when(place(), {}, found({ ava: { erased: true } })).refuses('SUBJECT_ERASED', { record: 'ava' });
  });
  it('says why', () => {
    nothing
      .when(place({ explanation: ' ' }), {}, ava)
      .refuses('RATIONALE_REQUIRED', { field: 'explanation' });
  });
  it('is looked at again, and goes on', () => {
    standing.when(review()).then({
      type: 'LegalHoldReviewed',
      data: { persons: ['ava'], note: 'It goes on.', reviewedBy: 'user-1' },
    });
    standing.when(review('')).refuses('RATIONALE_REQUIRED', { field: 'note' });
    nothing.when(review()).refuses('NOT_FOUND');
  });
});

describe('letting a legal hold go', () => {
  const waiting = given(hold, placed(), proposed);

  it('is proposed, and says why, each time', () => {
    standing.when(propose).then(proposed);
    const other: HoldEvent = { ...proposed, data: { ...proposed.data, proposedBy: 'user-2' } };
    waiting.when(propose, another).then(other);
    given(hold, placed(), proposed, other).when(release(), another).refuses('SELF_APPROVAL');
    standing
      .when({ ...propose, data: { hold: 'hold-1', reason: '' } })
      .refuses('RATIONALE_REQUIRED', { field: 'reason' });
  });
  it('takes a second person', () => {
    waiting.when(release(), another).then(released);
    waiting.when(release()).refuses('SELF_APPROVAL');
    waiting.when(release(''), another).refuses('RATIONALE_REQUIRED', { field: 'rationale' });
    standing.when(release(), another).refuses('RELEASE_NOT_PROPOSED');
  });
  it('may be declined, and proposed again', () => {
    waiting.when(decline()).then(declined);
    waiting.when(decline('')).refuses('RATIONALE_REQUIRED', { field: 'reason' });
    standing.when(decline()).refuses('RELEASE_NOT_PROPOSED');
    given(hold, placed(), proposed, declined).when(release(), another).refuses('RELEASE_NOT_PROPOSED');
    given(hold, placed(), proposed, declined).when(propose).then(proposed);
  });
  it('is for good', () => {
    given(hold, placed(), proposed, released).when(propose).refuses('HOLD_RELEASED');
  });
});

describe('a hold that stands', () => {
  const past = (...events: HoldEvent[]) => events.map(inStream);

  it('names what it keeps, until it is let go of', () => {
    const kept = { hold: 'hold-1', everything: false, persons: ['ava'], families: [], requests: [] };
    expect(standingHold('hold-1', past(placed(), proposed))).toEqual(kept);
    expect(standingHold('hold-1', past(placed(), proposed, released))).toBeUndefined();
    expect(standingHold('hold-1', [])).toBeUndefined();
  });
});
