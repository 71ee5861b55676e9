import { describe, expect, it } from '@jest/globals';
import { EPISODE, FAMILY, hillFamily, REQUEST } from '../testing/hill.ts';
import {
  PANEL,
  DISTRICT,
  about,
  inFamily,
  scheduled,
  tabled,
  decided,
  offered,
  declined,
} from '../testing/hill-panel.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { panels } from './projection.ts';
import { PanelsReader } from './reader.ts';

const read = (story: Story): PanelsReader => new PanelsReader(project(panels, story.events));

describe('a panel', () => {
  it('is found by its reference and by its day, and told as it stood', () => {
    const story = hillFamily();
    const first = scheduled(story);
    const lacking = { present: ['worker-chair'], lacking: ['AGENCIES'] };
    const adjourned = story.tell(PANEL, { type: 'PanelAdjourned', data: lacking });
    story.tell(PANEL, { type: 'PanelQuorate', data: { present: ['worker-chair'] } });
    const reader = read(story);
    expect(reader.byReference('P-panel-1')).toBe(PANEL);
    expect(reader.onDay(DISTRICT, '2026-03-10')).toBe(PANEL);
    expect(reader.panel(PANEL, first)).toEqual({
      panel: PANEL,
      reference: 'P-panel-1',
      scheduled: first,
      district: DISTRICT,
      date: '2026-03-10',
      cadence: 'WEEKLY',
      quorumRule: 'CHAIR_AND_THREE',
      chair: null,
      status: 'SCHEDULED',
      lacking: [],
    });
    expect(reader.panel(PANEL, adjourned)).toMatchObject({ status: 'ADJOURNED', lacking: ['AGENCIES'] });
    expect(reader.panel(PANEL)).toMatchObject({ status: 'QUORATE', lacking: [] });
    expect(reader.panel(PANEL, first - 1)).toBeUndefined();
  });

  it('is listed by its district and the days from which and until which it sits', () => {
    const story = hillFamily();
    scheduled(story, 'panel-2', '2026-03-17');
    const last = scheduled(story);
    story.tell('panel-2', { type: 'PanelClosed', data: {} });
    const told = (filter: object, position?: number) =>
      read(story)
        .list(filter, position)
        .edges.map(({ node }) => [node.date, node.status]);
    const [second, first] = [
      ['2026-03-17', 'CLOSED'],
      ['2026-03-10', 'SCHEDULED'],
    ];
    expect(told({})).toEqual([second, first]);
    expect(told({ district: DISTRICT }, last)).toEqual([['2026-03-17', 'SCHEDULED'], first]);
    expect(told({ district: 'herts.ff.dacorum' })).toEqual([]);
    expect(told({ from: '2026-03-10', to: '2026-03-10' })).toEqual([first]);
    expect(told({ from: '2026-03-11' })).toEqual([second]);
    expect(told({ to: '2026-03-16' })).toEqual([first]);
    expect(told({}, last - 1)).toHaveLength(1);
  });

  it('is the next of its district while it is still to sit', () => {
    const story = hillFamily();
    scheduled(story, 'panel-2', '2026-03-17');
    scheduled(story);
    story.tell('panel-3', { type: 'PanelClosed', data: {} });
    scheduled(story, 'panel-4', '2026-03-12');
    story.tell('panel-4', { type: 'PanelClosed', data: {} });
    const reader = read(story);
    expect(reader.next(DISTRICT, '2026-03-10')?.panel).toBe(PANEL);
    expect(reader.next(DISTRICT, '2026-03-11')?.panel).toBe('panel-2');
    expect(reader.next(DISTRICT, '2026-03-18')).toBeUndefined();
    expect(reader.next('herts.ff.dacorum', '2026-03-01')).toBeUndefined();
  });

  it('knows who was expected, sent apologies and came', () => {
    const story = hillFamily();
    scheduled(story);
    const of = { member: 'worker-val', agency: 'organisation-h' };
    const expected = story.tell(PANEL, { type: 'PanelMemberExpected', data: of });
    story.tell(PANEL, { type: 'PanelMemberApologised', data: of });
    const came = { ...of, agencyType: 'HEALTH_VISITING', chairing: false, remote: true };
    story.tell(PANEL, { type: 'PanelMemberAttended', data: came });
    const reader = read(story);
    expect(reader.members(PANEL, expected)).toMatchObject([{ standing: 'EXPECTED', agencyType: null }]);
    expect(reader.members(PANEL)).toEqual([{ ...came, standing: 'ATTENDED' }]);
  });
});

describe('an item', () => {
  it('is told with its decision and what the agency answered, as it stood', () => {
    const story = hillFamily();
    scheduled(story);
    const put = tabled(story);
    const conflict = { ...about, member: 'worker-val', nature: 'A cousin' };
    story.tell(PANEL, { type: 'ConflictOfInterestDeclared', data: conflict }, inFamily);
    const when = decided(story);
    story.tell(PANEL, { type: 'AllocationOffered', data: offered }, inFamily);
    const taken = { ...offered, keyworker: 'worker-kim', familyAgreed: true };
    story.tell(PANEL, { type: 'AllocationAccepted', data: taken }, inFamily);
    const reader = read(story);
    expect(reader.items(PANEL, put)).toEqual([
      {
        panel: PANEL,
        item: REQUEST,
        tabled: put,
        family: FAMILY,
        sending: 1,
        evidence: [1, 4],
        state: 'TABLED',
        revision: 1,
        conflicted: [],
        outcome: null,
        levels: {},
        agency: null,
        keyworker: null,
        decidedBy: null,
        reviewed: false,
        allocation: null,
        deferredUntil: null,
      },
    ]);
    expect(reader.items(PANEL, when)).toMatchObject([
      {
        state: 'DECIDED',
        agency: 'organisation-a',
        keyworker: null,
        allocation: null,
        levels: { 'p-ava': 'L2' },
      },
    ]);
    expect(reader.items(PANEL)).toMatchObject([
      { allocation: 'ACCEPTED', keyworker: 'worker-kim', conflicted: ['worker-val'] },
    ]);
  });

  it('that is decided again shows the later decision, and nothing offered yet', () => {
    const story = hillFamily();
    scheduled(story);
    tabled(story);
    decided(story);
    story.tell(PANEL, { type: 'AllocationOffered', data: offered }, inFamily);
    const again = {
      ...about,
      outcome: 'ADVICE_TO_REFERRER',
      rationale: 'The school can',
      decidedBy: 'worker-chair',
      supersedes: 2,
      reason: 'The mother called',
    };
    story.tell(PANEL, { type: 'DecisionReviewed', data: again }, inFamily);
    expect(read(story).item(REQUEST)).toMatchObject({
      outcome: 'ADVICE_TO_REFERRER',
      agency: null,
      allocation: null,
      levels: {},
      reviewed: true,
    });
  });

  it('is where the panel of its last sending has it, the one that decided before one that has it tabled', () => {
    const story = hillFamily();
    scheduled(story);
    scheduled(story, 'panel-2', '2026-03-17');
    scheduled(story, 'panel-3', '2026-03-24');
    tabled(story);
    decided(story);
    tabled(story, 'panel-2');
    expect(read(story).item(REQUEST)).toMatchObject({ panel: PANEL, state: 'DECIDED' });
    story.tell(PANEL, { type: 'AllocationDeclined', data: declined }, inFamily);
    expect(read(story).item(REQUEST)).toMatchObject({ panel: 'panel-2', state: 'TABLED' });
    tabled(story, 'panel-3', 6);
    expect(read(story).item(REQUEST)).toMatchObject({ panel: 'panel-3', sending: 6 });
    expect(read(story).panelsOf(REQUEST)).toEqual([PANEL, 'panel-2', 'panel-3']);
    expect(read(story).item('request-none')).toBeUndefined();
  });

  it('that is an episode is with the panel that had it last, and may be put off by it after another decided', () => {
    const story = hillFamily();
    const ofEpisode = { item: EPISODE, family: FAMILY };
    const papers = { ...ofEpisode, evidencePositions: [1] };
    scheduled(story);
    scheduled(story, 'panel-2', '2026-03-17');
    story.tell(PANEL, { type: 'ItemTabled', data: papers }, inFamily);
    const advice = { outcome: 'IFST', rationale: 'Several needs', decidedBy: 'worker-chair' };
    story.tell(PANEL, { type: 'ItemDecided', data: { ...ofEpisode, ...advice } }, inFamily);
    story.tell('panel-2', { type: 'ItemTabled', data: papers }, inFamily);
    const until = { ...ofEpisode, until: '2026-03-20', needed: ['The school'] };
    story.tell('panel-2', { type: 'ItemDeferred', data: until }, inFamily);
    expect(read(story).item(EPISODE)).toMatchObject({ panel: 'panel-2', state: 'DEFERRED' });
    expect(read(story).waiting('2026-03-24')).toMatchObject([{ item: EPISODE, panel: 'panel-2' }]);
  });

  it('waits for a later panel, deferred till then or declined after its panel closed, unless one has it', () => {
    const story = hillFamily();
    scheduled(story);
    tabled(story);
    const until = { ...about, until: '2026-03-20', needed: ['The school'] };
    story.tell(PANEL, { type: 'ItemDeferred', data: until }, inFamily);
    const waiting = (day: string) =>
      read(story)
        .waiting(day)
        .map(({ item }) => item);
    expect(waiting('2026-03-17')).toEqual([]);
    expect(waiting('2026-03-24')).toEqual([REQUEST]);
    decided(story);
    story.tell(PANEL, { type: 'AllocationDeclined', data: declined }, inFamily);
    expect(waiting('2026-03-24')).toEqual([]);
    story.tell(PANEL, { type: 'PanelClosed', data: {} });
    expect(waiting('2026-03-24')).toEqual([REQUEST]);
    scheduled(story, 'panel-2', '2026-03-17');
    tabled(story, 'panel-2');
    expect(waiting('2026-03-24')).toEqual([]);
  });
});
