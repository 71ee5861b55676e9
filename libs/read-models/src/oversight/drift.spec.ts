import { describe, expect, it } from '@jest/globals';
import { AVA, EPISODE, FAMILY, level, request, step } from '../testing/hill.ts';
import { asOf, closed, declined, overseen, passes, practised, stepUp } from '../testing/practice.ts';
import type { Story } from '../testing/story.ts';

const signs = (story: Story, position?: number) =>
  overseen(story)
    .drift({}, asOf(story, position))
    .edges.flatMap(({ node }) => node.signs);

const review = (story: Story, day: string): number =>
  story.at(`${day}T10:00:00.000Z`).tell(FAMILY, { type: 'LevelOfNeedDecided', data: level(AVA, 'L2') });

const acknowledge = (story: Story, rule: string): number =>
  story.tell(FAMILY, {
    type: 'DriftAcknowledged',
    data: { episode: EPISODE, rule, acknowledgedBy: 'worker-kim', reason: 'Agreed' },
  });

describe('an episode drifts', () => {
  it('when it is open for a year, until that is acknowledged', () => {
    const story = practised();
    passes(story, '2027-02-28T10:00:00.000Z');
    expect(signs(story)).toEqual([]);
    const year = passes(story, '2027-03-01T10:00:00.000Z');
    expect(overseen(story).drift({}, asOf(story)).edges).toEqual([
      {
        cursor: 7,
        node: {
          episode: EPISODE,
          family: FAMILY,
          opened: 7,
          openedOn: '2026-03-01',
          district: 'herts.ff.stevenage',
          agency: 'organisation-a',
          keyworker: 'worker-kim',
          cover: null,
          signs: [{ rule: 'OPEN_LONG', since: '2027-03-01', count: null }],
        },
      },
    ]);
    acknowledge(story, 'OPEN_LONG');
    expect(signs(story)).toEqual([]);
    expect(signs(story, year)).toHaveLength(1);
    passes(story, '2028-03-01T10:00:00.000Z');
    expect(signs(story)).toEqual([{ rule: 'OPEN_LONG', since: '2028-03-01', count: null }]);
    story.tell(FAMILY, closed);
    expect(signs(story)).toEqual([]);
  });

  it('as of a day before it closed, whatever became of it since', () => {
    const story = practised();
    const on = (day: string, position = story.head) =>
      overseen(story)
        .drift({ worker: 'worker-kim', agency: 'organisation-a' }, asOf(story, position, day))
        .edges.map(({ node }) => [node.openedOn, node.keyworker, ...node.signs.map(({ rule }) => rule)]);
    const year = ['2026-03-01', 'worker-kim', 'OPEN_LONG'];
    const end = story.at('2027-03-05T10:00:00.000Z').tell(FAMILY, closed);
    expect(on('2027-02-28')).toEqual([]);
    expect(on('2027-03-04')).toEqual([year]);
    expect(on('2027-03-05')).toEqual([]);
    const holder = { episode: EPISODE, agency: 'organisation-a' };
    story.at('2027-03-10T10:00:00.000Z').tell(FAMILY, [
      { type: 'EpisodeReopened', data: { episode: EPISODE, reason: 'FAMILY_ASKED' } },
      { type: 'AccountableAgencyAssigned', data: holder },
      { type: 'KeyworkerAssigned', data: { ...holder, worker: 'worker-kim', familyAgreed: true } },
    ]);
    expect(on('2027-03-04')).toEqual([year]);
    expect(on('2027-03-07')).toEqual([]);
    expect(on('2028-03-10')).toEqual([['2027-03-10', 'worker-kim', 'OPEN_LONG']]);
    expect(on('2027-03-04', end)).toEqual([year]);
  });

  it('as of a day before it was reviewed or acknowledged, by what had been by then', () => {
    const story = practised();
    for (const day of ['2026-04-10', '2026-05-20', '2026-07-01']) review(story, day);
    story.at('2027-03-05T10:00:00.000Z');
    acknowledge(story, 'REVIEWS_WITHOUT_CHANGE');
    acknowledge(story, 'OPEN_LONG');
    const on = (day: string) =>
      overseen(story)
        .drift({}, asOf(story, story.head, day))
        .edges.flatMap(({ node }) => node.signs.map(({ rule }) => rule));
    expect(on('2026-06-30')).toEqual([]);
    expect(on('2026-07-01')).toEqual(['REVIEWS_WITHOUT_CHANGE']);
    expect(on('2027-03-04')).toEqual(['OPEN_LONG', 'REVIEWS_WITHOUT_CHANGE']);
    expect(on('2027-03-05')).toEqual([]);
  });

  it('when it was reviewed three times without a change of level', () => {
    const story = practised();
    review(story, '2026-04-10');
    review(story, '2026-04-10');
    review(story, '2026-05-20');
    expect(signs(story)).toEqual([]);
    const third = review(story, '2026-07-01');
    expect(signs(story)).toEqual([{ rule: 'REVIEWS_WITHOUT_CHANGE', since: '2026-07-01', count: 3 }]);
    story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    expect(signs(story)).toEqual([]);
    expect(signs(story, third)).toHaveLength(1);
  });

  it('by the days of its reviews: one told late of a day before the level last changed is none since', () => {
    const story = practised();
    story.at('2026-04-10T10:00:00.000Z').tell(FAMILY, step(AVA, 'L2', 'L3'));
    const late = { occurredAt: { precision: 'DATE', value: '2026-03-20' } } as const;
    story.tell(FAMILY, { type: 'LevelOfNeedDecided', data: level(AVA, 'L2') }, late);
    for (const day of ['2026-05-20', '2026-07-01']) review(story, day);
    expect(signs(story)).toEqual([]);
    review(story, '2026-08-12');
    expect(signs(story)).toEqual([{ rule: 'REVIEWS_WITHOUT_CHANGE', since: '2026-08-12', count: 3 }]);
  });

  it('when reviews go on without change after they were acknowledged', () => {
    const story = practised();
    for (const day of ['2026-04-10', '2026-05-20', '2026-07-01']) review(story, day);
    acknowledge(story, 'REVIEWS_WITHOUT_CHANGE');
    review(story, '2026-08-12');
    review(story, '2026-09-23');
    expect(signs(story)).toEqual([]);
    review(story, '2026-11-04');
    expect(signs(story)).toEqual([{ rule: 'REVIEWS_WITHOUT_CHANGE', since: '2026-11-04', count: 3 }]);
  });

  it('when a step up waits for its answer longer than it may', () => {
    const story = practised();
    story.at('2026-04-01T10:00:00.000Z').tell(FAMILY, stepUp('step-1', false));
    passes(story, '2026-04-10T20:00:00.000Z');
    expect(signs(story)).toEqual([]);
    passes(story, '2026-04-11T08:00:00.000Z');
    expect(signs(story)).toEqual([{ rule: 'STEP_UP_UNANSWERED', since: '2026-04-10', count: 1 }]);
    story.tell(FAMILY, declined('step-1'));
    expect(signs(story)).toEqual([]);
  });

  it('when a third request comes within twelve months', () => {
    const story = practised();
    const again = (nth: number, instant: string, family?: string): string => {
      const { family: _, ...form } = request();
      const data = { ...form, reference: `R-${nth}`, ...(family !== undefined && { family }) };
      story.at(instant).tell(`request-${nth}`, { type: 'RequestReceived', data });
      return `request-${nth}`;
    };
    again(2, '2026-05-01T10:00:00.000Z', FAMILY);
    const linked = again(3, '2027-02-27T10:00:00.000Z');
    expect(signs(story)).toEqual([]);
    story.tell(linked, { type: 'RequestLinkedToFamily', data: { family: FAMILY } });
    expect(signs(story)).toEqual([{ rule: 'REPEAT_REQUESTS', since: '2027-02-27', count: 3 }]);
    passes(story, '2027-03-01T12:00:00.000Z');
    expect(signs(story).map(({ rule }) => rule)).toEqual(['OPEN_LONG']);
  });

  it('when the third came for a family that was merged into this one, as long as the merge stands', () => {
    const story = practised();
    const again = (nth: number, instant: string, family: string): void => {
      const data = { ...request(), reference: `R-${nth}`, family };
      story.at(instant).tell(`request-${nth}`, { type: 'RequestReceived', data });
    };
    again(2, '2026-05-01T10:00:00.000Z', 'family-grey');
    again(3, '2026-06-01T10:00:00.000Z', 'family-reed');
    const four = { reason: 'One family', requestedBy: 'worker-kim', approvedBy: 'worker-sam' };
    const merge = (retired: string, survivor: string): number =>
      story.tell(retired, { type: 'FamiliesMerged', data: { retired, survivor, ...four } });
    merge('family-grey', 'family-reed');
    expect(signs(story)).toEqual([]);
    const merged = merge('family-reed', FAMILY);
    const repeated = { rule: 'REPEAT_REQUESTS', since: '2026-06-01', count: 3 };
    expect(signs(story)).toEqual([repeated]);
    const apart = { survivor: FAMILY, retired: 'family-reed', merge: 1, ...four };
    story.days(1).tell(FAMILY, { type: 'FamilyMergeReversed', data: apart });
    expect(signs(story)).toEqual([]);
    expect(signs(story, merged)).toEqual([repeated]);
  });

  it('in a district, under an agency and under a worker', () => {
    const story = practised();
    passes(story, '2027-03-02T10:00:00.000Z');
    const found = (question: object) => overseen(story).drift(question, asOf(story)).edges.length;
    expect(found({ district: 'herts.ff.stevenage', agency: 'organisation-a', worker: 'worker-kim' })).toBe(1);
    expect(found({ district: 'herts.ff.dacorum' })).toBe(0);
    expect(found({ agency: 'organisation-b' })).toBe(0);
    expect(found({ worker: 'worker-sam' })).toBe(0);
  });
});
