import { describe, it } from '@jest/globals';
import type { FamilyCommand } from '#libs/contracts';
import { on } from '../testing/examples.ts';
import { around, closed, episode, family as id, helped, registered } from '../testing/hill-family.ts';
import { given } from '../testing/specification.ts';
import { family } from './family.ts';

const hills = given(family, ...helped);
const about = { family: id, episode };
const supervise = (supervisor: string, reflection = 'Seen together.'): FamilyCommand => ({
  type: 'RecordSupervision',
  data: { ...about, supervisor, reflection },
});
const notReached = (attempts: number, whatWasTried = 'Two visits and a letter.'): FamilyCommand => ({
  type: 'RecordNonEngagement',
  data: { ...about, attempts, whatWasTried },
});
const acknowledge = (acknowledgedBy: string, reason = 'Agreed with the family.'): FamilyCommand => ({
  type: 'AcknowledgeDrift',
  data: { ...about, rule: 'OPEN_LONG', acknowledgedBy, reason },
});

describe('supervision', () => {
  it('is recorded with who looked and what was thought', () => {
    hills.when(supervise('worker-2'), {}, around).then({
      type: 'SupervisionRecorded',
      data: { episode, supervisor: 'worker-2', reflection: 'Seen together.' },
    });
  });
  it('is refused by someone who has left, without a word, and in a closed episode', () => {
    hills.when(supervise('left'), {}, around).refuses('WORKER_NOT_ELIGIBLE');
    hills.when(supervise('worker-2', ' '), {}, around).refuses('REQUIRED', { field: 'reflection' });
    given(family, ...helped, closed)
      .when(supervise('worker-2'), {}, around)
      .refuses('EPISODE_CLOSED');
  });
});

describe('a family that is not reached', () => {
  it('is recorded with how often it was tried', () => {
    hills.when(notReached(3)).then({
      type: 'NonEngagementRecorded',
      data: { episode, attempts: 3, whatWasTried: 'Two visits and a letter.' },
    });
  });
  it('was tried at least once, in some way', () => {
    hills.when(notReached(0)).refuses('INVALID_INPUT', { field: 'attempts' });
    hills.when(notReached(2, '')).refuses('REQUIRED', { field: 'whatWasTried' });
  });
});

describe('drift', () => {
  it('is acknowledged with a reason', () => {
    hills.when(acknowledge('worker-2'), {}, around).then({
      type: 'DriftAcknowledged',
      data: {
        episode,
        rule: 'OPEN_LONG',
        acknowledgedBy: 'worker-2',
        reason: 'Agreed with the family.',
      },
    });
  });
  it('is refused without one, and by someone who has left', () => {
    hills.when(acknowledge('worker-2', ''), {}, around).refuses('RATIONALE_REQUIRED', { field: 'reason' });
    hills.when(acknowledge('left'), {}, around).refuses('WORKER_NOT_ELIGIBLE');
  });
});

describe('a move to another district', () => {
  const move = (to: string): FamilyCommand => ({ type: 'ChangeDistrict', data: { family: id, to } });
  const moved = (to: string, day: string) => ({ type: 'DistrictChanged', data: { to }, ...on(day) }) as const;

  it('is of the day on which the family moved, before help or after it too', () => {
    hills.when(move('herts.ff.st-albans')).then({
      type: 'DistrictChanged',
      data: { to: 'herts.ff.st-albans' },
    });
    given(family, ...registered)
      .when(move('herts.ff.st-albans'), on('2026-01'))
      .then({ type: 'DistrictChanged', data: { to: 'herts.ff.st-albans' } });
  });
  it('is nothing where the family lived there on that day, in whichever order its moves were learnt', () => {
    hills.when(move('herts.ff.dacorum')).then();
    const twice = given(
      family,
      ...helped,
      moved('herts.ff.stevenage', '2026-06-14'),
      moved('herts.ff.st-albans', '2026-06-08'),
    );
    twice.when(move('herts.ff.stevenage')).then();
    twice.when(move('herts.ff.st-albans'), on('2026-06-10')).then();
    twice.when(move('herts.ff.dacorum'), on('2026-06-05')).then();
    twice.when(move('herts.ff.st-albans')).then({
      type: 'DistrictChanged',
      data: { to: 'herts.ff.st-albans' },
    });
  });
  it('needs a day, and a family', () => {
    hills
      .when(move('herts.ff.st-albans'), { occurredAt: { precision: 'UNKNOWN' } })
      .refuses('REQUIRED', { field: 'occurredAt' });
    given(family).when(move('herts.ff.st-albans')).refuses('NOT_FOUND');
  });
});
