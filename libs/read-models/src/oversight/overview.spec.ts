import { describe, expect, it } from '@jest/globals';
import { Rejected } from '#libs/contracts';
import { AVA, EPISODE, FAMILY, level, request, step } from '../testing/hill.ts';
import {
  asOf,
  closed,
  declined,
  escalated,
  handedOver,
  on,
  stepUp,
  overseen,
  passes,
  practised,
} from '../testing/practice.ts';
import type { Story } from '../testing/story.ts';
import { latePage } from './late.ts';
import { oversight } from './projection.ts';
import { project } from '../testing/project.ts';

const STEVENAGE = 'herts.ff.stevenage';
const ST_ALBANS = 'herts.ff.st-albans';
const spring = { from: '2026-03-01', to: '2026-05-31' };

const overview = (
  story: Story,
  district: string,
  { position = story.head, period = spring, day = '' } = {},
) => overseen(story).districtOverview({ district, ...period }, asOf(story, position, day || null));
const month = (story: Story, district: string, name: string, position?: number) =>
  overview(story, district, position === undefined ? {} : { position }).months.find(
    (each) => each.month === name,
  );

describe('the overview of a district', () => {
  it('counts an episode by the level of those who are helped in it still', () => {
    const story = practised();
    story.tell(FAMILY, [
      { type: 'ChildAddedToEpisode', data: { episode: EPISODE, child: 'p-ben' } },
      { type: 'LevelOfNeedDecided', data: level('p-ben', 'L3') },
    ]);
    const at = (position: number) =>
      overview(story, STEVENAGE, { position }).byLevel.filter(({ episodes }) => episodes > 0);
    story.tell(FAMILY, {
      type: 'ChildRemovedFromEpisode',
      data: { episode: EPISODE, child: 'p-ben', reason: 'NEEDS_MET' },
    });
    expect(at(story.head - 1)).toEqual([{ level: 'L3', episodes: 1 }]);
    expect(at(story.head)).toEqual([{ level: 'L2', episodes: 1 }]);
  });
  it('counts episodes by level, and steps, services and hand-overs by month, each apart', () => {
    const story = practised();
    story.at('2026-04-10T10:00:00.000Z').tell(FAMILY, step(AVA, 'L2', 'L3'));
    story.tell(FAMILY, [stepUp('step-1', false), stepUp('step-2', false, 'IFST')]);
    story.tell(FAMILY, [declined('step-1'), escalated('step-1'), declined('step-2')]);
    story.tell(FAMILY, {
      type: 'StepUpAccepted',
      data: {
        episode: EPISODE,
        step: 'step-1',
        receivingAgency: 'organisation-care',
        receivingWorker: 'worker-soc',
      },
    });
    story.tell(FAMILY, handedOver('worker-sam'));
    story.at('2026-05-10T10:00:00.000Z').tell(FAMILY, step(AVA, 'L3', 'L2'));
    const quiet = {
      opened: 0,
      closed: 0,
      steppedUp: 0,
      steppedDown: 0,
      contacts: 0,
      referrals: 0,
      takenOver: 0,
      handedBack: 0,
      handedOver: 0,
    };
    expect(overview(story, STEVENAGE)).toEqual({
      district: STEVENAGE,
      ...spring,
      open: 1,
      byLevel: [
        { level: 'L1', episodes: 0 },
        { level: 'L2', episodes: 1 },
        { level: 'L3', episodes: 0 },
        { level: 'L4', episodes: 0 },
      ],
      months: [
        { month: '2026-03', ...quiet, opened: 1 },
        { month: '2026-04', ...quiet, steppedUp: 1, contacts: 1, referrals: 1, takenOver: 1, handedOver: 1 },
        { month: '2026-05', ...quiet, steppedDown: 1 },
      ],
      requests: 1,
      requestsWithEpisode: 1,
      waiting: 1,
      waitingSince: '2026-03-01',
    });
    expect(overview(story, ST_ALBANS)).toMatchObject({
      open: 0,
      requests: 0,
      waiting: 0,
      waitingSince: null,
    });
  });

  it('of a period ends with it: what was so afterwards is not in it', () => {
    const story = practised();
    story.at('2026-04-10T10:00:00.000Z').tell(FAMILY, step(AVA, 'L2', 'L4'));
    story.at('2026-06-10T10:00:00.000Z').tell(FAMILY, closed);
    expect(overview(story, STEVENAGE)).toMatchObject({ open: 1 });
    expect(overview(story, STEVENAGE).byLevel).toContainEqual({ level: 'L4', episodes: 1 });
    const march = { from: '2026-03-01', to: '2026-03-31' };
    expect(overview(story, STEVENAGE, { period: march }).byLevel).toContainEqual({
      level: 'L2',
      episodes: 1,
    });
    expect(overview(story, STEVENAGE, { period: { from: '2026-06-01', to: '2026-06-30' } })).toMatchObject({
      open: 0,
    });
  });

  it('as of a position is what it was there, and moves are of the day on which they were made', () => {
    const story = practised();
    story.at('2026-03-05T10:00:00.000Z').tell(FAMILY, step(AVA, 'L2', 'L3'));
    story.at('2026-04-10T10:00:00.000Z').tell(FAMILY, step(AVA, 'L3', 'L2'));
    const before = story.head;
    const then = overview(story, STEVENAGE, { position: before });
    const moved = { type: 'DistrictChanged', data: { to: ST_ALBANS } } as const;
    story.at('2026-05-01T10:00:00.000Z').tell(FAMILY, moved, on('2026-04-01'));
    expect(overview(story, STEVENAGE, { position: before })).toEqual(then);
    expect(month(story, STEVENAGE, '2026-04', before)).toMatchObject({ steppedDown: 1 });
    expect(month(story, STEVENAGE, '2026-04')).toMatchObject({ steppedDown: 0 });
    expect(month(story, STEVENAGE, '2026-03')).toMatchObject({ steppedUp: 1 });
    expect(month(story, ST_ALBANS, '2026-04')).toMatchObject({ steppedDown: 1 });
    expect([overview(story, STEVENAGE).open, overview(story, ST_ALBANS).open]).toEqual([0, 1]);
  });

  it('shows help that was taken up again at the levels it had', () => {
    const story = practised();
    story.days(20).tell(FAMILY, closed);
    story
      .days(5)
      .tell(FAMILY, { type: 'EpisodeReopened', data: { episode: EPISODE, reason: 'FAMILY_ASKED' } });
    expect(overview(story, STEVENAGE).byLevel).toContainEqual({ level: 'L2', episodes: 1 });
    expect(month(story, STEVENAGE, '2026-03')).toMatchObject({ opened: 2, closed: 1 });
  });

  it('counts requests that led nowhere yet, and a day in the past', () => {
    const story = practised();
    const data = { ...request(), reference: 'R-2', district: STEVENAGE };
    story.at('2026-03-20T10:00:00.000Z').tell('request-2', { type: 'RequestReceived', data });
    expect(overview(story, STEVENAGE)).toMatchObject({ requests: 2, requestsWithEpisode: 1, waiting: 2 });
    const tenth = overview(story, STEVENAGE, { day: '2026-03-10' });
    expect(tenth).toMatchObject({ requests: 2, waiting: 1 });
  });

  it('is refused of a period that ends before it begins, is no date or is longer than ten years', () => {
    const story = practised();
    const refusal = (from: string, to: string) => {
      try {
        return overview(story, STEVENAGE, { period: { from, to } });
      } catch (error) {
        return error instanceof Rejected ? error.code : error;
      }
    };
    expect(refusal('2026-04-01', '2026-03-31')).toBe('END_BEFORE_START');
    expect(refusal('2026-02-30', '2026-03-31')).toBe('INVALID_DATE');
    expect(refusal('2026-02-01', '2026-02-30')).toBe('INVALID_DATE');
    expect(refusal('2015-01-01', '2026-02-01')).toBe('QUERY_TOO_COMPLEX');
  });
});

describe('entries that came late', () => {
  it('are listed with how late they were and why, in the district of their family or request', () => {
    const story = practised();
    const early = story.at('2026-03-10T10:00:00.000Z').tell(FAMILY, {
      type: 'LevelOfNeedDecided',
      data: level(AVA, 'L2'),
    });
    const position = story
      .at('2026-03-20T10:00:00.000Z')
      .tell(
        FAMILY,
        { type: 'InformationReceived', data: { from: 'POLICE', summary: 'Called' } },
        { ...on('2026-03-03'), lateReason: 'RECEIVED_LATE' },
      );
    const data = { ...request(), reference: 'R-2', district: ST_ALBANS, family: 'family-2' };
    story.tell('request-2', { type: 'RequestReceived', data }, on('2026-03-18'));
    const late = (question: { minDays: number; district?: string }, to = story.head) =>
      overseen(story)
        .lateEntries(question, asOf(story, to))
        .edges.map(({ node }) => node);
    expect(late({ minDays: 5 })).toEqual([
      {
        position,
        type: 'InformationReceived',
        days: 17,
        recordedAt: '2026-03-20T10:00:00.000Z',
        occurredAt: { precision: 'DATE', value: '2026-03-03' },
        reason: 'RECEIVED_LATE',
        family: FAMILY,
        request: null,
        district: STEVENAGE,
        role: 'KEYWORKER',
        agency: 'organisation-a',
      },
    ]);
    expect(late({ minDays: 1 }).map(({ days }) => days)).toEqual([17, 2]);
    expect(late({ minDays: 1, district: ST_ALBANS }).map(({ request: id }) => id)).toEqual(['request-2']);
    expect(late({ minDays: 18 })).toEqual([]);
    expect(late({ minDays: 1 }, early)).toEqual([]);
  });

  it('come in pages, in the order of recording', () => {
    const story = practised();
    for (const day of ['2026-03-01', '2026-03-02', '2026-03-03'])
      story
        .at('2026-03-20T10:00:00.000Z')
        .tell(FAMILY, { type: 'InformationReceived', data: { from: 'POLICE', summary: 'Called' } }, on(day));
    const tables = project(oversight, story.events).tables();
    const page = latePage(tables, { minDays: 1 }, { position: story.head }, { first: 2 });
    expect(page.edges.map(({ node }) => node.days)).toEqual([19, 18]);
    expect(page.hasNextPage).toBe(true);
    expect(
      latePage(tables, { minDays: 1 }, { position: story.head }, { last: 1 }).edges.map(
        ({ node }) => node.days,
      ),
    ).toEqual([17]);
  });

  it('do not tell the day of a death', () => {
    const story = practised();
    story
      .at('2026-04-20T10:00:00.000Z')
      .tell(
        'person-p-mum',
        { type: 'DeathRecorded', data: { dateOfDeath: '2026-03-10', verification: 'NOTIFIED' } },
        { occurredAt: { precision: 'UNKNOWN' } },
      );
    passes(story, '2026-04-21T10:00:00.000Z');
    expect(overseen(story).lateEntries({ minDays: 1 }, asOf(story)).edges).toEqual([]);
  });
});
