import { describe, expect, it } from '@jest/globals';
import { AVA, EPISODE, FAMILY, MUM } from '../testing/hill.ts';
import { closed, due, named, on, practised } from '../testing/practice.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { planClocks } from './plan-clocks.ts';

// Ava is helped from 1 March 2026.

const PLAN = `plan-${EPISODE}`;
const help = { family: FAMILY, episode: EPISODE };
const agreed: TestEvent = {
  type: 'PlanAgreed',
  data: { ...help, version: 1, agreedBy: [MUM], familyPresent: true, takenBy: 'worker-kim' },
};
const met: TestEvent = {
  type: 'TafHeld',
  data: { ...help, ledBy: 'worker-kim', childrenPresent: [AVA], persons: [MUM] },
};
const reviewed = (nextDue: string): TestEvent => ({
  type: 'ReviewCompleted',
  data: { ...help, progress: [], nextDue, reviewedBy: 'worker-kim' },
});
const withheld = (nobodyElse: boolean): TestEvent => ({
  type: 'PlanCopyWithheld',
  data: { ...help, version: 1, from: 'p-tom', reason: 'A bar.', nobodyElse, decidedBy: 'worker-kim' },
});
const given: TestEvent = {
  type: 'PlanCopyShared',
  data: { ...help, version: 1, to: MUM, how: 'LETTER', sharedBy: 'worker-kim' },
};
const about = { ...help, action: 'action-1', person: AVA };
const added: TestEvent = {
  type: 'ActionAdded',
  data: { ...about, goal: 'goal-1', what: 'A bedtime.', ownerPerson: MUM, due: '2026-04-01' },
};
const missed = (day?: string): TestEvent => ({
  type: 'ActionMissed',
  data: { ...about, reason: 'Ill.', ...(day !== undefined && { due: day }) },
});
const inMonth = (value: string) => ({ occurredAt: { precision: 'MONTH', value } }) as const;
const ended: TestEvent = { type: 'PlanEnded', data: { ...help, reason: 'FAMILY_DECLINED' } };

const asked = (...clocks: (typeof planClocks)[number][]) => ({ clocks, by: '2027-12-31' });
const running = (story: Story, ...clocks: (typeof planClocks)[number][]) =>
  named(due(story, asked(...clocks))).map(([clock, day]) => [clock, day]);

describe('the clocks of a plan', () => {
  it('let the team meet within six weeks of the opening of help, and the plan be reviewed within six of that', () => {
    const story = practised();
    expect(running(story, ...planClocks)).toEqual([['FIRST_TAF', '2026-04-12']]);
    story.at('2026-03-12T09:00:00.000Z').tell(PLAN, met, on('2026-03-10'));
    expect(running(story, 'FIRST_TAF', 'PLAN_REVIEW')).toEqual([['PLAN_REVIEW', '2026-04-21']]);
    story.at('2026-04-20T09:00:00.000Z').tell(PLAN, reviewed('2026-05-01'), on('2026-04-20'));
    expect(running(story, 'PLAN_REVIEW')).toEqual([['PLAN_REVIEW', '2026-05-01']]);
    story.at('2026-05-01T09:00:00.000Z').tell(PLAN, reviewed('2026-12-01'), on('2026-05-01'));
    expect(running(story, 'PLAN_REVIEW')).toEqual([['PLAN_REVIEW', '2026-06-12']]);
  });

  it('begin no review anew by a meeting that is told late, of a day before the last', () => {
    const story = practised();
    story.at('2026-04-20T09:00:00.000Z').tell(PLAN, met, on('2026-04-20'));
    story.at('2026-04-21T09:00:00.000Z').tell(PLAN, met, on('2026-03-10'));
    expect(running(story, 'PLAN_REVIEW')).toEqual([['PLAN_REVIEW', '2026-06-01']]);
  });

  it('let a copy go to the parents within five working days of a meeting, or to nobody', () => {
    const story = practised();
    story.at('2026-03-10T09:00:00.000Z').tell(PLAN, [agreed, met]);
    expect(running(story, 'PLAN_COPY')).toEqual([['PLAN_COPY', '2026-03-17']]);
    story.tell(PLAN, withheld(false));
    expect(running(story, 'PLAN_COPY')).toEqual([['PLAN_COPY', '2026-03-17']]);
    story.tell(PLAN, withheld(true));
    expect(running(story, 'PLAN_COPY')).toEqual([]);
    story.at('2026-04-14T09:00:00.000Z').tell(PLAN, met);
    story.at('2026-04-15T09:00:00.000Z').tell(PLAN, met);
    expect(running(story, 'PLAN_COPY')).toEqual([['PLAN_COPY', '2026-04-21']]);
    story.tell(PLAN, given);
    expect(running(story, 'PLAN_COPY')).toEqual([]);
  });

  it('take a meeting and a copy of which the month alone is known for what they were told after', () => {
    const story = practised();
    const opening = story.events.find(({ type }) => type === 'EpisodeOpened')?.id ?? '';
    const data = { entry: opening, entryType: 'EpisodeOpened', reason: 'WRONG_DATE', replaced: {} };
    const occurred = { precision: 'DATE', value: '2026-03-02' };
    story
      .at('2026-03-10T09:00:00.000Z')
      .tell(FAMILY, { type: 'EntryCorrected', data: { ...data, occurred } });
    expect(running(story, 'FIRST_TAF')).toEqual([['FIRST_TAF', '2026-04-13']]);
    story.at('2026-03-12T09:00:00.000Z').tell(PLAN, [agreed, met], inMonth('2026-03'));
    expect(running(story, 'FIRST_TAF', 'PLAN_COPY')).toEqual([['PLAN_COPY', '2026-03-06']]);
    story.at('2026-03-13T09:00:00.000Z').tell(PLAN, given, inMonth('2026-03'));
    expect(running(story, 'PLAN_COPY')).toEqual([]);
    story.at('2026-03-16T09:00:00.000Z').tell(PLAN, met, on('2026-03-16'));
    expect(running(story, 'PLAN_COPY')).toEqual([['PLAN_COPY', '2026-03-23']]);
    story.at('2026-03-20T09:00:00.000Z').tell(PLAN, given, inMonth('2026-03'));
    expect(running(story, 'PLAN_COPY')).toEqual([]);
  });

  it('let each action be done by its day, or by the one that took its place', () => {
    const story = practised();
    story.at('2026-03-10T09:00:00.000Z').tell(PLAN, [agreed, added]);
    expect(due(story, asked('PLAN_ACTION')).map(({ about: of, dueOn }) => [of, dueOn])).toEqual([
      ['action-1', '2026-04-01'],
    ]);
    story.tell(PLAN, missed());
    expect(running(story, 'PLAN_ACTION')).toEqual([['PLAN_ACTION', '2026-04-01']]);
    story.tell(PLAN, missed('2026-05-01'));
    expect(running(story, 'PLAN_ACTION')).toEqual([['PLAN_ACTION', '2026-05-01']]);
    const before = story.head;
    story.tell(PLAN, { type: 'ActionCompleted', data: about });
    expect(running(story, 'PLAN_ACTION')).toEqual([]);
    expect(due(story, asked('PLAN_ACTION'), before)).toHaveLength(1);
    const data = { entry: story.events.at(-1)?.id ?? '', entryType: 'ActionCompleted', reason: 'TYPO' };
    story.tell(PLAN, { type: 'EntryVoided', data });
    expect(running(story, 'PLAN_ACTION')).toEqual([['PLAN_ACTION', '2026-05-01']]);
  });

  it('stop with the plan, and with the help', () => {
    const story = practised();
    story.at('2026-03-10T09:00:00.000Z').tell(PLAN, [agreed, met, given, added]);
    expect(running(story, ...planClocks).map(([clock]) => clock)).toEqual(['PLAN_ACTION', 'PLAN_REVIEW']);
    const before = story.head;
    story.tell(PLAN, ended);
    expect(running(story, ...planClocks)).toEqual([]);
    expect(due(story, asked(...planClocks), before)).toHaveLength(2);
    const other = practised();
    other.at('2026-03-10T09:00:00.000Z').tell(PLAN, [agreed, met, given, added]);
    other.tell(FAMILY, closed);
    expect(running(other, ...planClocks)).toEqual([]);
  });

  it('begin again with help that is taken up again, as if the team had never met', () => {
    const story = practised();
    story.at('2026-03-10T09:00:00.000Z').tell(PLAN, [agreed, met, given, added]);
    story.at('2026-04-10T09:00:00.000Z').tell(FAMILY, closed);
    story.at('2026-05-01T09:00:00.000Z').tell(FAMILY, [
      { type: 'EpisodeReopened', data: { episode: EPISODE, reason: 'NEEDS_RETURNED' } },
      { type: 'AccountableAgencyAssigned', data: { episode: EPISODE, agency: 'organisation-a' } },
      {
        type: 'KeyworkerAssigned',
        data: { episode: EPISODE, worker: 'worker-kim', agency: 'organisation-a', familyAgreed: true },
      },
    ]);
    expect(running(story, ...planClocks)).toEqual([['FIRST_TAF', '2026-06-12']]);
  });
});

describe('the clocks of an assessment', () => {
  const ASSESSED = `assessment-${EPISODE}`;
  const started = (assessment: string, scope = 'FFA', type = scope): TestEvent => ({
    type: 'AssessmentStarted',
    data: {
      ...{ ...help, assessment, scope, type, formVersion: 'FFA-2026.1', children: [AVA] },
      startedBy: 'worker-kim',
    },
  });
  const final = (assessment: string): TestEvent => ({
    type: 'AssessmentFinalised',
    data: { ...help, assessment, findings: [{ child: AVA }], finalisedBy: 'worker-kim' },
  });
  const givenUp = (assessment: string): TestEvent => ({
    type: 'AssessmentAbandoned',
    data: { ...help, assessment, reason: 'FAMILY_DECLINED' },
  });
  const voided = (story: Story): TestEvent => {
    const { id = '', type = '' } = story.events.at(-1) ?? {};
    return { type: 'EntryVoided', data: { entry: id, entryType: type, reason: 'TYPO' } };
  };
  const clocks = (story: Story) => running(story, 'FFA_COMPLETE', 'FIRST_TAF');
  const first = ['FIRST_TAF', '2026-04-12'];

  it('let it be complete within three weeks, and the team first meet within six, of its start', () => {
    const story = practised();
    expect(clocks(story)).toEqual([first]);
    story.at('2026-03-12T09:00:00.000Z').tell(ASSESSED, started('assessment-1'), on('2026-03-10'));
    const both = [
      ['FFA_COMPLETE', '2026-03-31'],
      ['FIRST_TAF', '2026-04-21'],
    ];
    expect(clocks(story)).toEqual(both);
    expect(due(story, asked('FFA_COMPLETE')).map(({ about: of }) => of)).toEqual(['assessment-1']);
    story.tell(ASSESSED, final('assessment-1'));
    expect(clocks(story)).toEqual(both.slice(1));
    story.tell(ASSESSED, voided(story));
    expect(clocks(story)).toEqual(both);
    story.tell(PLAN, met);
    expect(clocks(story)).toEqual(both.slice(0, 1));
  });

  it('are from the opening of help where it was started in error, or given up', () => {
    const story = practised();
    story.at('2026-03-12T09:00:00.000Z').tell(ASSESSED, started('assessment-1'));
    story.tell(ASSESSED, voided(story));
    expect(clocks(story)).toEqual([first]);
    story.tell(ASSESSED, started('assessment-2'));
    expect(clocks(story)).toHaveLength(2);
    story.tell(ASSESSED, givenUp('assessment-2'));
    expect(clocks(story)).toEqual([first]);
  });

  it('are those of no assessment of another kind', () => {
    const story = practised();
    story
      .at('2026-03-12T09:00:00.000Z')
      .tell(ASSESSED, [
        started('assessment-1', 'ONE_MATTER', 'GRADED_CARE_PROFILE'),
        started('assessment-2', 'FAMILY_HELP'),
      ]);
    expect(clocks(story)).toEqual([first]);
  });
});
