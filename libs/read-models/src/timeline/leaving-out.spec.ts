import { describe, expect, it } from '@jest/globals';
import { families } from '../families/projection.ts';
import { FamiliesReader } from '../families/reader.ts';
import { at } from '../testing/at.ts';
import { AVA, BEN, EPISODE, FAMILY, hillFamily, level, register, step } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const lists = (story: Story): FamiliesReader => new FamiliesReader(project(families, story.events));
const on = (value: string) => ({ occurredAt: { precision: 'DATE', value } }) as const;

/** Ben is helped beside Ava, at L3, until 10 April, when his mother wants him left out. */
function excluded(): Story {
  const story = hillFamily();
  register(story, BEN, { given: 'Ben', family: 'Hill' }, { adult: false });
  story.tell(FAMILY, { type: 'MemberJoined', data: { person: BEN, role: 'CHILD' } });
  story.tell(FAMILY, [
    { type: 'ChildAddedToEpisode', data: { episode: EPISODE, child: BEN } },
    { type: 'LevelOfNeedDecided', data: level(BEN, 'L3') },
  ]);
  const data = { episode: EPISODE, child: BEN, askedBy: ['p-mum'], reason: 'Not him' };
  story.tell(FAMILY, { type: 'SiblingExcludedAtParentRequest', data }, on('2026-04-10'));
  return story;
}

describe('a brother left out at his parents’ wish', () => {
  it('is no child of the episode from that day on, and its headline is the others’', () => {
    const story = excluded();
    const children = (day: string) =>
      read(story)
        .familyAsOf(FAMILY, at(story.head, day))
        ?.episodes[0]?.children.map(({ child }) => child);
    expect(children('2026-04-09')).toEqual([AVA, BEN]);
    expect(children('2026-04-10')).toEqual([AVA]);
    expect(read(story).familyAsOf(FAMILY, at(story.head))?.episodes[0]?.excluded).toEqual([BEN]);
    expect(lists(story).family(FAMILY, story.head - 1)).toMatchObject({ level: 'L3' });
    expect(lists(story).family(FAMILY)).toMatchObject({ level: 'L2' });
    expect(lists(story).openEpisodesOf([BEN])).toEqual([]);
    expect(lists(story).openEpisodesOf([BEN], story.head - 1)).toHaveLength(1);
  });
  it('has no level after that day where a closing that was taken back is voided', () => {
    const story = excluded();
    const closed = story.tell(FAMILY, {
      type: 'EpisodeClosed',
      data: { episode: EPISODE, reason: 'OUTCOMES_MET', outcomes: [] },
    });
    story.tell(FAMILY, { type: 'EpisodeReopened', data: { episode: EPISODE, reason: 'FAMILY_ASKED' } });
    const endOfLevel = (): (string | undefined)[] =>
      read(story)
        .levelHistory(BEN, at(story.head))
        .map(({ to }) => to?.value);
    expect(endOfLevel()).toEqual(['2026-04-10']);
    const entry = story.events[closed]?.id ?? '';
    story.tell(FAMILY, {
      type: 'EntryVoided',
      data: { entry, entryType: 'EpisodeClosed', reason: 'ENTERED_IN_ERROR' },
    });
    expect(endOfLevel()).toEqual(['2026-04-10']);
  });
  it('has no level of which the end lies before its beginning, nor one past the end of help', () => {
    const story = excluded();
    story.tell(FAMILY, step(AVA, 'L2', 'L3'), on('2026-04-28'));
    const data = { episode: EPISODE, reason: 'OUTCOMES_MET', outcomes: [] };
    story.tell(FAMILY, { type: 'EpisodeClosed', data }, on('2026-04-22'));
    const spans = read(story).levelHistory(AVA, at(story.head));
    expect(spans.map(({ level: of, to }) => [of, to?.value])).toEqual([
      ['L2', '2026-04-22'],
      ['L3', '2026-04-28'],
    ]);
    expect(spans[1]?.from).toEqual(spans[1]?.to);
  });
  it('has a level until that day, and again from the day he is added on', () => {
    const story = excluded();
    story.tell(
      FAMILY,
      [
        { type: 'ChildAddedToEpisode', data: { episode: EPISODE, child: BEN } },
        { type: 'LevelOfNeedDecided', data: level(BEN, 'L2') },
      ],
      on('2026-05-01'),
    );
    story.tell(FAMILY, step(BEN, 'L2', 'L3'), on('2026-05-11'));
    story.tell(
      FAMILY,
      { type: 'ChildRemovedFromEpisode', data: { episode: EPISODE, child: BEN, reason: 'NEEDS_MET' } },
      on('2026-06-01'),
    );
    const spans = read(story).levelHistory(BEN, at(story.head));
    expect(spans.map((span) => [span.level, span.to?.value])).toEqual([
      ['L3', '2026-04-10'],
      ['L2', '2026-05-11'],
      ['L3', '2026-06-01'],
    ]);
    expect(
      read(story)
        .levelHistory(AVA, at(story.head))
        .map(({ to }) => to),
    ).toEqual([null]);
    expect(read(story).familyAsOf(FAMILY, at(story.head))?.episodes[0]?.excluded).toEqual([]);
  });
});

it('what a family is called is as it was last called by then', () => {
  const story = hillFamily();
  story.tell(FAMILY, { type: 'FamilyNameLabelChanged', data: { label: 'The Hills' } });
  story.tell(FAMILY, { type: 'FamilyNameLabelChanged', data: { label: 'Mia’s family' } });
  const label = (position: number) => read(story).familyAsOf(FAMILY, at(position))?.label;
  expect([0, 1, 2].map((back) => label(story.head - back))).toEqual(['Mia’s family', 'The Hills', null]);
});
