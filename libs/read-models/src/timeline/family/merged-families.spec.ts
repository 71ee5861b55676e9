import { describe, expect, it } from '@jest/globals';
import { at } from '../../testing/at.ts';
import { AVA, FAMILY, hillFamily } from '../../testing/hill.ts';
import { project } from '../../testing/project.ts';
import type { Story } from '../../testing/story.ts';
import { timeline } from '../projection.ts';
import { TimelineReader } from '../reader.ts';

const REED = 'family-reed';
const GREY = 'family-grey';
const four = { reason: 'One household', requestedBy: 'worker-kim', approvedBy: 'worker-sam' };
const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));

function disclosed(story: Story, disclosure: string, family: string): void {
  const named = { family, persons: [AVA], recipientAgency: 'organisation-b', classes: ['general'] };
  const decision = { decision: 'DISCLOSE', basis: 'VITAL', reason: 'Why.', needsAgreement: false };
  const data = { ...named, ...decision, decidedBy: 'worker-kim' };
  story.tell(disclosure, { type: 'DisclosureDecided', data }, { families: [family], persons: [AVA] });
}

/** The Greys are merged into the Reeds, and these into the Hills; then the Reeds are taken out again, and something is shared since. */
function merged() {
  const story = hillFamily();
  for (const family of [REED, GREY])
    story.tell(
      family,
      { type: 'FamilyRegistered', data: { reference: `F-${family}` } },
      { families: [family] },
    );
  disclosed(story, 'disclosure-1', GREY);
  disclosed(story, 'disclosure-2', REED);
  disclosed(story, 'disclosure-3', FAMILY);
  const merge = (retired: string, survivor: string): number =>
    story.tell(retired, { type: 'FamiliesMerged', data: { retired, survivor, ...four } });
  merge(GREY, REED);
  const before = story.head;
  const then = merge(REED, FAMILY);
  const apart = { survivor: FAMILY, retired: REED, merge: 1, ...four };
  const since = story.tell(FAMILY, { type: 'FamilyMergeReversed', data: apart });
  return { story, before, then, since };
}

describe('a family that others were merged into', () => {
  it('is read as one with them while the merge stands', () => {
    const { story, before, then, since } = merged();
    const reader = read(story);
    const names = (family: string, position: number) => reader.withMerged(family, { position }).sort();
    expect(names(FAMILY, before)).toEqual([FAMILY]);
    expect(names(FAMILY, then)).toEqual([GREY, FAMILY, REED]);
    expect(names(FAMILY, since)).toEqual([FAMILY]);
    expect(names(REED, since)).toEqual([GREY, REED]);
  });

  it('is found by the names of those merged into it, while the merge stands', () => {
    const { story, before, then, since } = merged();
    const reader = read(story);
    const whole = (family: string, position: number) => reader.withSurvivors([family], position).sort();
    expect(whole(GREY, before)).toEqual([GREY, REED]);
    expect(whole(GREY, then)).toEqual([GREY, FAMILY, REED]);
    expect(whole(GREY, since)).toEqual([GREY, REED]);
    expect(whole(FAMILY, then)).toEqual([FAMILY]);
  });

  it('is told of nobody who is not there for whoever asks, and of nothing under a name that is not', () => {
    const { story, then: position } = merged();
    const unseen = (...families: string[]) => ({
      families: new Set(families),
      persons: new Set<string>(),
      requests: new Set<string>(),
    });
    expect(read(story).withMerged(FAMILY, { position, unseen: unseen(REED) })).toEqual([FAMILY, GREY]);
    expect(read(story).withMerged(FAMILY, { position, unseen: unseen(FAMILY) })).toEqual([FAMILY]);
  });

  it('has what was shared about them, while the merge stands', () => {
    const { story, before, then, since } = merged();
    const reader = read(story);
    const shared = (family: string, position: number) =>
      reader.disclosuresOfFamily(family, at(position)).map(({ disclosure }) => disclosure);
    expect(shared(FAMILY, before)).toEqual(['disclosure-3']);
    expect(shared(FAMILY, then)).toEqual(['disclosure-1', 'disclosure-2', 'disclosure-3']);
    expect(shared(FAMILY, since)).toEqual(['disclosure-3']);
    expect(shared(REED, since)).toEqual(['disclosure-1', 'disclosure-2']);
    expect(shared(GREY, then)).toEqual(['disclosure-1']);
  });
});
