import { describe, expect, it } from '@jest/globals';
import { FAMILY } from '../testing/hill.ts';
import { due, LATER, named, practised, received } from '../testing/practice.ts';
import type { Story, TestEvent } from '../testing/story.ts';

const PANEL = 'panel-1';
const item = { item: LATER, family: FAMILY };
const decided: TestEvent = {
  type: 'ItemDecided',
  data: { ...item, outcome: 'FFA_ALLOCATE_KEYWORKER', rationale: 'So', decidedBy: 'worker-kim' },
};
const offered: TestEvent = { type: 'AllocationOffered', data: { ...item, agency: 'organisation-a' } };
const reviewed: TestEvent = {
  type: 'DecisionReviewed',
  data: {
    ...{ ...item, outcome: 'SIGNPOST_UNIVERSAL', rationale: 'Not so', decidedBy: 'worker-kim' },
    ...{ supersedes: 2, reason: 'The family moved in with her aunt.' },
  },
};
const informed: TestEvent = {
  type: 'ReferrerInformedOfOutcome',
  data: { how: 'EMAIL', content: 'OUTCOME' },
};

/** Decided, and offered to an agency, on Monday the 20th. */
function atPanel(): Story {
  const story = practised();
  received(story, '2026-04-13T09:00:00.000Z');
  story.tell(LATER, { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } });
  story.at('2026-04-20T09:00:00.000Z').tell(PANEL, [decided, offered]);
  return story;
}
const clocks = (story: Story, clock: string) =>
  named(due(story, { clocks: [clock], by: '2026-12-31' }).filter(({ request }) => request === LATER));

describe('a decision of a panel that is reviewed', () => {
  it('ends what was offered before: no agency is waited for', () => {
    const story = atPanel();
    expect(clocks(story, 'ALLOCATION_ANSWER')).toEqual([['ALLOCATION_ANSWER', '2026-04-22', 0]]);
    story.tell(PANEL, reviewed);
    expect(clocks(story, 'ALLOCATION_ANSWER')).toEqual([]);
    story.at('2026-04-21T09:00:00.000Z').tell(PANEL, offered);
    expect(clocks(story, 'ALLOCATION_ANSWER')).toEqual([['ALLOCATION_ANSWER', '2026-04-23', 0]]);
  });

  it('is told to the referrer who had heard of the first, within two working days of it', () => {
    const story = atPanel();
    story.tell(LATER, informed);
    expect(clocks(story, 'REFERRER_TOLD')).toEqual([]);
    story.at('2026-04-24T09:00:00.000Z').tell(PANEL, reviewed);
    expect(clocks(story, 'REFERRER_TOLD')).toEqual([['REFERRER_TOLD', '2026-04-28', 0]]);
    story.tell(LATER, informed);
    expect(clocks(story, 'REFERRER_TOLD')).toEqual([]);
  });

  it('hides no day on which the referrer waited to hear of the first', () => {
    const story = atPanel();
    story.at('2026-04-24T09:00:00.000Z').tell(PANEL, reviewed);
    expect(clocks(story, 'REFERRER_TOLD')).toEqual([['REFERRER_TOLD', '2026-04-22', 2]]);
  });
});
