import { describe, expect, it } from '@jest/globals';
import { at } from '../../testing/at.ts';
import { AVA, BEN, hillFamily, MUM } from '../../testing/hill.ts';
import { project } from '../../testing/project.ts';
import type { TestEvent } from '../../testing/story.ts';
import type { PersonAsOf } from './person-rows.ts';
import { timeline } from '../projection.ts';
import { TimelineReader } from '../reader.ts';

const told = (...events: TestEvent[]): PersonAsOf | undefined => {
  const story = hillFamily().at('2026-04-10T09:00:00.000Z');
  for (const event of events) story.tell(`person-${AVA}`, event);
  return new TimelineReader(project(timeline, story.events)).personAsOf(AVA, at(story.head));
};
const home = (line: string, from?: string, type = 'HOME'): TestEvent => ({
  type: 'AddressRecorded',
  data: { type, line, ...(from !== undefined && { from }) },
});
const periods = (person: PersonAsOf | undefined) =>
  person?.addresses.map(({ line, from, to }) => [line, from, to]);

describe('who moves', () => {
  it('lives at the place before until the day before', () => {
    const moved = told(home('1 New Road', '2020'), home('2 Old Road', '2026-04-01'), home('3 Low Road'));
    expect(periods(moved)).toEqual([
      ['1 New Road', '2020', '2026-03-31'],
      ['2 Old Road', '2026-04-01', '2026-04-09'],
      ['3 Low Road', null, null],
    ]);
  });

  it('lives at the new place alone where both began on one day', () => {
    expect(periods(told(home('1 New Road', '2026-04-01'), home('2 Old Road', '2026-04-01')))).toEqual([
      ['2 Old Road', '2026-04-01', null],
    ]);
  });

  it('may have lived at either in the month in which it was', () => {
    expect(periods(told(home('1 New Road', '2020'), home('2 Old Road', '2026-04')))).toEqual([
      ['1 New Road', '2020', '2026-04'],
      ['2 Old Road', '2026-04', null],
    ]);
  });

  it('lives where they moved last, though an earlier place is told later', () => {
    const late = told(home('2 Old Road', '2026-04-01'), home('1 New Road', '2020'), {
      type: 'AddressEnded',
      data: { type: 'HOME', to: '2026-04-08' },
    });
    expect(periods(late)).toEqual([
      ['1 New Road', '2020', '2026-03-31'],
      ['2 Old Road', '2026-04-01', '2026-04-08'],
    ]);
  });

  it('lives at the same place still where it is told again, or has a second one', () => {
    expect(
      periods(
        told(home('1 New Road'), home('1 New Road', '2020'), home('2 Old Road', '2026', 'SECOND_HOME')),
      ),
    ).toEqual([
      ['1 New Road', '2020', null],
      ['2 Old Road', '2026', null],
    ]);
  });
});

describe('what is told again of a matter', () => {
  it('stands in the place of what was told before, and ends with its end', () => {
    const person = told(
      { type: 'ContactBarRecorded', data: { barred: BEN, scope: 'ADDRESS' } },
      { type: 'ContactBarRecorded', data: { barred: BEN, scope: 'ADDRESS', orderReference: 'O-1' } },
      { type: 'ContactBarLifted', data: { barred: BEN, scope: 'ADDRESS', to: '2026-04-09' } },
      { type: 'WarningRecorded', data: { warning: 'DOG' } },
      { type: 'WarningRecorded', data: { warning: 'DOG', details: 'Large.' } },
      { type: 'RelationshipRecorded', data: { other: MUM, type: 'CHILD' } },
      { type: 'RelationshipRecorded', data: { other: MUM, type: 'CHILD', from: '2019-02-28' } },
      { type: 'ParentalResponsibilityRecorded', data: { holder: MUM, basis: 'BIRTH_MOTHER' } },
      { type: 'ParentalResponsibilityRecorded', data: { holder: MUM, basis: 'COURT_ORDER' } },
    );
    expect(person?.contactBars).toEqual([
      { barred: BEN, scope: 'ADDRESS', orderReference: 'O-1', from: null, to: '2026-04-09' },
    ]);
    expect(person?.warnings).toMatchObject([{ warning: 'DOG', details: 'Large.' }]);
    expect(person?.relationships).toMatchObject([{ other: MUM, from: '2019-02-28' }]);
    expect(person?.parentalResponsibility).toMatchObject([{ holder: MUM, basis: 'COURT_ORDER' }]);
  });

  it('begins anew once it had ended', () => {
    const person = told(
      { type: 'WarningRecorded', data: { warning: 'DOG' } },
      { type: 'WarningEnded', data: { warning: 'DOG', to: '2026-04-01' } },
      { type: 'WarningRecorded', data: { warning: 'DOG' } },
    );
    expect(person?.warnings.map(({ to }) => to)).toEqual(['2026-04-01', null]);
  });
});
