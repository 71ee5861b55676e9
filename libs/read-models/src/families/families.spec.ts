import { describe, expect, it } from '@jest/globals';
import { CaseloadReader } from '../caseload/reader.ts';
import { AVA, BEN, EPISODE, FAMILY, hillFamily, level, MUM, step } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { families } from './projection.ts';
import { FamiliesReader } from './reader.ts';

const read = (story: Story): FamiliesReader => new FamiliesReader(project(families, story.events));
const readCaseload = (story: Story): CaseloadReader => new CaseloadReader(project(families, story.events));

const closed = {
  type: 'EpisodeClosed',
  data: { episode: EPISODE, reason: 'OUTCOMES_MET', outcomes: [{ child: AVA, outcome: 'Better' }] },
} as const;
const handedOver = {
  type: 'KeyworkerHandedOver',
  data: {
    episode: EPISODE,
    from: 'worker-kim',
    to: 'worker-sam',
    agency: 'organisation-a',
    agreementReviewed: true,
  },
} as const;

/** Hill, then as many other families, registered and never helped. */
function manyFamilies(count: number): Story {
  const story = hillFamily();
  for (let n = 0; n < count; n++)
    story.tell(`family-${n}`, { type: 'FamilyRegistered', data: { reference: `F-${n}` } });
  return story;
}

describe('families in a list', () => {
  it('have a row for each stretch in which nothing of them changed', () => {
    const story = hillFamily();
    story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    story.tell(FAMILY, closed);
    project(families, story.events).expect(
      'SELECT from_position, until, status, members, level, keyworker FROM spans WHERE until > 8 ORDER BY from_position',
      [
        { from_position: 8, until: 9, status: 'OPEN', members: 2, level: 'L2', keyworker: null },
        { from_position: 9, until: 10, status: 'OPEN', members: 2, level: 'L2', keyworker: null },
        { from_position: 10, until: 11, status: 'OPEN', members: 2, level: 'L2', keyworker: 'worker-kim' },
        { from_position: 11, until: 12, status: 'OPEN', members: 2, level: 'L3', keyworker: 'worker-kim' },
        { from_position: 12, until: 2 ** 53 - 1, status: 'CLOSED', members: 2, level: null, keyworker: null },
      ],
    );
  });

  it('stand as they stood at a position', () => {
    const story = hillFamily();
    const open = story.head;
    story.tell(FAMILY, closed);
    const reader = read(story);
    expect(reader.family(FAMILY, open)).toEqual({
      family: FAMILY,
      reference: 'F-HILL',
      registered: 4,
      status: 'OPEN',
      district: 'herts.ff.stevenage',
      members: 2,
      episode: EPISODE,
      agency: 'organisation-a',
      keyworker: 'worker-kim',
      cover: null,
      coverUntil: null,
      level: 'L2',
      mergedInto: null,
    });
    expect(reader.family(FAMILY)).toMatchObject({ status: 'CLOSED', episode: null, agency: null });
    expect(reader.list({ status: 'OPEN' }, open).edges.map(({ node }) => node.family)).toEqual([FAMILY]);
    expect(reader.list({ status: 'OPEN' }).edges).toEqual([]);
  });

  it('are in the district of their request until help opens', () => {
    const story = hillFamily();
    expect(read(story).family(FAMILY, 4)).toMatchObject({
      status: 'REGISTERED',
      district: 'herts.ff.stevenage',
    });
  });

  it('come in pages, in the order of registration', () => {
    const reader = read(manyFamilies(25));
    const first = reader.list({ status: 'REGISTERED' }, undefined, { first: 20 });
    const rest = reader.list({ status: 'REGISTERED' }, undefined, {
      first: 20,
      after: first.edges.at(-1)?.cursor,
    });
    expect(first.hasNextPage).toBe(true);
    expect(rest.hasNextPage).toBe(false);
    expect([...first.edges, ...rest.edges].map(({ node }) => node.family)).toEqual(
      Array.from({ length: 25 }, (_, n) => `family-${n}`),
    );
  });

  it('are found by reference, by member and by episode', () => {
    const story = hillFamily();
    const before = story.head;
    story.tell(FAMILY, { type: 'MemberLeft', data: { person: MUM, reason: 'SEPARATED' } });
    const reader = read(story);
    expect(reader.byReference('F-HILL')).toBe(FAMILY);
    expect(reader.familyOfEpisode(EPISODE)).toBe(FAMILY);
    expect(reader.familiesOf(MUM)).toEqual([]);
    expect(reader.familiesOf(MUM, before)).toEqual([FAMILY]);
    expect(reader.members(FAMILY)).toEqual([{ family: FAMILY, person: AVA, role: 'CHILD' }]);
  });

  it('say which children are helped already, by whom', () => {
    const story = hillFamily();
    const helped = {
      family: FAMILY,
      episode: EPISODE,
      child: AVA,
      keyworker: 'worker-kim',
      cover: null,
      coverUntil: null,
      agency: 'organisation-a',
      opened: 7,
    };
    expect(read(story).openEpisodesOf([AVA, BEN])).toEqual([helped]);
    story.tell(FAMILY, closed);
    expect(read(story).openEpisodesOf([AVA])).toEqual([]);
  });
});

describe('help that is open', () => {
  it('is told as of a position: from when the child was in it, to when it closed', () => {
    const story = hillFamily();
    const opened = story.head;
    const added = story.tell(FAMILY, { type: 'ChildAddedToEpisode', data: { episode: EPISODE, child: BEN } });
    const before = story.head;
    story.tell(FAMILY, closed);
    const reader = read(story);
    const helped = (position?: number) =>
      reader.openEpisodesOf([AVA, BEN], position).map(({ child }) => child);
    expect([helped(opened), helped(added), helped(before), helped()]).toEqual([
      [AVA],
      [AVA, BEN],
      [AVA, BEN],
      [],
    ]);
  });
});

describe('a family that moves', () => {
  const moved = (to: string) => ({ type: 'DistrictChanged', data: { to } }) as const;
  const on = (value: string) => ({ occurredAt: { precision: 'DATE', value } }) as const;

  it('lives where it last moved, in whichever order its moves were learnt, and then as was known then', () => {
    const story = hillFamily();
    const before = story.head;
    const first = story.tell(FAMILY, moved('herts.ff.st-albans'), on('2026-06-10'));
    story.tell(FAMILY, moved('herts.ff.dacorum'), on('2026-06-05'));
    const reader = read(story);
    const districtAt = (position?: number) => reader.family(FAMILY, position)?.district;
    expect([districtAt(before), districtAt(first), districtAt()]).toEqual([
      'herts.ff.stevenage',
      'herts.ff.st-albans',
      'herts.ff.st-albans',
    ]);
  });
});

describe('a family’s level', () => {
  it('is the highest of its children, in the order of the scheme', () => {
    const story = hillFamily();
    story.tell(FAMILY, [
      { type: 'ChildAddedToEpisode', data: { episode: EPISODE, child: BEN } },
      { type: 'LevelOfNeedDecided', data: level(BEN, 'L4') },
    ]);
    const both = story.head;
    story.tell(FAMILY, step(BEN, 'L4', 'L1'));
    const reader = read(story);
    expect(reader.family(FAMILY, both)?.level).toBe('L4');
    expect(reader.family(FAMILY)?.level).toBe('L2');
  });

  it('comes back with the episode that is reopened', () => {
    const story = hillFamily();
    story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    story.tell(FAMILY, closed);
    story.tell(FAMILY, { type: 'EpisodeReopened', data: { episode: EPISODE, reason: 'NEEDS_RETURNED' } });
    expect(read(story).family(FAMILY)).toMatchObject({ status: 'OPEN', level: 'L3', keyworker: null });
  });
});

describe('a caseload', () => {
  it('goes to the new keyworker at the hand-over and is as it was before it', () => {
    const story = hillFamily();
    const before = story.head;
    story.tell(FAMILY, handedOver);
    const reader = readCaseload(story);
    const held = (worker: string, position?: number) =>
      reader
        .ofWorker(worker, position === undefined ? {} : { position })
        .edges.map(({ node }) => node.episode);
    expect(held('worker-kim')).toEqual([]);
    expect(held('worker-sam')).toEqual([EPISODE]);
    expect(held('worker-kim', before)).toEqual([EPISODE]);
    expect(reader.ofAgency('organisation-a').edges[0]).toEqual({
      cursor: 7,
      node: {
        episode: EPISODE,
        family: FAMILY,
        reference: 'F-HILL',
        opened: 7,
        openedAt: story.events[7]?.occurredAt.value,
        keyworker: 'worker-sam',
        cover: null,
        agency: 'organisation-a',
        district: 'herts.ff.stevenage',
        levels: { [AVA]: 'L2' },
        level: 'L2',
      },
    });
  });

  it('holds what its worker covers, while the other is not asked to leave it', () => {
    const story = hillFamily();
    const cover = { episode: EPISODE, worker: 'worker-sam' };
    const covered = story.tell(FAMILY, {
      type: 'TemporaryCoverArranged',
      data: { ...cover, reason: 'ABSENC' },
    });
    const reader = new CaseloadReader(project(families, story.events));
    const held = (worker: string) =>
      reader.ofWorker(worker, { position: covered }).edges.map(({ node }) => node.cover);
    expect([held('worker-kim'), held('worker-sam')]).toEqual([['worker-sam'], ['worker-sam']]);
    expect(reader.episodesUnder('worker-kim')).toEqual([]);
    expect(reader.episodesUnder('worker-sam')).toEqual([EPISODE]);
    story.tell(FAMILY, { type: 'TemporaryCoverEnded', data: { ...cover, reason: 'KEYWORKER_BACK' } });
    const after = new CaseloadReader(project(families, story.events));
    expect(after.episodesUnder('worker-kim')).toEqual([EPISODE]);
    expect(after.ofWorker('worker-sam').edges).toEqual([]);
  });

  it('is empty of what is closed', () => {
    const story = hillFamily();
    expect(readCaseload(story).episodesUnder('worker-kim')).toEqual([EPISODE]);
    expect(readCaseload(story).episodesUnder('organisation-a')).toEqual([EPISODE]);
    story.tell(FAMILY, closed);
    expect(readCaseload(story).episodesUnder('worker-kim')).toEqual([]);
  });
});
