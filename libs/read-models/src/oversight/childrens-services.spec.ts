import { describe, expect, it } from '@jest/globals';
import { FAMILY } from '../testing/hill.ts';
import { LATER, due, named, practised, received } from '../testing/practice.ts';
import type { Story } from '../testing/story.ts';

describe('a request about a family that is helped already', () => {
  it('is triaged in time all the same, and is among what is due of whoever helps', () => {
    const data = { family: FAMILY, episode: 'episode-1', keyworker: 'worker-kim' };
    const clocks = (urgency: string) => {
      const story = practised();
      received(story, '2026-04-13T09:00:00.000Z', urgency);
      story.tell(LATER, { type: 'DuplicateOfOpenWorkFlagged', data });
      return due(story, { by: '2026-12-31', worker: 'worker-kim' })
        .filter(({ request, clock }) => request === LATER && clock !== 'REQUEST_ACKNOWLEDGED')
        .map(({ clock }) => clock);
    };
    expect(clocks('URGENT')).toEqual(['REQUEST_TRIAGED_URGENT']);
    expect(clocks('ROUTINE')).toEqual(['REQUEST_TRIAGED']);
  });
});

describe('a request that is for children’s services', () => {
  const decision = { outcome: 'STEP_UP_CHILDRENS_SERVICES', rationale: 'Harm', decidedBy: 'worker-kim' };
  const triaged = { type: 'RequestTriaged', data: decision } as const;
  const passed = {
    type: 'PassedToChildrensServices',
    data: { route: 'MASH', passedBy: 'worker-kim' },
  } as const;
  const reopened = { type: 'RequestReopened', data: { reason: 'They ask again' } } as const;
  const decided = { type: 'ItemDecided', data: { item: LATER, family: FAMILY, ...decision } } as const;
  const identified = {
    type: 'SafeguardingConcernIdentified',
    data: { concern: 'Bruises', identifiedBy: 'worker-kim' },
  } as const;
  const waiting = (story: Story) => named(due(story, { clocks: ['CONCERN_PASSED'], by: '2026-12-31' }));
  const came = (): Story => {
    const story = practised();
    received(story, '2026-04-13T09:00:00.000Z');
    return story;
  };

  it('is to be passed on from triage on, until it was', () => {
    const story = came();
    story.tell(LATER, triaged);
    expect(waiting(story)).toEqual([['CONCERN_PASSED', '2026-04-14', 0]]);
    story.tell(LATER, passed);
    expect(waiting(story)).toEqual([]);
  });

  it('is to be passed on from the panel’s decision on', () => {
    const story = came();
    story.at('2026-04-20T09:00:00.000Z').tell('panel-1', decided);
    expect(waiting(story)).toEqual([['CONCERN_PASSED', '2026-04-21', 0]]);
  });

  it('waits no longer than its concern does, and not again where that was passed on', () => {
    const story = came();
    story.tell(LATER, identified);
    story.at('2026-04-14T09:00:00.000Z').tell(LATER, triaged);
    expect(waiting(story)).toEqual([['CONCERN_PASSED', '2026-04-14', 0]]);
    const told = came();
    told.tell(LATER, [passed, triaged]);
    expect(waiting(told)).toEqual([]);
  });

  it('is decided on anew once it is reopened, but what somebody was worried about waits on', () => {
    const story = came();
    story.tell(LATER, [triaged, reopened]);
    expect(waiting(story)).toEqual([]);
    story.at('2026-04-15T09:00:00.000Z').tell(LATER, [triaged, passed, reopened, triaged]);
    expect(waiting(story)).toEqual([['CONCERN_PASSED', '2026-04-16', 0]]);
    const worrying = came();
    worrying.tell(LATER, [triaged, identified, reopened]);
    expect(waiting(worrying)).toEqual([['CONCERN_PASSED', '2026-04-14', 0]]);
  });
});
