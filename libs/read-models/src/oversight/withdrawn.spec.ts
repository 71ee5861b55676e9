import { describe, expect, it } from '@jest/globals';
import { LATER, due, named, practised, received } from '../testing/practice.ts';
import type { Story } from '../testing/story.ts';

describe('the clocks of a request that is withdrawn', () => {
  const ofLater = (story: Story) =>
    due(story, { by: '2026-12-31' }).filter(({ request: id }) => id === LATER);
  const withdraw = (story: Story) =>
    story.tell(LATER, { type: 'RequestWithdrawn', data: { reason: 'FAMILY_DECLINED' } });
  const reopen = (story: Story, at: string) =>
    story.at(at).tell(LATER, { type: 'RequestReopened', data: { reason: 'New worries' } });

  it('run on for a concern that nobody passed to children’s services', () => {
    const story = practised();
    received(story, '2026-04-13T09:00:00.000Z');
    const concern = { concern: 'Bruises', identifiedBy: 'worker-kim' };
    story.tell(LATER, { type: 'SafeguardingConcernIdentified', data: concern });
    withdraw(story);
    expect(named(ofLater(story))).toEqual([['CONCERN_PASSED', '2026-04-14', 0]]);
    story.tell(LATER, { type: 'PassedToChildrensServices', data: { route: 'MASH', passedBy: 'worker-kim' } });
    expect(ofLater(story)).toEqual([]);
  });

  it('begin anew as urgent as it is where it is reopened', () => {
    const limits = ['URGENT', 'SOON'].map((urgency) => {
      const story = practised();
      received(story, '2026-03-06T09:00:00.000Z', urgency);
      const data = { district: 'herts.ff.st-albans', reason: 'FAMILY_MOVED' };
      story.tell(LATER, { type: 'RequestRedirected', data });
      withdraw(story);
      reopen(story, '2026-03-09T09:00:00.000Z');
      return named(ofLater(story));
    });
    expect(limits).toEqual([
      [['REQUEST_TRIAGED_URGENT', '2026-03-10', 0]],
      [['REQUEST_TRIAGED', '2026-03-12', 0]],
    ]);
  });

  it('begin anew by the urgency that a correction gave it', () => {
    const story = practised();
    received(story, '2026-03-06T09:00:00.000Z');
    const { id: entry = '' } = story.events.findLast(({ stream }) => stream === LATER) ?? {};
    withdraw(story);
    const named = { entry, entryType: 'RequestReceived', entryVersion: 1, reason: 'TYPO' };
    const data = { ...named, replaced: { requestReceived: { urgency: 'URGENT' } } };
    story.tell(LATER, { type: 'EntryCorrected', data });
    reopen(story, '2026-03-09T09:00:00.000Z');
    expect(ofLater(story).map(({ clock }) => clock)).toEqual(['REQUEST_TRIAGED_URGENT']);
  });
});
