import { describe, expect, it } from '@jest/globals';
import { hillFamily, REQUEST } from '../testing/hill.ts';
import { PANEL, DISTRICT, inFamily, tabled, decided, offered, declined } from '../testing/hill-panel.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { requests } from './projection.ts';
import { RequestsReader } from './reader.ts';

const read = (story: Story): RequestsReader => new RequestsReader(project(requests, story.events));

describe('a request', () => {
  const sent = (story: Story) =>
    story.tell(REQUEST, { type: 'RequestSentToPanel', data: { district: DISTRICT } });

  it('waits anew from when it was sent to the panel until that decides, and where its agency declines', () => {
    const story = hillFamily();
    const since = story.now;
    const atPanel = sent(story);
    const put = tabled(story);
    const when = decided(story);
    story.tell(PANEL, { type: 'AllocationOffered', data: offered }, inFamily);
    const later = story.now;
    story.tell(PANEL, { type: 'AllocationDeclined', data: declined }, inFamily);
    const reader = read(story);
    expect(reader.request(REQUEST, atPanel)).toMatchObject({
      state: 'AT_PANEL',
      panel: null,
      waitingSince: since,
    });
    expect(reader.request(REQUEST, put)).toMatchObject({
      state: 'TABLED',
      panel: PANEL,
      waitingSince: since,
    });
    expect(reader.request(REQUEST, when)).toMatchObject({
      state: 'DECIDED',
      outcome: 'FFA_ALLOCATE_KEYWORKER',
      agency: 'organisation-a',
      allocation: null,
      waitingSince: null,
    });
    expect(reader.request(REQUEST)).toMatchObject({ allocation: 'DECLINED', waitingSince: later });
    expect(reader.list({ state: 'TABLED' }, put).edges).toHaveLength(1);
    expect(reader.list({ state: 'TABLED' }).edges).toEqual([]);
  });

  it('that was withdrawn stays so, whatever a panel does with it at the same moment', () => {
    const story = hillFamily();
    sent(story);
    tabled(story);
    story.tell(REQUEST, { type: 'RequestWithdrawn', data: { reason: 'NEEDS_MET' } });
    decided(story);
    expect(read(story).request(REQUEST)).toMatchObject({ state: 'WITHDRAWN', waitingSince: null });
    const since = story.now;
    story.tell(REQUEST, { type: 'RequestReopened', data: { reason: 'New worries' } });
    expect(read(story).request(REQUEST)).toMatchObject({
      state: 'REOPENED',
      outcome: null,
      waitingSince: since,
    });
  });

  it('shows a safeguarding concern, that it was passed on, and when whoever asked was told', () => {
    const story = hillFamily();
    const concern = { concern: 'A bruise', identifiedBy: 'worker-kim' };
    const identified = story.tell(REQUEST, { type: 'SafeguardingConcernIdentified', data: concern });
    const passed = { route: 'MASH_PHONE', passedBy: 'worker-kim' };
    story.tell(REQUEST, { type: 'PassedToChildrensServices', data: passed });
    const told = story.now;
    const how = { how: 'PHONE', content: 'OUTCOME_ONLY' };
    story.tell(REQUEST, { type: 'ReferrerInformedOfOutcome', data: how });
    expect(read(story).request(REQUEST, identified)).toMatchObject({ concern: 'IDENTIFIED', toldAt: null });
    expect(read(story).request(REQUEST)).toMatchObject({ concern: 'PASSED', toldAt: told });
    expect(read(story).list({ concern: 'PASSED' }).edges).toHaveLength(1);
    expect(read(story).list({ concern: 'IDENTIFIED' }).edges).toEqual([]);
  });

  it('that grew out of a contact keeps its place, and waits from when the form came', () => {
    const story = hillFamily();
    const place = { channel: 'PHONE', gss: 'E07000243', district: DISTRICT, source: '1B' };
    const stream = 'request-2';
    const contact = {
      ...place,
      reference: 'R-2',
      urgency: 'SOON',
      children: [{ familyName: 'Reed' }],
      concern: 'Noise',
    };
    const first = story.tell(stream, { type: 'ContactReceived', data: contact });
    const since = story.now;
    const form = {
      ...place,
      reference: 'R-2',
      requestRef: 'RFS-2',
      urgency: 'ROUTINE',
      agreement: 'NOT_SOUGHT',
      children: [{ familyName: 'Reed', sex: 'U' }],
      answers: { whatIsWorrying: 'Noise' },
    };
    story.tell(stream, { type: 'RequestReceived', data: form });
    const reader = read(story);
    expect(reader.request(stream, first)).toMatchObject({ state: 'CONTACT', urgency: 'SOON' });
    expect(reader.request(stream)).toMatchObject({
      state: 'RECEIVED',
      received: first,
      urgency: 'ROUTINE',
      waitingSince: since,
    });
    const sent = reader.list({ senderReference: 'RFS-2' }).edges;
    expect(sent.map(({ node: { request } }) => request)).toEqual([stream]);
  });

  it('for advice waits until it is given', () => {
    const story = hillFamily();
    const place = { channel: 'PHONE', gss: 'E07000243', district: DISTRICT, source: '2A' };
    const sought = { ...place, reference: 'R-2', upn: 'A950000178301', question: 'What now?' };
    const first = story.tell('request-2', { type: 'AdviceSought', data: sought });
    story.tell('request-2', { type: 'AdviceGiven', data: { advice: 'Ask her', givenBy: 'worker-kim' } });
    expect(read(story).request('request-2', first)).toMatchObject({ state: 'ADVICE_SOUGHT', urgency: null });
    expect(read(story).request('request-2')).toMatchObject({ state: 'ADVISED', waitingSince: null });
  });
});
