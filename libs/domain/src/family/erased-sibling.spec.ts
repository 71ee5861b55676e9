import { describe, it } from '@jest/globals';
import type { CloseEpisode, FamilyCommand, FamilyEvent } from '#libs/contracts';
import { given } from '../testing/specification.ts';
import { around, closed, episode, family as id, helped } from '../testing/hill-family.ts';
import { family } from './family.ts';

const outcomes = [
  { child: 'ava', outcome: 'Sleeps well.' },
  { child: 'ben', outcome: 'Back in school.' },
];
const close = (of: CloseEpisode['outcomes']): FamilyCommand => ({
  type: 'CloseEpisode',
  data: { family: id, episode, reason: 'OUTCOMES_MET', outcomes: of },
});
const owner = { agency: 'organisation-school', familyAgreed: true };
const reopen: FamilyCommand = {
  type: 'ReopenEpisode',
  data: { family: id, episode, reason: 'NEEDS_RETURNED', keyworker: 'worker-3', ...owner },
};
const reopened: FamilyEvent = { type: 'EpisodeReopened', data: { episode, reason: 'NEEDS_RETURNED' } };
const hills = given(family, ...helped);
const ended = given(family, ...helped, closed);

describe('help for several children of whom one was erased', () => {
  it('closes with nothing said of that one', () => {
    const ofAva = outcomes.filter(({ child }) => child === 'ava');
    const erased = { erased: new Set(['ben']) };
    hills.when(close(ofAva), {}, erased).then({
      type: 'EpisodeClosed',
      data: { episode, reason: 'OUTCOMES_MET', outcomes: ofAva },
    });
    hills.when(close([]), {}, erased).refuses('REQUIRED', { field: 'outcomes' });
  });

  it('is reopened for the others, and for nobody where all were', () => {
    const left: FamilyEvent = { type: 'MemberLeft', data: { person: 'ben', reason: 'GREW_UP' } };
    const parted = given(family, ...helped, closed, left);
    const owned = {
      type: 'AccountableAgencyAssigned',
      data: { episode, agency: 'organisation-school' },
    } as const;
    const keyworker = { worker: 'worker-3', agency: 'organisation-school', familyAgreed: true };
    parted
      .when(reopen, {}, { ...around, erased: new Set(['ben']) })
      .then(reopened, owned, { type: 'KeyworkerAssigned', data: { episode, ...keyworker } });
    ended.when(reopen, {}, { ...around, erased: new Set(['ava', 'ben']) }).refuses('NOT_A_CHILD');
  });
});
