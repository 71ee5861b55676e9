import { describe, expect, it } from '@jest/globals';
import { readCodeSets } from '#libs/reference';
import { EPISODE, FAMILY, REQUEST } from '../testing/hill.ts';
import {
  LATER,
  asOf,
  closed,
  declined,
  due,
  escalated,
  handedOver,
  named,
  on,
  overseen,
  practised,
  received,
  stepUp,
} from '../testing/practice.ts';
import type { Story } from '../testing/story.ts';
import { clocks as everyClock } from './due.ts';

describe('the clock of a step up', () => {
  it('gives a planned one five working days and an urgent one a day, and begins anew when it is escalated', () => {
    const story = practised();
    const asked = story.at('2026-04-01T10:00:00.000Z').tell(FAMILY, stepUp('step-1', false));
    const answers = { clocks: ['STEP_UP_ANSWER', 'STEP_UP_ANSWER_URGENT'], by: '2026-06-30' };
    expect(named(due(story, answers))).toEqual([['STEP_UP_ANSWER', '2026-04-10', 0]]);
    story.at('2026-04-08T10:00:00.000Z').tell(FAMILY, declined('step-1'));
    expect(due(story, answers)).toEqual([]);
    story.at('2026-04-09T10:00:00.000Z').tell(FAMILY, escalated('step-1'));
    story.tell(FAMILY, stepUp('step-2', true));
    expect(named(due(story, answers))).toEqual([
      ['STEP_UP_ANSWER_URGENT', '2026-04-10', 0],
      ['STEP_UP_ANSWER', '2026-04-16', 0],
    ]);
    expect(named(due(story, answers, asked))).toEqual([['STEP_UP_ANSWER', '2026-04-10', 0]]);
  });

  it('goes on where nobody answered: escalating it hides no day', () => {
    const story = practised();
    story.at('2026-04-01T10:00:00.000Z').tell(FAMILY, stepUp('step-1', false));
    const answers = { clocks: ['STEP_UP_ANSWER'], by: '2026-06-30' };
    story.at('2026-04-14T10:00:00.000Z').tell(FAMILY, escalated('step-1'));
    expect(named(due(story, answers, story.head, '2026-04-15'))).toEqual([
      ['STEP_UP_ANSWER', '2026-04-10', 5],
    ]);
  });

  it('stops where another step takes its place, and not before for the children that it is still about', () => {
    const story = practised();
    const answers = { clocks: ['STEP_UP_ANSWER', 'STEP_UP_ANSWER_URGENT'], by: '2026-06-30' };
    story.at('2026-04-01T10:00:00.000Z').tell(FAMILY, stepUp('step-1', false));
    const part = story.at('2026-04-02T10:00:00.000Z').tell(FAMILY, stepUp('step-2', true, 'CP'));
    const { data, ...rest } = stepUp('step-3', true, 'CP');
    story.tell(FAMILY, { ...rest, data: { ...data, supersedes: ['step-1'] } });
    expect(due(story, answers, part).map(({ about }) => about)).toEqual(['step-2', 'step-1']);
    expect(due(story, answers).map(({ about }) => about)).toEqual(['step-2', 'step-3']);
  });

  it('is asked of a day in the past by what is known now: it ran until the answer, however late that was told', () => {
    const story = practised();
    story.at('2026-04-13T10:00:00.000Z').tell(FAMILY, stepUp('step-1', false), on('2026-04-01'));
    story.at('2026-04-14T10:00:00.000Z').tell(FAMILY, declined('step-1'), on('2026-04-09'));
    const answers = { clocks: ['STEP_UP_ANSWER'], by: '2026-06-30' };
    const on8th = due(story, answers, story.head, '2026-04-08');
    expect(named(on8th)).toEqual([['STEP_UP_ANSWER', '2026-04-10', 0]]);
    expect(due(story, answers, story.head, '2026-04-09')).toEqual([]);
    expect(due(story, answers, story.head, '2026-03-31')).toEqual([]);
    expect(due(story, answers, story.head - 1, '2026-04-12')).toEqual([{ ...on8th[0], daysOverdue: 2 }]);
  });
});

describe('the clocks of an episode', () => {
  const ofEpisode = { clocks: ['AGREEMENT_REVIEW', 'DRIFT'], by: '2028-01-01' };

  it('ask for the agreement every six months and at each hand-over, and whether help drifts after a year', () => {
    const story = practised();
    expect(named(due(story, ofEpisode))).toEqual([
      ['AGREEMENT_REVIEW', '2026-09-01', 0],
      ['DRIFT', '2027-03-01', 0],
    ]);
    story.at('2026-06-15T10:00:00.000Z').tell(FAMILY, handedOver('worker-sam'));
    const data = { episode: EPISODE, rule: 'OPEN_LONG', acknowledgedBy: 'worker-sam', reason: 'Agreed' };
    story.at('2027-03-10T10:00:00.000Z').tell(FAMILY, { type: 'DriftAcknowledged', data });
    expect(named(due(story, ofEpisode))).toEqual(
      [
        ['AGREEMENT_REVIEW', '2026-12-15', 85],
        ['DRIFT', '2028-03-10', 0],
      ].filter(([, dueOn]) => String(dueOn) <= ofEpisode.by),
    );
    const end = story.tell(FAMILY, closed);
    expect(due(story, ofEpisode)).toEqual([]);
    const before = { ...ofEpisode, worker: 'worker-sam', agency: 'organisation-a' };
    expect(named(due(story, before, end, '2027-03-09'))).toEqual([
      ['AGREEMENT_REVIEW', '2026-12-15', 84],
      ['DRIFT', '2027-03-01', 8],
    ]);
  });

  it('are whose the episode is, or who covers for the keyworker', () => {
    const story = practised();
    const reason = 'ABSENC';
    story.tell(FAMILY, {
      type: 'TemporaryCoverArranged',
      data: { episode: EPISODE, worker: 'worker-sam', reason },
    });
    for (const worker of ['worker-kim', 'worker-sam'])
      expect(due(story, { ...ofEpisode, worker })).toHaveLength(2);
    expect(due(story, { ...ofEpisode, worker: 'worker-lee' })).toEqual([]);
    expect(due(story, { ...ofEpisode, agency: 'organisation-a' })).toHaveLength(2);
    expect(due(story, { ...ofEpisode, agency: 'organisation-b' })).toEqual([]);
  });

  it('are of the district where the family lives, as was known then', () => {
    const story = practised();
    const before = story.head;
    const moved = { type: 'DistrictChanged', data: { to: 'herts.ff.dacorum' } } as const;
    story.at('2026-04-20T10:00:00.000Z').tell(FAMILY, moved, on('2026-04-01'));
    const inDistrict = (district: string, position?: number, day?: string) =>
      due(story, { ...ofEpisode, district }, position, day).length;
    expect([inDistrict('herts.ff.stevenage', before), inDistrict('herts.ff.dacorum', before)]).toEqual([
      2, 0,
    ]);
    expect([inDistrict('herts.ff.stevenage'), inDistrict('herts.ff.dacorum')]).toEqual([0, 2]);
    expect(inDistrict('herts.ff.stevenage', story.head, '2026-03-31')).toBe(2);
  });

  it('come in pages, the longest overdue first', () => {
    const story = practised();
    story.tell(REQUEST, { type: 'RequestAcknowledged', data: { how: 'EMAIL' } });
    const reader = overseen(story);
    const question = { by: '2028-01-01' };
    const at = asOf(story);
    const first = reader.due(question, at, { first: 2 });
    expect(first.hasNextPage).toBe(true);
    const after = first.edges[1]?.cursor;
    const second = reader.due(question, at, { first: 2, after });
    expect([...first.edges, ...second.edges].map(({ node }) => node.clock)).toEqual([
      'REQUEST_TRIAGED',
      'FIRST_TAF',
      'AGREEMENT_REVIEW',
      'DRIFT',
    ]);
    expect(reader.due(question, at, { last: 1 }).edges.map(({ node }) => node.clock)).toEqual(['DRIFT']);
  });
});

describe('temporary cover', () => {
  const until = (day?: string) =>
    ({
      type: 'TemporaryCoverArranged',
      data: {
        episode: EPISODE,
        worker: 'worker-sam',
        reason: 'ABSENC',
        ...(day !== undefined && { until: day }),
      },
    }) as const;
  const ends = (story: Story, day: string) =>
    named(due(story, { clocks: ['COVER_ENDS'], by: '2027-01-01' }, story.head, day));

  it('is due to end on the day that was said, until somebody holds the help', () => {
    const story = practised();
    story.tell(FAMILY, until('2026-03-12'));
    expect(ends(story, '2026-03-10')).toEqual([['COVER_ENDS', '2026-03-12', 0]]);
    expect(ends(story, '2026-03-16')).toEqual([['COVER_ENDS', '2026-03-12', 4]]);
    story.tell(FAMILY, until('2026-04-02'));
    expect(ends(story, '2026-03-16')).toEqual([['COVER_ENDS', '2026-04-02', 0]]);
    story.tell(FAMILY, handedOver('worker-sam'));
    expect(ends(story, '2026-03-16')).toEqual([]);
    story.tell(FAMILY, until());
    expect(ends(story, '2026-03-16')).toEqual([]);
  });
});

describe('the limits', () => {
  it('are set for every clock there is', () => {
    const clocks = readCodeSets().find(({ name }) => name === 'clock')?.codes ?? [];
    const limited = new Set(clocks.map(({ code }) => code));
    expect(everyClock.filter((clock) => !limited.has(clock))).toEqual([]);
  });

  it('are those published by then: an answer about the past does not change with a new version', () => {
    const story = practised();
    received(story, '2026-04-13T09:00:00.000Z');
    const before = story.head;
    const content = JSON.stringify({
      name: 'clock',
      version: '2026.2',
      title: 'Clocks',
      source: 'Test',
      codes: [{ code: 'REQUEST_TRIAGED', title: 'Triaged', limit: '10 days' }],
    });
    story.tell('codeset-clock', {
      type: 'CodeSetPublished',
      data: { name: 'clock', version: '2026.2', content },
    });
    const question = { by: '2028-01-01' };
    const ofLater = (position?: number) =>
      due(story, question, position).filter(({ about }) => about === LATER);
    expect(named(ofLater(before))).toEqual([
      ['REQUEST_ACKNOWLEDGED', '2026-04-14', 0],
      ['REQUEST_TRIAGED', '2026-04-16', 0],
    ]);
    expect(named(ofLater())).toEqual([['REQUEST_TRIAGED', '2026-04-23', 0]]);
    const last = (position: number) => overseen(story).lastDaysAt(position)('REQUEST_TRIAGED', '2026-04-13');
    expect([last(before), last(story.head)]).toEqual(['2026-04-16', '2026-04-23']);
  });
});
