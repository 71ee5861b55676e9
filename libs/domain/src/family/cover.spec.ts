import { describe, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent } from '#libs/contracts';
import { keyworker } from '../testing/examples.ts';
import { around, closed, episode, family as id, helped } from '../testing/hill-family.ts';
import { given } from '../testing/specification.ts';
import { family } from './family.ts';

const hills = given(family, ...helped);
const arrange = (worker: string, until?: string): FamilyCommand => ({
  type: 'ArrangeTemporaryCover',
  data: { family: id, episode, worker, reason: 'ABSENC', ...(until !== undefined && { until }) },
});
const arranged = (worker: string): FamilyEvent => ({
  type: 'TemporaryCoverArranged',
  data: { episode, worker, reason: 'ABSENC' },
});
const end: FamilyCommand = {
  type: 'EndTemporaryCover',
  data: { family: id, episode, reason: 'KEYWORKER_BACK' },
};
const gone = {
  ...around,
  workers: new Map(around.workers).set('worker-1', { ...keyworker, activeTo: '2026-06-15' }),
};

describe('temporary cover', () => {
  it('is arranged with someone who could be the keyworker, to a day that may lie ahead', () => {
    hills.when(arrange('worker-3', '2026-07-31'), {}, around).then({
      type: 'TemporaryCoverArranged',
      data: { episode, worker: 'worker-3', until: '2026-07-31', reason: 'ABSENC' },
    });
  });
  it('passes to another who covers, and is arranged anew with the one who does', () => {
    const covered = given(family, ...helped, arranged('worker-3'));
    covered.when(arrange('worker-3'), {}, around).then(arranged('worker-3'));
    covered.when(arrange('worker-2'), {}, around).then(arranged('worker-2'));
  });
  it('is refused to the keyworker, and to a worker who may not take it on', () => {
    hills
      .when(arrange('worker-1'), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE', { worker: 'worker-1', because: 'IS_KEYWORKER' });
    for (const worker of ['untrained', 'left', 'not-yet', 'suspended', 'social-worker']) {
      hills.when(arrange(worker), {}, around).refuses('WORKER_NOT_ELIGIBLE');
    }
  });
  it('is refused to a day before it begins, or that is none', () => {
    hills.when(arrange('worker-3', '2026-06-15'), {}, around).refuses('END_BEFORE_START');
    hills.when(arrange('worker-3', '2026-06-31'), {}, around).refuses('INVALID_DATE');
  });
  it('is refused in a closed episode', () => {
    given(family, ...helped, closed)
      .when(arrange('worker-3'), {}, around)
      .refuses('EPISODE_CLOSED');
  });
});

describe('the end of temporary cover', () => {
  it('gives the episode back to its keyworker', () => {
    given(family, ...helped, arranged('worker-3'))
      .when(end, {}, around)
      .then({ type: 'TemporaryCoverEnded', data: { episode, worker: 'worker-3', reason: 'KEYWORKER_BACK' } });
  });
  it('is refused where nobody covers', () => {
    hills.when(end, {}, around).refuses('NOT_RECORDED');
  });
  it('is refused once the keyworker has left, for nobody would hold the episode', () => {
    given(family, ...helped, arranged('worker-3'))
      .when(end, {}, gone)
      .refuses('NO_OWNER', { episode });
  });
  it('is refused while the keyworker is suspended, who could do nothing for it', () => {
    const workers = new Map([['worker-1', { ...keyworker, suspended: true as const }]]);
    given(family, ...helped, arranged('worker-3'))
      .when(end, {}, { ...around, workers })
      .refuses('NO_OWNER', { episode });
  });
  it('comes with the hand-over to a new keyworker', () => {
    given(family, ...helped, arranged('worker-3'), {
      type: 'KeyworkerHandedOver',
      data: {
        episode,
        from: 'worker-1',
        to: 'worker-3',
        agency: 'organisation-school',
        agreementReviewed: true,
        reason: 'LEFTRL',
      },
    })
      .when(end, {}, gone)
      .refuses('NOT_RECORDED');
  });
});
