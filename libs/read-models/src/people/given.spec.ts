import { expect, it } from '@jest/globals';
import { AVA, hillFamily, register } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import type { Described } from './matching.ts';
import { people } from './projection.ts';
import { PeopleReader } from './reader.ts';

const EVA = 'p-eva';
const STONE = { given: 'Evelina', family: 'Stone' };
const NUMBER = { scheme: 'NHS', value: '9990000018' };
const two = { requestedBy: 'worker-1', approvedBy: 'worker-2' };

const read = (story: Story) => new PeopleReader(project(people, story.events));
const foundBy = (story: Story, described: Described) =>
  read(story)
    .match(described)
    .filter(({ relation }) => relation !== 'OTHER')
    .map(({ person }) => person);

/** What is Eva's stands in Ava's record; the ids of the entries. */
function mixedUp(...said: TestEvent[]): { story: Story; given: string[] } {
  const story = hillFamily();
  register(story, EVA, { given: 'Eva', family: 'Reed' }, { adult: false });
  const given = said.map((event) => story.events[story.tell(`person-${AVA}`, event)]?.id ?? '');
  return { story, given };
}

const named: TestEvent = { type: 'PersonNameRecorded', data: { use: 'KNOWN_AS', ...STONE } };
const numbered: TestEvent = { type: 'IdentifierRecorded', data: { ...NUMBER, verification: 'UNVERIFIED' } };
const born: TestEvent = { type: 'BirthRecorded', data: { dateOfBirth: '2020-07-01', sex: 'F' } };

function split(story: Story, reallocated: readonly string[]): number {
  const data = { from: AVA, into: EVA, reallocated: [...reallocated], reason: 'Two girls.', ...two };
  return story.tell('identity-1', { type: 'PersonRecordSplit', data });
}

it('a name, a number and a birth date that a split gave to somebody are theirs, and nobody else’s any more', () => {
  const { story, given } = mixedUp(born, named, numbered);
  const asked = { ...STONE, dateOfBirth: '2020-07-01', nhsNumber: NUMBER.value };
  expect(foundBy(story, asked)).toEqual([AVA]);
  const at = split(story, given);
  expect(foundBy(story, { ...STONE, dateOfBirth: '2020-07-01' })).toEqual([EVA]);
  expect(foundBy(story, asked)).toEqual([EVA]);
  const reader = read(story);
  expect(reader.byIdentifier('NHS', NUMBER.value)).toEqual([EVA]);
  expect(reader.byIdentifier('NHS', NUMBER.value, at - 1)).toEqual([AVA]);
  expect(reader.person(EVA)).toMatchObject({ ...STONE, dateOfBirth: '2020-07-01', sex: 'F' });
  expect(reader.person(AVA)).toMatchObject({ given: 'Ava', family: 'Hill', dateOfBirth: '2019-02-28' });
  expect(reader.everyone().find(({ person }) => person === AVA)).toMatchObject({ nhsNumbers: [] });
});

it('they stay so, as corrected, once what is left in the other’s record is corrected', () => {
  const { story, given } = mixedUp(named, born);
  split(story, given);
  const correct = (entry: string, entryType: string, replaced: object) => {
    const data = { entry, entryType, entryVersion: 1, reason: 'TYPO', replaced };
    story.tell(`person-${AVA}`, { type: 'EntryCorrected', data });
  };
  correct(given[0] ?? '', 'PersonNameRecorded', { personNameRecorded: { family: 'Storm' } });
  correct(given[1] ?? '', 'BirthRecorded', { birthRecorded: { dateOfBirth: '2020-07-02' } });
  expect(foundBy(story, { given: 'Evelina', family: 'Storm', dateOfBirth: '2020-07-02' })).toEqual([EVA]);
  expect(read(story).person(AVA)).toMatchObject({ given: 'Ava', dateOfBirth: '2019-02-28' });
});

it('a number that was withdrawn of the wrong person is held by whom it was given to', () => {
  const withdrawn: TestEvent = { type: 'IdentifierWithdrawn', data: { ...NUMBER, reason: 'WRONG_PERSON' } };
  const { story, given } = mixedUp(numbered, withdrawn);
  expect(read(story).byIdentifier('NHS', NUMBER.value)).toEqual([]);
  split(story, given.slice(0, 1));
  expect(read(story).byIdentifier('NHS', NUMBER.value)).toEqual([EVA]);
});

it('what was recorded while two records were taken for one is whose it is said to be once they are parted', () => {
  const { story, given } = mixedUp(named);
  const pair = { survivor: AVA, other: EVA };
  story.tell('identity-1', { type: 'PersonsLinkedAsSame', data: { ...pair, evidence: [], ...two } });
  const reallocations = given.map((event) => ({ event, person: EVA }));
  const apart = { ...pair, reason: 'Two girls.', reallocations, ...two };
  story.tell('identity-1', { type: 'PersonLinkReversed', data: apart });
  expect(foundBy(story, { ...STONE, dateOfBirth: '2019-02-28' })).toEqual([]);
  expect(read(story).match(STONE)).toMatchObject([{ person: EVA }]);
});

it('nobody is found by what a split gave to somebody who was erased', () => {
  const { story, given } = mixedUp(named, numbered);
  split(story, given);
  story.tell('erasure-1', { type: 'SubjectKeyDestroyed', data: { subject: EVA } });
  expect(read(story).match({ ...STONE, nhsNumber: NUMBER.value })).toEqual([]);
});
