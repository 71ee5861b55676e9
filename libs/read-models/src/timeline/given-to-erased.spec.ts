import { expect, it } from '@jest/globals';
import { at } from '../testing/at.ts';
import { AVA, FAMILY, hillFamily, register } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

const EVA = 'p-eva';

/** Eva was erased before it was known that one girl is not erased without the other: Ava's key opens what is Eva's. */
function evaErased() {
  const story = hillFamily();
  register(story, EVA, { given: 'Eva', family: 'Reed' }, { adult: false });
  const address = { type: 'HOME', line: '7 Evas Lane' };
  const given = story.tell(`person-${AVA}`, { type: 'AddressRecorded', data: address });
  const id = story.events[given]?.id ?? '';
  const two = { requestedBy: 'worker-1', approvedBy: 'worker-2' };
  const said = { from: AVA, into: EVA, reallocated: [id], reason: 'Two girls.', ...two };
  const split = story.tell('identity-1', { type: 'PersonRecordSplit', data: said });
  const erased = story.tell('erasure-1', { type: 'SubjectKeyDestroyed', data: { subject: EVA } });
  const reader = (to: number) => new TimelineReader(project(timeline, story.events.slice(0, to + 1)));
  return { given, id, split, erased, reader };
}

it('what a split gave to somebody who was erased is read nowhere any more', () => {
  const { given, id, split, erased, reader } = evaErased();
  const told = (to: number, point = at(to)) => {
    const read = reader(to);
    return JSON.stringify([
      read.personAsOf(EVA, point),
      read.personTimeline(EVA, point),
      read.personAsOf(AVA, point),
      read.familyTimeline(FAMILY, point),
      read.changes(point, { family: FAMILY, first: 100 }),
      read.event(id, point),
    ]);
  };
  expect(told(split)).toContain('Evas Lane');
  for (const point of [at(erased), at(given)]) expect(told(erased, point)).not.toContain('Evas Lane');
  expect(reader(erased).event(id)).toMatchObject({ data: {}, erased: ['/type', '/line'] });
});
