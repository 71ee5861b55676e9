import { expect, it } from '@jest/globals';
import { EPISODE, FAMILY } from '../testing/hill.ts';
import { due, named, practised } from '../testing/practice.ts';
import type { Story } from '../testing/story.ts';

// Help opened on 1 March, and the family was asked then.

const AGREEMENT = 'agreement-p-ava';
const agreed = {
  family: FAMILY,
  by: 'p-mum',
  capacity: 'PARENT',
  method: 'VERBAL',
  explained: 'All of it',
  takenBy: 'worker-kim',
};
const reviewed = { type: 'AgreementReviewed', data: { ...agreed, occasion: 'SIX_MONTHS' } } as const;
const asked = (story: Story, position?: number, day?: string) =>
  named(due(story, { clocks: ['AGREEMENT_REVIEW'], by: '2028-01-01' }, position, day));

it('a family that was asked again is to be asked six months after that, until it turns out that it was not', () => {
  const story = practised();
  const before = story.head;
  const last = story.at('2026-08-20T10:00:00.000Z').tell(AGREEMENT, reviewed);
  expect(asked(story)).toEqual([['AGREEMENT_REVIEW', '2027-02-20', 0]]);
  expect(asked(story, before)).toEqual([['AGREEMENT_REVIEW', '2026-09-01', 0]]);
  expect(asked(story, last, '2026-08-19')).toEqual([['AGREEMENT_REVIEW', '2026-09-01', 0]]);
  const entry = story.events[last]?.id ?? '';
  const data = { entry, entryType: 'AgreementReviewed', reason: 'WRONG_PERSON' };
  story.tell(AGREEMENT, { type: 'EntryVoided', data });
  expect(asked(story)).toEqual([['AGREEMENT_REVIEW', '2026-09-01', 0]]);
  expect(asked(story, last)).toEqual([['AGREEMENT_REVIEW', '2027-02-20', 0]]);
});

it('what a family agreed to counts where its help goes on', () => {
  const story = practised();
  story.at('2026-08-20T10:00:00.000Z').tell(AGREEMENT, { type: 'AgreementGiven', data: agreed });
  const members = { into: 'family-part', members: ['p-ava'], episode: EPISODE };
  story.tell(FAMILY, {
    type: 'FamilySplit',
    data: { ...members, reason: 'SEPARATED', decidedBy: 'worker-kim' },
  });
  story.tell('family-part', {
    type: 'EpisodeContinued',
    data: {
      episode: EPISODE,
      from: FAMILY,
      district: 'herts.ff.stevenage',
      children: [{ child: 'p-ava', level: 'L2' }],
      agency: 'organisation-a',
      keyworker: 'worker-kim',
      openedOn: '2026-03-01',
    },
  });
  expect(asked(story)).toEqual([['AGREEMENT_REVIEW', '2027-02-20', 0]]);
});
