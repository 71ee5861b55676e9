import { expect, it } from '@jest/globals';
import { AVA, EPISODE, FAMILY } from '../testing/hill.ts';
import { asOf, overseen, practised } from '../testing/practice.ts';

const STEVENAGE = 'herts.ff.stevenage';
const ST_ALBANS = 'herts.ff.st-albans';
const spring = { from: '2026-03-01', to: '2026-05-31' };

it('help that goes on in a family of another district is open there alone', () => {
  const story = practised();
  story.at('2026-04-10T10:00:00.000Z').tell('family-part', {
    type: 'EpisodeContinued',
    data: {
      ...{ episode: EPISODE, from: FAMILY, district: ST_ALBANS, openedOn: '2026-03-01' },
      ...{ agency: 'organisation-a', keyworker: 'worker-kim', children: [{ child: AVA, level: 'L2' }] },
    },
  });
  const open = (position: number) =>
    [STEVENAGE, ST_ALBANS].map(
      (district) =>
        overseen(story).districtOverview({ district, ...spring }, asOf(story, position, null)).open,
    );
  expect(open(story.head - 1)).toEqual([1, 0]);
  expect(open(story.head)).toEqual([0, 1]);
});
