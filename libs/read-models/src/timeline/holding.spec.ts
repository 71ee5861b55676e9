import { describe, expect, it } from '@jest/globals';
import type { DataClass } from '#libs/contracts';
import { at } from '../testing/at.ts';
import { AVA, BEN, FAMILY, hillFamily, MUM, register } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { holdingDates } from './holding.ts';
import type { PersonAsOf } from './person/person-rows.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

const RECORDED = '2026-03-23T09:00:00.000Z';
const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));

function tell(...events: TestEvent[]): Story {
  const story = hillFamily().at(RECORDED);
  story.tell(`person-${AVA}`, events);
  return story;
}

function ava(story: Story, day: string, classes?: readonly DataClass[]): PersonAsOf | undefined {
  const point = at(story.head, day);
  return read(story).personAsOf(AVA, classes ? { ...point, classes: new Set(classes) } : point);
}

describe('what is recorded with the day from which it holds', () => {
  const bar: TestEvent = {
    type: 'ContactBarRecorded',
    data: { barred: BEN, scope: 'NO_CONTACT', from: '2026-03-10' },
  };

  it('held on each day since, whenever it was recorded', () => {
    const story = tell(bar, {
      type: 'RelationshipRecorded',
      data: { other: MUM, type: 'CHILD', from: '2019' },
    });
    expect(ava(story, '2026-03-09')).toMatchObject({ contactBars: [], relationships: [{ other: MUM }] });
    expect(ava(story, '2026-03-10')?.contactBars).toMatchObject([{ barred: BEN, from: '2026-03-10' }]);
  });

  it('was not known before it was recorded', () => {
    const story = tell(bar);
    const before = read(story).personAsOf(AVA, at(story.head - 1, '2026-03-15'));
    expect(before?.contactBars).toEqual([]);
  });

  it('holds from the month or year that it says', () => {
    const story = tell({ type: 'YoungCarerRegistered', data: { caresFor: MUM, from: '2026-02' } });
    expect(ava(story, '2026-01-31')?.youngCarer).toBeNull();
    expect(ava(story, '2026-02-01')?.youngCarer).toMatchObject({ from: '2026-02' });
  });

  it('is told from when it occurred where that is before, for it is known to begin', () => {
    const story = tell({
      type: 'AddressRecorded',
      data: { type: 'HOME', line: '2 Old Road', from: '2026-05-01' },
    });
    expect(ava(story, '2026-03-23')?.addresses).toMatchObject([{ from: '2026-05-01' }]);
  });

  it('held until the day that its end says', () => {
    const story = tell(bar);
    story.days(8).tell(`person-${AVA}`, {
      type: 'ContactBarLifted',
      data: { barred: BEN, scope: 'NO_CONTACT', to: '2026-03-20' },
    });
    expect(ava(story, '2026-03-19')?.contactBars).toMatchObject([{ to: null }]);
    expect(ava(story, '2026-03-20')?.contactBars).toMatchObject([{ to: '2026-03-20' }]);
  });

  it('tells nobody a day that is not theirs to read', () => {
    const story = tell(bar);
    expect(ava(story, '2026-03-15', ['general'])?.contactBars).toEqual([]);
    expect(ava(story, '2026-03-15', ['special'])?.contactBars).toHaveLength(1);
    expect(ava(story, '2026-03-23', ['general'])?.contactBars).toHaveLength(1);
  });

  it('is a membership of the family on each day since, and none after its end', () => {
    const story = hillFamily().at(RECORDED);
    register(story, BEN, { given: 'Ben', family: 'Hill' }, { adult: false });
    story.tell(FAMILY, {
      type: 'MemberJoined',
      data: { person: BEN, role: 'CHILD', livesHere: 'FULL', from: '2026-03-06' },
    });
    story.days(5).tell(FAMILY, {
      type: 'MemberLeft',
      data: { person: BEN, reason: 'MOVED_OUT', to: '2026-03-25' },
    });
    const members = (day: string) =>
      read(story)
        .familyAsOf(FAMILY, at(story.head, day))
        ?.members.map(({ person }) => person);
    expect(members('2026-03-05')).toEqual([AVA, MUM]);
    expect(members('2026-03-06')).toEqual([AVA, MUM, BEN]);
    expect(members('2026-03-25')).toEqual([AVA, MUM]);
  });
});

it('every type that says a day from or until which it holds is known, by its beginning where it says both', () => {
  expect(holdingDates.map(({ type, member, class: of }) => `${type} ${member} ${of}`)).toEqual([
    'MemberJoined from general',
    'MemberLeft to general',
    'PersonNameRecorded from general',
    'AddressRecorded from address',
    'AddressEnded to address',
    'RelationshipRecorded from general',
    'RelationshipEnded to general',
    'ParentalResponsibilityRecorded from general',
    'ParentalResponsibilityEnded to general',
    'SendStatusRecorded from special',
    'YoungCarerRegistered from special',
    'YoungCarerEnded to special',
    'ContactBarRecorded from special',
    'ContactBarLifted to special',
    'WarningRecorded from general',
    'WarningEnded to general',
  ]);
});
