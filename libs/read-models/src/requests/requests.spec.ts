import { describe, expect, it } from '@jest/globals';
import { FAMILY, hillFamily, request, REQUEST } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { requests } from './projection.ts';
import { RequestsReader } from './reader.ts';

const read = (story: Story): RequestsReader => new RequestsReader(project(requests, story.events));
const triaged = (outcome: string) => ({
  type: 'RequestTriaged' as const,
  data: { outcome, level: 'L2', rationale: 'Several needs', decidedBy: 'worker-kim' },
});

describe('a request', () => {
  it('waits from the moment it came in until it is decided, and is told as it stood', () => {
    const story = hillFamily();
    const acknowledged = story.tell(REQUEST, { type: 'RequestAcknowledged', data: { how: 'EMAIL' } });
    story.tell(REQUEST, triaged('FFA_ALLOCATE_KEYWORKER'));
    const reader = read(story);
    const receivedAt = story.events[1]?.occurredAt.value;
    expect(reader.request(REQUEST, acknowledged)).toEqual({
      request: REQUEST,
      reference: 'R-1',
      received: 1,
      receivedAt,
      state: 'ACKNOWLEDGED',
      outcome: null,
      waitsFor: null,
      level: null,
      urgency: 'SOON',
      channel: 'PORTAL',
      district: 'herts.ff.stevenage',
      family: FAMILY,
      episode: null,
      keyworker: null,
      panel: null,
      agency: null,
      allocation: null,
      concern: null,
      toldAt: null,
      waitingSince: receivedAt,
    });
    expect(reader.request(REQUEST)).toMatchObject({
      state: 'TRIAGED',
      outcome: 'FFA_ALLOCATE_KEYWORKER',
      level: 'L2',
      waitingSince: null,
    });
    expect(reader.list({ waiting: true }, acknowledged).edges).toHaveLength(1);
    expect(reader.list({ waiting: true }).edges).toEqual([]);
  });

  it('goes on waiting when its decision is put off', () => {
    const story = hillFamily();
    story.tell(REQUEST, triaged('DEFER_INFO_NEEDED'));
    expect(read(story).list({ waiting: true }).edges).toHaveLength(1);
  });

  it('waits, whatever became of it, while nobody passed its safeguarding concern on', () => {
    const story = hillFamily();
    const concern = { concern: 'A bruise', identifiedBy: 'worker-kim' };
    story.tell(REQUEST, { type: 'SafeguardingConcernIdentified', data: concern });
    story.tell(REQUEST, { type: 'RequestWithdrawn', data: { reason: 'FAMILY_DECLINED' } });
    expect(read(story).list({ waiting: true }).edges).toHaveLength(1);
    expect(read(story).list({ waiting: false }).edges).toEqual([]);
    const passed = { route: 'MASH_PHONE', passedBy: 'worker-kim' };
    story.tell(REQUEST, { type: 'PassedToChildrensServices', data: passed });
    expect(read(story).list({ waiting: true }).edges).toEqual([]);
  });

  it('waits for its family until somebody decided, and was told where it is for children’s services', () => {
    const story = hillFamily();
    const waits = () => read(story).waitingOf(FAMILY);
    expect(waits()).toEqual([{ request: REQUEST, state: 'RECEIVED', isConcern: false }]);
    const decision = { rationale: 'So', decidedBy: 'worker-kim' };
    story.tell(REQUEST, { type: 'RequestTriaged', data: { ...decision, outcome: 'IFST' } });
    expect(waits()).toEqual([]);
    const concern = { concern: 'A bruise', identifiedBy: 'worker-kim' };
    story.tell(REQUEST, { type: 'SafeguardingConcernIdentified', data: concern });
    expect(waits()).toEqual([{ request: REQUEST, state: 'TRIAGED', isConcern: true }]);
    const passed = { route: 'MASH_PHONE', passedBy: 'worker-kim' };
    story.tell(REQUEST, { type: 'PassedToChildrensServices', data: passed });
    expect(waits()).toEqual([]);
    story.tell(REQUEST, [
      { type: 'RequestReopened', data: { reason: 'They ask again' } },
      { type: 'RequestTriaged', data: { ...decision, outcome: 'STEP_UP_CHILDRENS_SERVICES' } },
    ]);
    expect(waits()).toEqual([{ request: REQUEST, state: 'TRIAGED', isConcern: true }]);
  });

  it('waits until it was passed on, where it is decided that it is for children’s services', () => {
    const story = hillFamily();
    const waiting = () => read(story).list({ waiting: true }).edges.length;
    const decision = { outcome: 'STEP_UP_CHILDRENS_SERVICES', rationale: 'Harm', decidedBy: 'worker-kim' };
    const triaged = { type: 'RequestTriaged', data: decision } as const;
    const data = { route: 'MASH_PHONE', passedBy: 'worker-kim' };
    const passed = { type: 'PassedToChildrensServices', data } as const;
    story.tell(REQUEST, triaged);
    expect(waiting()).toBe(1);
    story.tell(REQUEST, passed);
    expect(waiting()).toBe(0);
    story.tell(REQUEST, [{ type: 'RequestReopened', data: { reason: 'They ask again' } }, triaged]);
    expect(waiting()).toBe(1);
    story.tell(REQUEST, [passed, triaged]);
    expect(waiting()).toBe(0);
    story.tell(REQUEST, { type: 'RequestReopened', data: { reason: 'Once more' } });
    story.tell('panel-1', { type: 'ItemDecided', data: { item: REQUEST, ...decision } });
    expect(waiting()).toBe(1);
  });

  it('is of the family that was registered from it, until it is linked to another', () => {
    const story = hillFamily();
    const { family, ...form } = request();
    const first = story.tell('request-2', { type: 'RequestReceived', data: { ...form, reference: 'R-2' } });
    story.tell('family-reed', {
      type: 'FamilyRegistered',
      data: { reference: 'F-REED', request: 'request-2' },
    });
    expect(read(story).request('request-2', first)).toMatchObject({ family: null });
    expect(read(story).request('request-2')).toMatchObject({ family: 'family-reed', state: 'RECEIVED' });
    expect(read(story).list({ families: ['family-reed'] }).edges).toHaveLength(1);
    story.tell('request-2', { type: 'RequestLinkedToFamily', data: { family: FAMILY } });
    const opened = {
      episode: 'episode-2',
      children: ['p-eva'],
      route: 'REQUEST',
      district: 'herts.ff.stevenage',
    };
    story.tell('family-reed', { type: 'EpisodeOpened', data: { ...opened, request: 'request-2' } });
    expect(read(story).request('request-2')).toMatchObject({ family: FAMILY });
  });

  it('points at the help that is open already, and waits for its triage all the same', () => {
    const story = hillFamily();
    const before = read(story).request(REQUEST);
    const data = { family: FAMILY, episode: 'episode-1', keyworker: 'worker-kim' };
    story.tell(REQUEST, { type: 'DuplicateOfOpenWorkFlagged', data });
    expect(read(story).request(REQUEST)).toEqual({ ...before, ...data });
    expect(read(story).list({ waiting: true }).edges).toHaveLength(1);
  });

  it('that goes to another district is listed there from then on, and waits for a panel there', () => {
    const story = hillFamily();
    story.tell(REQUEST, { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } });
    const papers = { item: REQUEST, family: FAMILY, sending: 2, evidencePositions: [1] };
    const tabled = story.tell('panel-1', { type: 'ItemTabled', data: papers });
    const data = { district: 'herts.ff.st-albans', reason: 'FAMILY_MOVED' };
    story.tell(REQUEST, { type: 'RequestRedirected', data });
    const reader = read(story);
    expect(reader.request(REQUEST)).toMatchObject({
      state: 'AT_PANEL',
      panel: null,
      waitingSince: expect.any(String),
    });
    const inStAlbans = { district: 'herts.ff.st-albans' };
    expect(
      [reader.list(inStAlbans, tabled), reader.list(inStAlbans)].map(({ edges }) => edges.length),
    ).toEqual([0, 1]);
  });

  it('that is put off stays so where it goes', () => {
    const story = hillFamily();
    story.tell(REQUEST, { type: 'RequestSentToPanel', data: { district: 'herts.ff.stevenage' } });
    const until = { item: REQUEST, family: FAMILY, until: '2026-04-01', needed: ['The school’s view'] };
    story.tell('panel-1', { type: 'ItemDeferred', data: until });
    const data = { district: 'herts.ff.st-albans', reason: 'FAMILY_MOVED' };
    story.tell(REQUEST, { type: 'RequestRedirected', data });
    expect(read(story).request(REQUEST)).toMatchObject({ state: 'DEFERRED', district: 'herts.ff.st-albans' });
  });

  it('is told from whatever else may have its name', () => {
    const among = read(hillFamily()).among(['request-2', REQUEST, FAMILY, REQUEST]);
    expect(among).toEqual([REQUEST]);
  });

  it('is found by its reference, by the sender’s and by its family', () => {
    const story = hillFamily();
    story.tell(REQUEST, { type: 'RequestWithdrawn', data: { reason: 'MOVED_AWAY' } });
    const reader = read(story);
    expect(reader.byReference('R-1')).toBe(REQUEST);
    expect(reader.list({ senderReference: 'RFS-1' }).edges.map(({ node }) => node.request)).toEqual([
      REQUEST,
    ]);
    expect(reader.list({ senderReference: 'RFS-1', families: ['family-reed'] }).edges).toEqual([]);
    expect(reader.list({ senderReference: 'RFS' }).edges).toEqual([]);
    expect(reader.list({ families: ['family-reed', FAMILY] }).edges).toHaveLength(1);
    expect(reader.list({ families: ['family-reed'] }).edges).toEqual([]);
    expect(reader.list({ families: [] }).edges).toEqual([]);
    expect(reader.list({ families: [FAMILY], state: 'WITHDRAWN' }).edges.map(({ cursor }) => cursor)).toEqual(
      [1],
    );
  });
});
