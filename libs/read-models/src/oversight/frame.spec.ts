import { describe, expect, it } from '@jest/globals';
import { AVA, EPISODE, FAMILY, level, step } from '../testing/hill.ts';
import { closed, on, overseen, practised } from '../testing/practice.ts';
import type { Story } from '../testing/story.ts';
import type { FrameFilter } from './frame.ts';

const DISTRICT = 'herts.ff.stevenage';
const frame = (story: Story, filter: Partial<FrameFilter> = {}, position = story.head) =>
  overseen(story).frame({ on: '2026-03-20', ...filter }, position);
const has = (story: Story, filter: Partial<FrameFilter>, position?: number) =>
  frame(story, filter, position).length === 1;

/** Open since the first of March. */
function helped(): Story {
  const story = practised();
  story.at('2026-03-02T10:00:00.000Z').tell(FAMILY, { type: 'LevelOfNeedDecided', data: level(AVA, 'L2') });
  return story;
}

describe('a frame', () => {
  it('has the episodes as the day of the frame found them', () => {
    expect(frame(helped())).toEqual([
      {
        episode: EPISODE,
        family: FAMILY,
        status: 'OPEN',
        openedOn: '2026-03-01',
        closedOn: null,
        district: DISTRICT,
        level: 'L2',
        agency: 'organisation-a',
      },
    ]);
    expect(has(helped(), { on: '2026-02-28' })).toBe(false);
  });

  it('finds what is open or closed on the day, and within which days', () => {
    const story = helped();
    const open = story.head;
    story.at('2026-03-10T10:00:00.000Z').tell(FAMILY, closed);
    expect(frame(story)).toMatchObject([{ status: 'CLOSED', closedOn: '2026-03-10' }]);
    expect(has(story, { status: 'OPEN' })).toBe(false);
    expect(has(story, { status: 'OPEN', on: '2026-03-09' })).toBe(true);
    expect(has(story, { closedFrom: '2026-03-10', closedTo: '2026-03-10' })).toBe(true);
    expect(has(story, { closedTo: '2026-03-09' })).toBe(false);
    expect(has(story, { closedFrom: '2026-03-11' })).toBe(false);
    expect(has(story, { openedFrom: '2026-03-01', openedTo: '2026-03-01' })).toBe(true);
    expect(has(story, { openedFrom: '2026-03-02' })).toBe(false);
    expect(has(story, { closedFrom: '2026-03-01' }, open)).toBe(false);
    expect(has(story, { status: 'OPEN' }, open)).toBe(true);
  });

  it('finds where a family lived, at which level and with whom accountable', () => {
    const story = helped();
    expect(has(story, { districts: [DISTRICT], levels: ['L2'], agencies: ['organisation-a'] })).toBe(true);
    expect(has(story, { districts: ['herts.ff.dacorum'] })).toBe(false);
    expect(has(story, { levels: ['L3', 'L1'] })).toBe(false);
    expect(has(story, { agencies: ['organisation-b'] })).toBe(false);
    expect(has(story, { districts: [] })).toBe(true);
  });

  it('goes by the highest level of the day, by what was known at the position', () => {
    const story = helped();
    const before = story.head;
    story.at('2026-03-12T10:00:00.000Z').tell(FAMILY, step(AVA, 'L2', 'L3'), on('2026-03-05'));
    expect(frame(story)).toMatchObject([{ level: 'L3' }]);
    expect(frame(story, { on: '2026-03-04' })).toMatchObject([{ level: 'L2' }]);
    expect(frame(story, {}, before)).toMatchObject([{ level: 'L2' }]);
  });

  it('keeps the level of a child who has died, for an erasure takes away that the child did', () => {
    const story = helped();
    story.tell(`person-${AVA}`, {
      type: 'DeathRecorded',
      data: { dateOfDeath: '2026-03-08', verification: 'CERTIFICATE' },
    });
    expect(frame(story)).toMatchObject([{ level: 'L2' }]);
  });
});
