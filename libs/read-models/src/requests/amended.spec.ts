import { describe, expect, it } from '@jest/globals';
import { hillFamily, REQUEST } from '../testing/hill.ts';
import { DISTRICT, PANEL, decided, inFamily, offered, scheduled, tabled } from '../testing/hill-panel.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { requests } from './projection.ts';
import { RequestsReader } from './reader.ts';

const read = (story: Story): RequestsReader => new RequestsReader(project(requests, story.events));

/** The Hill family's request, sent to a panel that has it on its agenda. */
function beforePanel(): Story {
  const story = hillFamily();
  story.tell(REQUEST, { type: 'RequestSentToPanel', data: { district: DISTRICT } });
  scheduled(story);
  tabled(story);
  return story;
}

function named({ events }: Story, type: string) {
  const { id = '' } = events.find((event) => event.type === type) ?? {};
  return { entry: id, entryType: type, reason: 'TYPO' };
}

function corrected(story: Story): number {
  const replaced = { requestReceived: { urgency: 'URGENT' } };
  const data = { ...named(story, 'RequestReceived'), entryVersion: 1, replaced };
  return story.tell(REQUEST, { type: 'EntryCorrected', data });
}

const voided = (story: Story, stream: string, type: string): number =>
  story.tell(stream, { type: 'EntryVoided', data: named(story, type) }, inFamily);

describe('a request that panels have before them, once an entry about it was amended', () => {
  it('stays where the panel put it, where its own stream is corrected', () => {
    const story = beforePanel();
    decided(story);
    story.tell(PANEL, { type: 'AllocationOffered', data: offered }, inFamily);
    const before = read(story).request(REQUEST);
    const at = corrected(story);
    const reader = read(story);
    expect(reader.request(REQUEST)).toEqual({ ...before, urgency: 'URGENT' });
    expect(before).toMatchObject({
      state: 'DECIDED',
      panel: PANEL,
      allocation: 'OFFERED',
      waitingSince: null,
    });
    expect(reader.request(REQUEST, at - 1)).toEqual(before);
  });

  it('stays deferred', () => {
    const story = beforePanel();
    const deferred = { item: REQUEST, until: '2026-04-14', reason: 'More is asked' };
    story.tell(PANEL, { type: 'ItemDeferred', data: deferred }, inFamily);
    corrected(story);
    expect(read(story).request(REQUEST)).toMatchObject({ state: 'DEFERRED', panel: PANEL });
  });

  it('is on the agenda again where the decision is voided, and waits since it was sent', () => {
    const story = beforePanel();
    const before = read(story).request(REQUEST);
    const at = decided(story);
    voided(story, PANEL, 'ItemDecided');
    const reader = read(story);
    expect(reader.request(REQUEST)).toEqual(before);
    expect(reader.request(REQUEST, at)).toMatchObject({ state: 'DECIDED' });
    expect(reader.list({ state: 'TABLED' }).edges).toHaveLength(1);
  });

  it('goes on from what stands of both: the next thing said is added to it', () => {
    const story = beforePanel();
    decided(story);
    voided(story, PANEL, 'ItemDecided');
    corrected(story);
    decided(story);
    expect(read(story).request(REQUEST)).toMatchObject({ state: 'DECIDED', urgency: 'URGENT' });
  });

  it('is no longer listed where how it came in is voided, and is again where that was a mistake', () => {
    const story = beforePanel();
    const before = read(story).request(REQUEST);
    const at = voided(story, REQUEST, 'RequestReceived');
    expect(read(story).request(REQUEST)).toBeUndefined();
    expect(read(story).list({ senderReference: 'RFS-1' }).edges).toEqual([]);
    expect(read(story).list({ senderReference: 'RFS-1' }, at - 1).edges).toHaveLength(1);
    voided(story, REQUEST, 'EntryVoided');
    const reader = read(story);
    expect(reader.request(REQUEST)).toEqual(before);
    expect([at - 1, at].map((position) => reader.request(REQUEST, position))).toEqual([before, undefined]);
    expect(reader.byReference('R-1')).toBe(REQUEST);
    expect(reader.list({ senderReference: 'RFS-1' }).edges).toHaveLength(1);
  });

  it('is still read as of before by its reference, where how it came in is voided', () => {
    const story = beforePanel();
    const before = read(story).request(REQUEST);
    const at = voided(story, REQUEST, 'RequestReceived');
    expect(read(story).byReference('R-1')).toBe(REQUEST);
    expect(read(story).request(REQUEST, at - 1)).toEqual(before);
  });
});
