import { describe, expect, it } from '@jest/globals';
import { at } from '../../testing/at.ts';
import { AVA, BEN, EPISODE, FAMILY, hillFamily, MUM, register, REQUEST } from '../../testing/hill.ts';
import { project } from '../../testing/project.ts';
import type { Story } from '../../testing/story.ts';
import { timeline } from '../projection.ts';
import { TimelineReader } from '../reader.ts';

const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const on = (value: string) => ({ occurredAt: { precision: 'DATE', value } as const });
const reason = { reason: 'Not safe at home' };

describe('a family as of a day', () => {
  it('has its members, its request and its open episode with an owner and each child’s level', () => {
    const story = hillFamily();
    expect(read(story).familyAsOf(FAMILY, at(story.head))).toEqual({
      family: FAMILY,
      reference: 'F-HILL',
      registered: 4,
      label: null,
      splitFrom: null,
      splitInto: [],
      mergedInto: null,
      mergedFrom: [],
      members: [
        { person: AVA, role: 'CHILD', livesHere: 'FULL', from: null, joined: 5 },
        { person: MUM, role: 'MOTHER', livesHere: 'FULL', from: null, joined: 6 },
      ],
      episodes: [
        {
          episode: EPISODE,
          status: 'OPEN',
          route: 'REQUEST',
          district: 'herts.ff.stevenage',
          request: REQUEST,
          agency: 'organisation-a',
          keyworker: 'worker-kim',
          openedAt: story.events[7]?.occurredAt,
          opened: 7,
          closedAt: null,
          closureReason: null,
          outcomes: [],
          children: [{ child: AVA, level: 'L2', scheme: '2026.1', statutoryStatus: 'NONE' }],
          continuedIn: null,
          continuedFrom: null,
          excluded: [],
          steps: [],
        },
      ],
      requests: [REQUEST],
      stale: false,
    });
  });

  it('is not there before it was registered', () => {
    expect(read(hillFamily()).familyAsOf(FAMILY, at(3))).toBeUndefined();
  });

  it('is there, without what had not happened, on a day before its registration', () => {
    const story = hillFamily();
    const family = read(story).familyAsOf(FAMILY, at(story.head, '2026-02-01'));
    expect(family).toMatchObject({ reference: 'F-HILL', members: [], episodes: [] });
  });

  it('shows a step that was declined, escalated and then accepted, the owner staying throughout', () => {
    const story = hillFamily();
    const proposal = { episode: EPISODE, step: 'step-1', children: [AVA], target: 'CIN_S17', urgent: true };
    const answer = { episode: EPISODE, step: 'step-1' };
    const proposed = story.tell(FAMILY, {
      type: 'StepUpProposed',
      data: { ...proposal, ...reason, proposedBy: 'worker-kim' },
    });
    const declined = story.tell(FAMILY, { type: 'StepUpDeclined', data: { ...answer, reason: 'Not met' } });
    const escalated = story.tell(FAMILY, {
      type: 'StepUpEscalated',
      data: { ...answer, reason: 'We disagree' },
    });
    const receiver = { receivingAgency: 'organisation-b', receivingWorker: 'worker-sam' };
    const accepted = story.tell(FAMILY, { type: 'StepUpAccepted', data: { ...answer, ...receiver } });
    const reader = read(story);
    const stepAt = (position: number) => reader.familyAsOf(FAMILY, at(position))?.episodes[0]?.steps[0];
    expect(stepAt(proposed)).toMatchObject({ status: 'PROPOSED', urgent: true, ...reason, answer: null });
    expect(stepAt(declined)).toMatchObject({ status: 'DECLINED', answer: 'Not met' });
    expect(stepAt(escalated)).toMatchObject({ status: 'ESCALATED', answer: 'We disagree' });
    expect(stepAt(accepted)).toMatchObject({ status: 'ACCEPTED', ...receiver });
    expect(reader.familyAsOf(FAMILY, at(accepted))?.episodes[0]).toMatchObject({
      agency: 'organisation-a',
      keyworker: 'worker-kim',
    });
  });

  it('shows a step whose place another one took, and which children the earlier one is still about', () => {
    const story = hillFamily();
    const proposed = (step: string, children: string[]) =>
      ({
        type: 'StepUpProposed',
        data: { episode: EPISODE, step, children, target: 'CP', urgent: true, ...reason, proposedBy: 'w' },
      }) as const;
    story.tell(FAMILY, proposed('step-1', [AVA, BEN]));
    const part = story.tell(FAMILY, proposed('step-2', [BEN]));
    const { data, type } = proposed('step-3', [AVA]);
    const all = story.tell(FAMILY, { type, data: { ...data, supersedes: ['step-1'] } });
    const reader = read(story);
    const stepsAt = (position: number) =>
      reader
        .familyAsOf(FAMILY, at(position))
        ?.episodes[0]?.steps.map(({ step, status, children }) => [step, status, ...children]);
    expect(stepsAt(part)).toEqual([
      ['step-1', 'PROPOSED', AVA],
      ['step-2', 'PROPOSED', BEN],
    ]);
    expect(stepsAt(all)).toEqual([
      ['step-1', 'SUPERSEDED', AVA],
      ['step-2', 'PROPOSED', BEN],
      ['step-3', 'PROPOSED', AVA],
    ]);
  });

  it('has a closed episode with each child’s outcome, and an open one again once it is reopened', () => {
    const story = hillFamily();
    const outcomes = [{ child: AVA, outcome: 'Sleeps through' }];
    const closed = story.tell(FAMILY, {
      type: 'EpisodeClosed',
      data: { episode: EPISODE, reason: 'OUTCOMES_MET', outcomes },
    });
    story.tell(FAMILY, [
      { type: 'EpisodeReopened', data: { episode: EPISODE, reason: 'NEEDS_RETURNED' } },
      { type: 'AccountableAgencyAssigned', data: { episode: EPISODE, agency: 'organisation-b' } },
      {
        type: 'KeyworkerAssigned',
        data: { episode: EPISODE, worker: 'worker-sam', agency: 'organisation-b', familyAgreed: true },
      },
    ]);
    const reader = read(story);
    const episode = (position: number) => reader.familyAsOf(FAMILY, at(position))?.episodes[0];
    expect(episode(closed)).toMatchObject({
      status: 'CLOSED',
      closureReason: 'OUTCOMES_MET',
      outcomes: [{ ...outcomes[0], bees: [] }],
    });
    expect(episode(story.head)).toMatchObject({
      status: 'OPEN',
      keyworker: 'worker-sam',
      closedAt: null,
      outcomes: [],
    });
  });

  it('keeps the newer statutory status when an older one is told late', () => {
    const story = hillFamily();
    const noted = (status: string) => ({
      type: 'StatutoryStatusNoted' as const,
      data: { episode: EPISODE, child: AVA, status },
    });
    story.at('2026-04-10T09:00:00.000Z').tell(FAMILY, noted('CP_PLAN'), on('2026-04-10'));
    story.at('2026-04-20T09:00:00.000Z').tell(FAMILY, noted('CIN_S17'), on('2026-04-01'));
    const reader = read(story);
    const statusAt = (effectiveAt: string) =>
      reader.familyAsOf(FAMILY, at(story.head, effectiveAt))?.episodes[0]?.children[0]?.statutoryStatus;
    expect(statusAt('2026-04-20')).toBe('CP_PLAN');
    expect(statusAt('2026-04-05')).toBe('CIN_S17');
    expect(reader.familyAsOf(FAMILY, at(story.head - 1, '2026-04-05'))?.episodes[0]?.children).toEqual([
      { child: AVA, level: 'L2', scheme: '2026.1', statutoryStatus: 'NONE' },
    ]);
  });

  it('follows who joins, changes role and leaves', () => {
    const story = hillFamily();
    register(story, BEN, { given: 'Ben', family: 'Hill' }, { adult: true });
    const joined = story.tell(FAMILY, {
      type: 'MemberJoined',
      data: { person: BEN, role: 'PARTNER', livesHere: 'PART' },
    });
    const changed = story.tell(FAMILY, { type: 'MemberRoleChanged', data: { person: BEN, role: 'STEP' } });
    const left = story.tell(FAMILY, { type: 'MemberLeft', data: { person: BEN, reason: 'MOVED_OUT' } });
    const reader = read(story);
    const ben = (position: number) =>
      reader.familyAsOf(FAMILY, at(position))?.members.find(({ person }) => person === BEN);
    expect(ben(joined)).toMatchObject({ role: 'PARTNER', livesHere: 'PART' });
    expect(ben(changed)).toMatchObject({ role: 'STEP', livesHere: 'PART', joined });
    expect(ben(left)).toBeUndefined();
  });
});

describe('a family that others were merged into', () => {
  const REED = 'family-reed';
  const GREY = 'family-grey';
  const four = { reason: 'One family', requestedBy: 'worker-kim', approvedBy: 'worker-sam' };
  const families = (story: Story, position = story.head) => {
    const reader = read(story);
    return [FAMILY, REED, GREY].map((family) => {
      const { mergedFrom = [], mergedInto = null } = reader.familyAsOf(family, at(position)) ?? {};
      return { mergedFrom, mergedInto };
    });
  };
  const merge = (story: Story, retired: string, survivor = FAMILY): number =>
    story.tell(
      retired,
      { type: 'FamiliesMerged', data: { retired, survivor, ...four } },
      {
        families: [retired, survivor],
      },
    );

  it('names each of them as long as its merge stands, and says so of no other', () => {
    const story = hillFamily();
    for (const [stream, reference] of [
      [REED, 'F-REED'],
      [GREY, 'F-GREY'],
    ] as const)
      story.tell(stream, { type: 'FamilyRegistered', data: { reference } });
    const before = story.head;
    merge(story, REED);
    const both = merge(story, GREY);
    const reversed = { survivor: FAMILY, retired: REED, merge: 1, ...four };
    story.tell(FAMILY, { type: 'FamilyMergeReversed', data: reversed });
    story.tell(REED, { type: 'FamilyResumed', data: { survivor: FAMILY } });
    const none = { mergedFrom: [], mergedInto: null };
    const retired = { mergedFrom: [], mergedInto: FAMILY };
    expect(families(story, before)).toEqual([none, none, none]);
    expect(families(story, both)).toEqual([{ mergedFrom: [REED, GREY], mergedInto: null }, retired, retired]);
    expect(families(story)).toEqual([{ mergedFrom: [GREY], mergedInto: null }, none, retired]);
  });

  it('names only those that were merged into it, not those merged into one of them', () => {
    const story = hillFamily();
    story.tell(REED, { type: 'FamilyRegistered', data: { reference: 'F-REED' } });
    story.tell(GREY, { type: 'FamilyRegistered', data: { reference: 'F-GREY' } });
    merge(story, GREY, REED);
    merge(story, REED);
    expect(families(story)).toEqual([
      { mergedFrom: [REED], mergedInto: null },
      { mergedFrom: [GREY], mergedInto: FAMILY },
      { mergedFrom: [], mergedInto: REED },
    ]);
  });
});
