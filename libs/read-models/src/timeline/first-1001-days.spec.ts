import { expect, it } from '@jest/globals';
import { at } from '../testing/at.ts';
import { BEN, hillFamily, register } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

it('a child is in the first 1001 days from conception to the second birthday', () => {
  const story = hillFamily();
  register(story, BEN, { given: 'Ben', family: 'Hill' }, { adult: false, dateOfBirth: '2026-03-01' });
  const data = { reference: 'N-BABY', names: [], sex: 'U', adult: false, expectedDeliveryDate: '2026-03-01' };
  story.tell('person-p-baby', { type: 'PersonRegistered', data });
  const reader = new TimelineReader(project(timeline, story.events));
  const within = (person: string, ...days: string[]) =>
    days.map((day) => reader.personAsOf(person, at(story.head, day))?.inFirst1001Days);
  expect(within(BEN, '1999-01-01', '2025-06-03')).toEqual([false, false]);
  expect(within(BEN, '2025-06-04', '2026-02-28', '2028-02-29', '2028-03-01')).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(within('p-baby', '2025-06-03', '2025-06-04', '2026-02-28')).toEqual([false, true, true]);
});
