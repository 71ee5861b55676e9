import { describe, expect, it } from '@jest/globals';
import { FAMILY, request } from '../testing/hill.ts';
import { LATER, due, named, passes, practised, received } from '../testing/practice.ts';
import type { Story } from '../testing/story.ts';

describe('the clocks of a request', () => {
  it('run over working days, Easter left out, until it is acknowledged and triaged', () => {
    const story = practised();
    const came = received(story, '2026-04-01T15:00:00.000Z');
    const ofRequest = { clocks: ['REQUEST_TRIAGED', 'REQUEST_ACKNOWLEDGED'], by: '2026-04-30' };
    const waiting = due(story, ofRequest, came).filter(({ request: id }) => id === LATER);
    expect(named(waiting)).toEqual([
      ['REQUEST_ACKNOWLEDGED', '2026-04-02', 0],
      ['REQUEST_TRIAGED', '2026-04-08', 0],
    ]);
    story.tell(LATER, { type: 'RequestAcknowledged', data: { how: 'EMAIL' } });
    const nine = passes(story, '2026-04-09T09:00:00.000Z');
    const late = due(story, {}, nine).filter(({ request: id }) => id === LATER);
    expect(late).toEqual([
      {
        clock: 'REQUEST_TRIAGED',
        about: LATER,
        started: came,
        startedOn: '2026-04-01',
        dueOn: '2026-04-08',
        daysOverdue: 1,
        family: FAMILY,
        episode: null,
        request: LATER,
        district: 'herts.ff.stevenage',
        agency: 'organisation-a',
        keyworker: 'worker-kim',
        cover: null,
      },
    ]);
    const data = { outcome: 'SINGLE_AGENCY', rationale: 'So', decidedBy: 'worker-kim' };
    story.tell(LATER, { type: 'RequestTriaged', data });
    expect(due(story, ofRequest).filter(({ request: id }) => id === LATER)).toEqual([]);
    expect(due(story, {}, nine).filter(({ request: id }) => id === LATER)).toEqual(late);
  });

  it('are told to the keyworker of the family that it turns out to be about, while that is helped', () => {
    const story = practised();
    const { family: _, ...form } = request();
    const data = { ...form, reference: 'R-2' };
    const came = story.at('2026-04-13T09:00:00.000Z').tell(LATER, { type: 'RequestReceived', data });
    const whose = (position?: number) =>
      due(story, { clocks: ['REQUEST_TRIAGED'], by: '2026-12-31' }, position)
        .filter(({ request: id }) => id === LATER)
        .map(({ family, keyworker }) => [family, keyworker]);
    expect(whose()).toEqual([[null, null]]);
    story.tell(LATER, { type: 'RequestLinkedToFamily', data: { family: FAMILY } });
    story.tell(LATER, {
      type: 'RequestRedirected',
      data: { district: 'herts.ff.st-albans', reason: 'FAMILY_MOVED' },
    });
    expect(whose()).toEqual([[FAMILY, 'worker-kim']]);
    expect(whose(came)).toEqual([[null, null]]);
    story.tell(FAMILY, {
      type: 'EpisodeClosed',
      data: { episode: 'episode-1', reason: 'MOVED_OUT_NO_TRANSFER', outcomes: [] },
    });
    expect(whose()).toEqual([[FAMILY, null]]);
  });

  it('give an urgent one a working day, which a deferral does not stop', () => {
    const story = practised();
    received(story, '2026-03-06T17:00:00.000Z', 'URGENT');
    const data = { outcome: 'DEFER_INFO_NEEDED', rationale: 'Ask school', decidedBy: 'worker-kim' };
    story.tell(LATER, { type: 'RequestTriaged', data });
    expect(named(due(story, { clocks: ['REQUEST_TRIAGED_URGENT'], by: '2026-03-31' }))).toEqual([
      ['REQUEST_TRIAGED_URGENT', '2026-03-09', 0],
    ]);
    story.tell(LATER, { type: 'RequestWithdrawn', data: { reason: 'MOVED_AWAY' } });
    expect(due(story, { by: '2026-12-31' }).some(({ request: id }) => id === LATER)).toBe(false);
  });
});

describe('the clocks of a request that goes to a panel', () => {
  const PANEL = 'panel-1';
  const ofPanel = { clocks: ['PANEL_DECISION', 'ALLOCATION_ANSWER', 'REFERRER_TOLD'], by: '2026-12-31' };
  const triaged = (outcome: string) =>
    ({ type: 'RequestTriaged', data: { outcome, rationale: 'So', decidedBy: 'worker-kim' } }) as const;
  const item = { item: LATER, family: FAMILY };
  const decision = { outcome: 'IFST', rationale: 'So', decidedBy: 'worker-kim' };
  const ofLater = (story: Story, position?: number) =>
    named(due(story, ofPanel, position).filter(({ request: id }) => id === LATER));

  it('give the panel a fortnight, anew when it puts the item off, and then the referrer two working days', () => {
    const story = practised();
    received(story, '2026-04-13T09:00:00.000Z');
    story.tell(LATER, [
      triaged('PANEL'),
      { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } },
    ]);
    const sent = story.head;
    expect(ofLater(story)).toEqual([['PANEL_DECISION', '2026-04-27', 0]]);
    const needed = { ...item, until: '2026-05-04', needed: ['The school'] };
    story.at('2026-04-20T09:00:00.000Z').tell(PANEL, { type: 'ItemDeferred', data: needed });
    expect(ofLater(story)).toEqual([['PANEL_DECISION', '2026-05-04', 0]]);
    story.at('2026-04-30T09:00:00.000Z').tell(PANEL, { type: 'ItemDecided', data: { ...item, ...decision } });
    story.tell(PANEL, { type: 'AllocationOffered', data: { ...item, agency: 'organisation-a' } });
    expect(ofLater(story)).toEqual([
      ['REFERRER_TOLD', '2026-05-05', 0],
      ['ALLOCATION_ANSWER', '2026-05-05', 0],
    ]);
    const accepted = { ...item, agency: 'organisation-a', keyworker: 'worker-kim', familyAgreed: true };
    story.tell(PANEL, { type: 'AllocationAccepted', data: accepted });
    story.tell(LATER, { type: 'ReferrerInformedOfOutcome', data: { how: 'EMAIL', content: 'OUTCOME' } });
    expect(ofLater(story)).toEqual([]);
    expect(ofLater(story, sent)).toEqual([['PANEL_DECISION', '2026-04-27', 0]]);
  });

  it('do not ask for a word to someone who cannot be told', () => {
    const story = practised();
    const data = { ...request(), reference: 'R-2', source: '9' };
    story.at('2026-04-13T09:00:00.000Z').tell(LATER, { type: 'RequestReceived', data });
    story.tell(LATER, triaged('SINGLE_AGENCY'));
    expect(ofLater(story)).toEqual([]);
  });

  it('run on in the district that it goes to, by what was known then', () => {
    const story = practised();
    const came = received(story, '2026-04-13T09:00:00.000Z');
    const ofPanel = { clocks: ['PANEL_DECISION'], by: '2026-12-31' };
    const told = story.tell(LATER, { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } });
    const before = due(story, ofPanel).filter(({ request: id }) => id === LATER);
    const data = { district: 'herts.ff.st-albans', reason: 'FAMILY_MOVED' };
    story.days(3).tell(LATER, { type: 'RequestRedirected', data });
    const after = due(story, ofPanel).filter(({ request: id }) => id === LATER);
    expect(came).toBeLessThan(told);
    expect(after).toEqual(before.map((run) => ({ ...run, district: 'herts.ff.st-albans' })));
    expect(due(story, ofPanel, told).filter(({ request: id }) => id === LATER)).toEqual(before);
  });

  it('are over once the request is withdrawn', () => {
    const story = practised();
    received(story, '2026-04-13T09:00:00.000Z');
    story.tell(LATER, { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } });
    story.tell(LATER, { type: 'RequestWithdrawn', data: { reason: 'MOVED_AWAY' } });
    expect(ofLater(story)).toEqual([]);
  });
});

describe('the clocks of a panel, once an entry was voided', () => {
  const PANEL = 'panel-1';
  const about = { item: LATER, family: FAMILY };
  const decided = {
    type: 'ItemDecided',
    data: { ...about, outcome: 'IFST', rationale: 'So', decidedBy: 'worker-kim' },
  } as const;
  const clocks = (story: Story, position?: number) =>
    named(
      due(story, { clocks: ['PANEL_DECISION', 'REFERRER_TOLD'], by: '2026-12-31' }, position).filter(
        ({ request: id }) => id === LATER,
      ),
    );
  const sentToPanel = (): Story => {
    const story = practised();
    received(story, '2026-04-13T09:00:00.000Z');
    const data = { district: 'herts.ff.stevenage' };
    story.tell(LATER, { type: 'RequestSentToPanel', data });
    return story;
  };
  const voidLast = (story: Story, stream: string): void => {
    const { id: entry = '', type: entryType = '' } =
      story.events.findLast((each) => each.stream === stream) ?? {};
    story.days(1).tell(stream, { type: 'EntryVoided', data: { entry, entryType, reason: 'WRONG_PERSON' } });
  };

  it('wait for nothing where the request should not have been sent', () => {
    const story = sentToPanel();
    const sent = story.head;
    voidLast(story, LATER);
    expect(clocks(story)).toEqual([]);
    expect(clocks(story, sent)).toEqual([['PANEL_DECISION', '2026-04-27', 0]]);
  });

  it('wait for the panel again where its decision should not have been recorded', () => {
    const story = sentToPanel();
    story.at('2026-04-20T09:00:00.000Z').tell(PANEL, decided);
    expect(clocks(story)).toEqual([['REFERRER_TOLD', '2026-04-22', 0]]);
    voidLast(story, PANEL);
    expect(clocks(story)).toEqual([['PANEL_DECISION', '2026-04-27', 0]]);
  });

  it('keep what the panel did to them when the request is amended', () => {
    const story = sentToPanel();
    story.at('2026-04-20T09:00:00.000Z').tell(PANEL, decided);
    story.tell(LATER, { type: 'ReferrerInformedOfOutcome', data: { how: 'EMAIL', content: 'OUTCOME' } });
    voidLast(story, LATER);
    expect(clocks(story)).toEqual([['REFERRER_TOLD', '2026-04-22', 0]]);
  });
});

describe('a contact', () => {
  it('is triaged like a request, and a safeguarding concern goes to children’s services within a day', () => {
    const story = practised();
    const { requestRef, answers, agreement, ...contact } = request();
    const data = { ...contact, reference: 'R-2', concern: 'Seen alone' };
    story.at('2026-04-13T09:00:00.000Z').tell(LATER, { type: 'ContactReceived', data });
    const concern = { concern: 'Bruises', identifiedBy: 'worker-kim' };
    story.tell(LATER, { type: 'SafeguardingConcernIdentified', data: concern });
    const ofContact = () => due(story, { by: '2026-12-31' }).filter(({ request: id }) => id === LATER);
    expect(named(ofContact())).toEqual([
      ['REQUEST_ACKNOWLEDGED', '2026-04-14', 0],
      ['CONCERN_PASSED', '2026-04-14', 0],
      ['REQUEST_TRIAGED', '2026-04-16', 0],
    ]);
    story.tell(LATER, { type: 'PassedToChildrensServices', data: { route: 'MASH', passedBy: 'worker-kim' } });
    expect(ofContact().map(({ clock }) => clock)).toEqual(['REQUEST_ACKNOWLEDGED', 'REQUEST_TRIAGED']);
  });

  it('waits for the first of two concerns to be passed on, and for one that comes after that anew', () => {
    const story = practised();
    received(story, '2026-04-13T09:00:00.000Z');
    const concern = { concern: 'Bruises', identifiedBy: 'worker-kim' };
    const identify = (at: string) =>
      story.at(at).tell(LATER, { type: 'SafeguardingConcernIdentified', data: concern });
    const waiting = () => named(due(story, { clocks: ['CONCERN_PASSED'], by: '2026-12-31' }));
    identify('2026-04-13T09:00:00.000Z');
    identify('2026-04-16T09:00:00.000Z');
    expect(waiting()).toEqual([['CONCERN_PASSED', '2026-04-14', 2]]);
    story.tell(LATER, { type: 'PassedToChildrensServices', data: { route: 'MASH', passedBy: 'worker-kim' } });
    expect(waiting()).toEqual([]);
    identify('2026-04-20T09:00:00.000Z');
    expect(waiting()).toEqual([['CONCERN_PASSED', '2026-04-21', 0]]);
  });

  it('is waited on from when somebody first asked, and acknowledged once, where a form grows out of it', () => {
    const story = practised();
    const { requestRef, answers, agreement, ...contact } = request();
    const data = { ...contact, reference: 'R-2', concern: 'Seen alone' };
    story.at('2026-04-13T09:00:00.000Z').tell(LATER, { type: 'ContactReceived', data });
    story.tell(LATER, { type: 'RequestAcknowledged', data: { how: 'PHONE' } });
    const form = received(story, '2026-04-15T09:00:00.000Z');
    const waiting = (at?: number) =>
      named(due(story, { by: '2026-12-31' }, at).filter(({ request: id }) => id === LATER));
    expect(waiting()).toEqual([['REQUEST_TRIAGED', '2026-04-16', 0]]);
    expect(waiting(form - 1)).toEqual(waiting());
  });
});
