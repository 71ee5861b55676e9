import { describe, expect, it } from '@jest/globals';
import { FamiliesReader } from '../families/reader.ts';
import { families } from '../families/projection.ts';
import { AVA, FAMILY, step } from '../testing/hill.ts';
import { asOf, closed, handedOver, on, overseen, practised } from '../testing/practice.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';

// Help opens on the morning of 1 March; what follows is told with the day alone, or the month.

const spring = { from: '2026-03-01', to: '2026-05-31' };
const THAT_DAY = on('2026-03-01');
const THAT_MONTH = { occurredAt: { precision: 'MONTH', value: '2026-03' } } as const;
const moved = { type: 'DistrictChanged', data: { to: 'herts.ff.st-albans' } } as const;

const overview = (story: Story, district: string) =>
  overseen(story).districtOverview({ district, ...spring }, asOf(story));
const byLevel = (story: Story, district = 'herts.ff.stevenage') =>
  overview(story, district).byLevel.filter(({ episodes }) => episodes > 0);
const march = (story: Story, district = 'herts.ff.stevenage') => overview(story, district).months[0];

describe('what happens on the day on which help opens, its hour untold', () => {
  it.each([THAT_DAY, THAT_MONTH])('is a step after the level that it steps from: %j', (when) => {
    const story = practised();
    story.tell(FAMILY, step(AVA, 'L2', 'L3'), when);
    expect(byLevel(story)).toEqual([{ level: 'L3', episodes: 1 }]);
    expect(march(story)).toMatchObject({ opened: 1, steppedUp: 1 });
  });

  it('is an end after the beginning', () => {
    const story = practised();
    story.tell(FAMILY, closed, THAT_DAY);
    expect(overview(story, 'herts.ff.stevenage')).toMatchObject({ open: 0 });
    expect(march(story)).toMatchObject({ opened: 1, closed: 1 });
  });

  it('is a move from where the family lived', () => {
    const story = practised();
    story.tell(FAMILY, moved, THAT_DAY);
    expect(overview(story, 'herts.ff.stevenage').open).toBe(0);
    expect(overview(story, 'herts.ff.st-albans').open).toBe(1);
    const reader = new FamiliesReader(project(families, story.events));
    expect(reader.family(FAMILY)?.district).toBe('herts.ff.st-albans');
  });

  it('leaves nobody without an owner, and the new keyworker as who holds it', () => {
    const story = practised();
    story.tell(FAMILY, handedOver('worker-sam'), THAT_DAY);
    story.days(10).tell('worker-kim', { type: 'WorkerEnded', data: { activeTo: '2026-03-10' } });
    expect(overseen(story).ownershipGaps(asOf(story))).toEqual({ gaps: [], daysWithoutOwner: 0 });
  });
});
