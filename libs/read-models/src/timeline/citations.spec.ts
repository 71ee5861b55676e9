import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DataClass } from '#libs/contracts';
import { at } from '../testing/at.ts';
import { EPISODE, FAMILY, hillFamily } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { maskEntry } from './summaries/mask.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

// The police told of something; a flag and a panel's papers name that entry, and then it is voided.

let story: Story;
let told: number;
let flagged: number;
let tabled: number;
let voided: number;

beforeEach(() => {
  story = hillFamily();
  told = story.tell(FAMILY, { type: 'InformationReceived', data: { episode: EPISODE, from: 'POLICE' } });
  const entry = story.events[told]?.id ?? '';
  const flag = { flag: 'LATE_BEFORE_DECISION', families: [FAMILY], cause: entry };
  flagged = story.tell('flag-1', { type: 'DataQualityFlagRaised', data: flag }, { families: [FAMILY] });
  const papers = { item: EPISODE, family: FAMILY, evidencePositions: [8, told] };
  tabled = story.tell('panel-1', { type: 'ItemTabled', data: papers }, { families: [FAMILY] });
  voided = story.tell(FAMILY, {
    type: 'EntryVoided',
    data: { entry, entryType: 'InformationReceived', reason: 'WRONG_PERSON' },
  });
});

const citesOf = (position: number, asOf: number) =>
  new TimelineReader(project(timeline, story.events)).event(position, at(asOf))?.cites;
const mark = (position: number, isVoided: boolean, ofClass: string | null = null) => ({
  event: story.events[position]?.id,
  position,
  corrected: false,
  voided: isVoided,
  class: ofClass,
});

describe('an entry that others cite', () => {
  it('is cited by a flag, by a panel’s papers and by what amends it', () => {
    expect(citesOf(flagged, tabled)).toEqual([mark(told, false, 'general')]);
    expect(citesOf(tabled, tabled)).toEqual([mark(8, false), mark(told, false)]);
  });

  it('is cited still once it is voided, and the citation says so', () => {
    expect(citesOf(flagged, voided)).toEqual([mark(told, true, 'general')]);
    expect(citesOf(tabled, voided)).toEqual([mark(8, false), mark(told, true)]);
    expect(citesOf(voided, voided)).toEqual([mark(told, true)]);
  });

  it('is cited by what was shared of it, which says so too once it is voided', () => {
    const data = { family: FAMILY, entries: [story.events[told]?.id ?? ''], classes: ['police'] };
    const shared = story.tell('disclosure-1', { type: 'InformationDisclosed', data }, { families: [FAMILY] });
    expect(citesOf(shared, shared)).toEqual([mark(told, true)]);
  });

  it('is cited by nothing that names no entry', () => {
    expect(citesOf(told, voided)).toEqual([]);
  });

  it('is cited by a flag only to whoever may read what the flag says', () => {
    const entry = new TimelineReader(project(timeline, story.events)).event(flagged, at(voided));
    const cites = (...classes: DataClass[]) => entry && maskEntry(entry, new Set(classes)).cites.length;
    expect([cites('general'), cites('health'), cites()]).toEqual([1, 0, 0]);
  });

  it('stands in the story with what cites it', () => {
    const reader = new TimelineReader(project(timeline, story.events));
    const page = reader.familyTimeline(FAMILY, at(voided), { after: told });
    expect(page.edges.map(({ node }) => [node.type, node.cites.map((each) => each.voided)])).toEqual([
      ['DataQualityFlagRaised', [true]],
      ['ItemTabled', [false, true]],
      ['EntryVoided', [true]],
    ]);
  });
});
