import { describe, expect, it } from '@jest/globals';
import { families } from '../families/projection.ts';
import { FamiliesReader } from '../families/reader.ts';
import { AVA, BEN, EPISODE, FAMILY, MUM, level, register } from '../testing/hill.ts';
import { asOf, closed, due, on, overseen, passes, practised, stepUp } from '../testing/practice.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';

const REMINDERS = { clocks: ['AGREEMENT_REVIEW', 'DRIFT'], by: '2028-01-01' };
const reminders = (story: Story, day?: string) => due(story, REMINDERS, story.head, day).length;
const drifting = (story: Story, day: string) => overseen(story).drift({}, asOf(story, story.head, day)).edges;
const listed = (story: Story, position?: number) =>
  new FamiliesReader(project(families, story.events)).family(FAMILY, position)?.level;
const levels = (story: Story, to: string) =>
  overseen(story)
    .districtOverview({ district: 'herts.ff.stevenage', from: '2026-03-01', to }, asOf(story, story.head, to))
    .byLevel.filter(({ episodes }) => episodes > 0)
    .map((each) => each.level);

const died = (story: Story, child: string, dateOfDeath: string): number =>
  story.tell(
    `person-${child}`,
    { type: 'DeathRecorded', data: { dateOfDeath, verification: 'CERTIFICATE' } },
    { occurredAt: { precision: 'UNKNOWN' } },
  );
const retracted = (story: Story, child: string): number =>
  story.tell(`person-${child}`, { type: 'DeathRecordRetracted', data: { reason: 'Another child.' } });

/** Ava at L2, and Ben at L3, in one episode. */
function both(): Story {
  const story = practised();
  register(story, BEN, { given: 'Ben', family: 'Hill' }, { adult: false });
  story.tell(FAMILY, [
    { type: 'ChildAddedToEpisode', data: { episode: EPISODE, child: BEN } },
    { type: 'LevelOfNeedDecided', data: level(BEN, 'L3') },
  ]);
  return story;
}

describe('help in which no living child is left', () => {
  it('reminds nobody once the last death is recorded, and goes on reminding where that is retracted', () => {
    const story = both();
    died(story, AVA, '2026-04-09');
    passes(story, '2027-06-01T09:00:00.000Z');
    expect(reminders(story)).toBe(2);
    expect(drifting(story, '2027-06-01')).toHaveLength(1);
    died(story, BEN, '2027-05-20');
    expect([reminders(story), reminders(story, '2027-05-31')]).toEqual([0, 2]);
    expect(drifting(story, '2027-06-01')).toEqual([]);
    retracted(story, BEN);
    expect(reminders(story)).toBe(2);
    expect(drifting(story, '2027-06-01')).toHaveLength(1);
  });

  it('reminds nobody where the one who lives is helped in it no longer', () => {
    const story = both();
    died(story, AVA, '2026-04-09');
    const data = { episode: EPISODE, child: BEN, reason: 'MOVED_OUT', decidedBy: 'worker-kim' };
    story.tell(FAMILY, { type: 'ChildRemovedFromEpisode', data }, on('2026-05-01'));
    expect([reminders(story, '2026-05-02'), reminders(story, '2026-04-30')]).toEqual([0, 2]);
  });

  it('reminds nobody of a pregnancy that ended', () => {
    const story = practised();
    const ended = { type: 'PregnancyEndedWithoutBirth', data: { endedOn: '2026-04-09' } } as const;
    expect(reminders(story)).toBe(2);
    story.tell(`person-${AVA}`, ended, { occurredAt: { precision: 'UNKNOWN' } });
    expect(reminders(story, '2026-04-10')).toBe(0);
  });
});

describe('what is of a child who died alone', () => {
  const help = { family: FAMILY, episode: EPISODE };
  const waits = (story: Story) => due(story, { by: '2028-01-01' }).map(({ about }) => about);
  const goal = { ...help, goal: 'goal-1', what: 'A bedtime.', ownerPerson: MUM, due: '2026-04-20' };
  const assessing = {
    ...help,
    scope: 'FFA',
    type: 'FFA',
    formVersion: 'FFA-2026.1',
    startedBy: 'worker-kim',
  };
  const asked = (story: Story, step: string, children: string[]): void => {
    const { data, type } = stepUp(step, false);
    story.tell(FAMILY, { type, data: { ...data, children } });
  };
  const actionFor = (story: Story, action: string, person?: string): void => {
    const data = { ...goal, action, ...(person !== undefined && { person }) };
    story.tell(`plan-${EPISODE}`, { type: 'ActionAdded', data });
  };
  const assessed = (story: Story, assessment: string, children: string[]): void => {
    const data = { ...assessing, assessment, children };
    story.tell(`assessment-${assessment}`, { type: 'AssessmentStarted', data });
  };

  it('is waited for no longer, and that of a brother or of them all is still', () => {
    const story = both();
    story.at('2026-04-01T09:00:00.000Z');
    const down = { episode: EPISODE, step: 'down-ava', children: [AVA], from: 'CIN_S17', reason: 'Well.' };
    asked(story, 'step-ava', [AVA]);
    story.tell(FAMILY, { type: 'StepDownProposed', data: down });
    asked(story, 'step-both', [AVA, BEN]);
    actionFor(story, 'action-ava', AVA);
    actionFor(story, 'action-ben', BEN);
    actionFor(story, 'action-all');
    assessed(story, 'assessment-ava', [AVA]);
    assessed(story, 'assessment-both', [AVA, BEN]);
    const ofAva = ['step-ava', 'down-ava', 'action-ava', 'assessment-ava'];
    const ofOthers = ['step-both', 'action-ben', 'action-all', 'assessment-both'];
    expect(waits(story)).toEqual(expect.arrayContaining([...ofAva, ...ofOthers]));
    died(story, AVA, '2026-04-09');
    expect(waits(story)).toEqual(expect.arrayContaining(ofOthers));
    expect(waits(story).filter((about) => ofAva.includes(about))).toEqual([]);
    retracted(story, AVA);
    expect(waits(story)).toEqual(expect.arrayContaining(ofAva));
  });

  it('is no sign of drift, however late its answer is', () => {
    const story = both();
    asked(story.at('2026-04-01T09:00:00.000Z'), 'step-ava', [AVA]);
    expect(drifting(story, '2026-05-01')).toHaveLength(1);
    died(story, AVA, '2026-04-09');
    expect(drifting(story, '2026-05-01')).toEqual([]);
  });
});

describe('a child of two records that are linked', () => {
  const OTHER = 'other-ava';
  const pair = { survivor: OTHER, other: AVA };
  const two = { requestedBy: 'worker-kim', approvedBy: 'worker-ann' };
  const link = (story: Story): number =>
    story.tell('identity-1', { type: 'PersonsLinkedAsSame', data: { ...pair, evidence: [], ...two } });
  const unlink = (story: Story): number =>
    story.tell('identity-1', {
      type: 'PersonLinkReversed',
      data: { ...pair, reason: 'Sisters.', reallocations: [], ...two },
    });

  it('is dead, whichever of the two says so, until they are two people again', () => {
    const story = practised();
    register(story, OTHER, { given: 'Ava', family: 'Hill' }, { adult: false });
    const before = link(story);
    const death = died(story, OTHER, '2026-04-09');
    expect(reminders(story)).toBe(0);
    expect([listed(story, death - 1), listed(story), levels(story, '2026-04-30')]).toEqual([
      'L2',
      null,
      [null],
    ]);
    const apart = unlink(story);
    expect(reminders(story)).toBe(2);
    expect([listed(story, apart - 1), listed(story)]).toEqual([null, 'L2']);
    expect(due(story, REMINDERS, before)).toHaveLength(2);
  });

  it('is dead where one of them was already when they were linked', () => {
    const story = practised();
    register(story, OTHER, { given: 'Ava', family: 'Hill' }, { adult: false });
    died(story, OTHER, '2026-04-09');
    expect([reminders(story), listed(story)]).toEqual([2, 'L2']);
    link(story);
    expect([reminders(story), listed(story)]).toEqual([0, null]);
    retracted(story, OTHER);
    expect([reminders(story), listed(story)]).toEqual([2, 'L2']);
  });
});

describe('the level of a family', () => {
  it('is that of its living children, as of the day of its recording and as of the position', () => {
    const story = both();
    const death = died(story.at('2026-04-10T09:00:00.000Z'), BEN, '2026-04-09');
    expect([levels(story, '2026-04-09'), levels(story, '2026-04-30')]).toEqual([['L3'], ['L2']]);
    expect([listed(story, death - 1), listed(story)]).toEqual(['L3', 'L2']);
    const retraction = retracted(story, BEN);
    expect([levels(story, '2026-04-30'), listed(story)]).toEqual([['L3'], 'L3']);
    expect(listed(story, retraction - 1)).toBe('L2');
  });

  it('is so again once a death is voided, and where help that ended is taken up again', () => {
    const story = both();
    const death = died(story, BEN, '2026-04-09');
    story.tell(FAMILY, closed, on('2026-05-01'));
    story.tell(
      FAMILY,
      { type: 'EpisodeReopened', data: { episode: EPISODE, reason: 'FAMILY_ASKED' } },
      on('2026-05-02'),
    );
    expect([levels(story, '2026-05-30'), listed(story)]).toEqual([['L2'], 'L2']);
    const entry = story.events[death]?.id ?? '';
    const data = { entry, entryType: 'DeathRecorded', reason: 'WRONG_PERSON' };
    story.tell(`person-${BEN}`, { type: 'EntryVoided', data });
    expect([levels(story, '2026-05-30'), listed(story)]).toEqual([['L3'], 'L3']);
  });
});
