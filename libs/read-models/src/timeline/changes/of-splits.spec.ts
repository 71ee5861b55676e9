import { expect, it } from '@jest/globals';
import { at } from '../../testing/at.ts';
import { AVA, FAMILY, hillFamily, register } from '../../testing/hill.ts';
import { project } from '../../testing/project.ts';
import type { Story, TestEvent } from '../../testing/story.ts';
import { nothingUnseen } from '../../unseen.ts';
import type { Change } from './changes.ts';
import { timeline } from '../projection.ts';
import { TimelineReader } from '../reader.ts';

const EVA = 'p-eva';
const two = { requestedBy: 'worker-1', approvedBy: 'worker-2' };
const address = (line: string): TestEvent => ({ type: 'AddressRecorded', data: { type: 'HOME', line } });

/** Ava belongs to the family, Eva does not; an address stands in the record of one of them. */
function recorded(person: string) {
  const story = hillFamily();
  register(story, EVA, { given: 'Eva', family: 'Reed' }, { adult: false });
  const position = story.tell(`person-${person}`, address('7 Evas Lane'));
  return { story, id: story.events[position]?.id ?? '' };
}

function split(story: Story, from: string, into: string, event: string): number {
  const data = { from, into, reallocated: [event], reason: 'Two girls.', ...two };
  return story.tell('identity-1', { type: 'PersonRecordSplit', data });
}

function correct(story: Story, entry: string, line: string): number {
  const data = { entry, entryType: 'AddressRecorded', entryVersion: 1, reason: 'TYPO' };
  const replaced = { addressRecorded: { line } };
  return story.tell(`person-${EVA}`, { type: 'EntryCorrected', data: { ...data, replaced } });
}

function changes(story: Story, after: number, unseen = nothingUnseen): readonly Change[] {
  const reader = new TimelineReader(project(timeline, story.events));
  const point = { ...at(story.head), unseen };
  return reader.changes(point, { family: FAMILY, first: 100, after }).edges.map(({ node }) => node);
}

it('a copy gives back what a split gave to somebody else, and is told of nobody', () => {
  const { story, id } = recorded(AVA);
  const position = split(story, AVA, EVA, id);
  const [change, ...more] = changes(story, position - 1);
  expect(more).toEqual([]);
  expect(change).toMatchObject({ position, entry: { voided: true }, takenBack: [id], brought: [] });
  const afresh = changes(story, -1);
  expect(
    JSON.stringify(afresh.flatMap(({ entry, brought }) => [entry.voided ? [] : entry, brought])),
  ).not.toMatch(/Evas Lane|p-eva/);
});

it('the same where that other is not there for whoever follows', () => {
  const { story, id } = recorded(AVA);
  const position = split(story, AVA, EVA, id);
  const unseen = { ...nothingUnseen, persons: new Set([EVA]) };
  expect(changes(story, position - 1, unseen)).toEqual(changes(story, position - 1));
});

it('a copy is brought what a split gave to a member, as it is corrected, and what is recorded of it later', () => {
  const { story, id } = recorded(EVA);
  expect(JSON.stringify(changes(story, -1))).not.toContain('Evas Lane');
  const position = split(story, EVA, AVA, id);
  expect(changes(story, position - 1)).toMatchObject([
    { position, entry: { voided: true }, takenBack: [], brought: [{ id, data: { line: '7 Evas Lane' } }] },
  ]);
  const corrected = correct(story, id, '7 Avas Lane');
  expect(changes(story, corrected - 1)).toMatchObject([{ entry: { id, data: { line: '7 Avas Lane' } } }]);
});

it('a copy is told as anybody’s of a correction of it, where whoever had it is not there for whoever follows', () => {
  const { story, id } = recorded(EVA);
  split(story, EVA, AVA, id);
  const corrected = correct(story, id, '7 Avas Lane');
  const own = story.tell(`person-${EVA}`, address('8 Own Lane'));
  correct(story, story.events[own]?.id ?? '', '9 Own Lane');
  const unseen = { ...nothingUnseen, persons: new Set([EVA]) };
  expect(changes(story, corrected - 1, unseen)).toEqual(changes(story, corrected - 1));
  expect(changes(story, corrected - 1, unseen)).toMatchObject([
    { position: corrected, entry: { id, data: { line: '7 Avas Lane' } } },
  ]);
});

it('whoever joins brings what was given to them, and not what was given away', () => {
  const { story, id } = recorded(AVA);
  const own = story.tell(`person-${EVA}`, address('8 Own Lane'));
  const away = story.tell(`person-${EVA}`, address('9 Away Lane'));
  split(story, AVA, EVA, id);
  split(story, EVA, 'p-zoe', story.events[away]?.id ?? '');
  const member = { person: EVA, role: 'CHILD', livesHere: 'FULL' };
  const joined = story.tell(FAMILY, { type: 'MemberJoined', data: member });
  const [change] = changes(story, joined - 1);
  const brought = change?.brought.map((entry) => entry.id) ?? [];
  expect(brought).toEqual(expect.arrayContaining([id, story.events[own]?.id]));
  expect(brought).not.toContain(story.events[away]?.id);
});
