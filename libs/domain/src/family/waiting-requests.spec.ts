import { describe, it } from '@jest/globals';
import type { CloseEpisode, FamilyCommand } from '#libs/contracts';
import { given } from '../testing/specification.ts';
import { closed, episode, family as id, helped } from '../testing/hill-family.ts';
import { family } from './family.ts';

const outcomes = [
  { child: 'ava', outcome: 'Sleeps well.' },
  { child: 'ben', outcome: 'Back in school.', bees: ['BEE.AMB'] },
];
const close = (data: Partial<CloseEpisode> = {}): FamilyCommand => ({
  type: 'CloseEpisode',
  data: { family: id, episode, reason: 'OUTCOMES_MET', outcomes, ...data },
});
const hills = given(family, ...helped);

describe('the end of help, of requests that wait', () => {
  it('leaves no concern behind that was not passed on, whatever the reason', () => {
    const waitingRequests = [{ request: 'request-9', isConcern: true }];
    for (const reason of ['OUTCOMES_MET', 'DISENGAGED_NEEDS_UNMET'])
      hills
        .when(close({ reason }), {}, { waitingRequests })
        .refuses('CONCERN_NOT_PASSED', { request: 'request-9' });
  });
  it('is not met while a request of the family is undecided', () => {
    const waitingRequests = [{ request: 'request-9', isConcern: false }];
    for (const reason of ['OUTCOMES_MET', 'NEEDS_MET_SINGLE_AGENCY', 'NO_NEED_FOUND'])
      hills.when(close({ reason }), {}, { waitingRequests }).refuses('OPEN_WORK', { request: 'request-9' });
    const reason = 'DISENGAGED_NEEDS_UNMET';
    hills
      .when(close({ reason }), {}, { waitingRequests })
      .then({ type: 'EpisodeClosed', data: { episode, reason, outcomes } });
  });
  it('is met though nobody wrote down what became of the request that it came of', () => {
    const cameOf = helped.map((event) =>
      event.type === 'EpisodeOpened' ? { ...event, data: { ...event.data, request: 'request-9' } } : event,
    );
    const its = (isConcern: boolean) => ({ waitingRequests: [{ request: 'request-9', isConcern }] });
    given(family, ...cameOf)
      .when(close(), {}, its(false))
      .then(closed);
    given(family, ...cameOf)
      .when(close(), {}, its(true))
      .refuses('CONCERN_NOT_PASSED', { request: 'request-9' });
  });
});

describe('the end of help, of its assessments', () => {
  it('is refused while one is open, for whichever reason', () => {
    for (const reason of ['OUTCOMES_MET', 'DISENGAGED_NEEDS_UNMET'])
      hills
        .when(close({ reason }), {}, { openAssessments: ['assessment-1'] })
        .refuses('OPEN_WORK', { assessment: 'assessment-1' });
  });
});

describe('the end of help, of its plan', () => {
  it('is not met while an action is open', () => {
    for (const reason of ['OUTCOMES_MET', 'NEEDS_MET_SINGLE_AGENCY', 'NO_NEED_FOUND'])
      hills
        .when(close({ reason }), {}, { openActions: ['action-1'] })
        .refuses('OPEN_WORK', { action: 'action-1' });
    const reason = 'DISENGAGED_NEEDS_UNMET';
    hills
      .when(close({ reason }), {}, { openActions: ['action-1'] })
      .then({ type: 'EpisodeClosed', data: { episode, reason, outcomes } });
    hills.when(close()).then(closed);
  });
});
