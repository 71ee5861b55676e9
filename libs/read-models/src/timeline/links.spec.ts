import { describe, expect, it } from '@jest/globals';
import { at } from '../testing/at.ts';
import { AVA, FAMILY, hillFamily, MUM, register } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { people } from '../people/projection.ts';
import { PeopleReader } from '../people/reader.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

const AGAIN = 'p-mum-again';
const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const four = { requestedBy: 'worker-1', approvedBy: 'worker-2' };
const linked = (survivor: string, other: string): TestEvent => ({
  type: 'PersonsLinkedAsSame',
  data: { survivor, other, evidence: ['One number'], ...four },
});
const address = (line: string): TestEvent => ({ type: 'AddressRecorded', data: { type: 'HOME', line } });
const lines = (reader: TimelineReader, person: string, position: number): (string | null)[] | undefined =>
  reader.personAsOf(person, at(position))?.addresses.map(({ line }) => line);

/** Ava's mother stands in the record twice: the second time with another name, and an address of her own. */
function twice(): Story {
  const story = hillFamily();
  register(story, AGAIN, { given: 'Maria', family: 'Hill' }, { dateOfBirth: '1990-02-03', adult: true });
  story.tell(`person-${MUM}`, address('1 New Road'));
  story.tell(`person-${AGAIN}`, address('2 Old Road'));
  return story;
}

describe('two records linked as one person’s', () => {
  it('are read as the survivor’s, by either name, while the link stands', () => {
    const story = twice();
    const before = story.head;
    const link = story.tell('identity-1', linked(MUM, AGAIN), { persons: [MUM, AGAIN] });
    const reader = read(story);
    for (const person of [MUM, AGAIN])
      expect(reader.personAsOf(person, at(link))).toMatchObject({
        person: MUM,
        records: [MUM, AGAIN],
        reference: 'N-MUM',
        dateOfBirth: '1990-02-03',
        names: [{ given: 'Maria' }, { given: 'Mia' }],
        addresses: [{ line: '1 New Road' }, { line: '2 Old Road' }],
        families: [FAMILY],
      });
    expect(reader.personAsOf(AGAIN, at(before))).toMatchObject({
      person: AGAIN,
      records: [AGAIN],
      families: [],
    });
    expect(lines(reader, MUM, before)).toEqual(['1 New Road']);
  });

  it('are each as they joined a family, for what must be told of each', () => {
    const story = twice();
    story.tell(FAMILY, { type: 'MemberJoined', data: { person: AGAIN, role: 'PARTNER', livesHere: 'PART' } });
    const link = story.tell('identity-1', linked(AGAIN, MUM));
    const joined = read(story).joinedIn(FAMILY, at(link));
    const homes = new Map(joined.map(({ person, livesHere }) => [person, livesHere]));
    expect(homes.get(AGAIN)).toBe('PART');
    expect(homes.get(MUM)).not.toBe('PART');
  });

  it('are one member of a family, with the story of both', () => {
    const story = twice();
    const before = story.head;
    story.tell(FAMILY, { type: 'MemberJoined', data: { person: AGAIN, role: 'MOTHER' } });
    const link = story.tell('identity-1', linked(MUM, AGAIN));
    const since = story.tell(`person-${AGAIN}`, address('3 Late Road'));
    const reader = read(story);
    expect(reader.familyAsOf(FAMILY, at(link))?.members.map(({ person }) => person)).toEqual([AVA, MUM]);
    expect(reader.familyAsOf(FAMILY, at(link - 1))?.members).toHaveLength(3);
    const positions = (position: number) =>
      reader.familyTimeline(FAMILY, at(position), { first: 100 }).edges.map(({ cursor }) => cursor);
    expect(positions(since)).toContain(since);
    expect(positions(before)).not.toContain(before);
  });

  it('give a family the events of a record that never joined it', () => {
    const story = twice();
    const old = story.head;
    const link = story.tell('identity-1', linked(MUM, AGAIN));
    const positions = (position: number) =>
      read(story)
        .familyTimeline(FAMILY, at(position), { first: 100 })
        .edges.map(({ cursor }) => cursor);
    expect(positions(link)).toContain(old);
    expect(positions(link - 1)).not.toContain(old);
    expect(read(story).familiesOfEvent(old, at(link))).toEqual([FAMILY]);
  });

  it('of a chain of five are read as the last', () => {
    const story = hillFamily();
    const chain = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'];
    for (const person of chain) {
      register(story, person, { given: person, family: 'Hill' }, { adult: true });
      story.tell(`person-${person}`, address(person));
    }
    for (const [nth, other] of chain.slice(0, -1).entries())
      story.tell(`identity-${nth}`, linked(chain[nth + 1] ?? '', other));
    const reader = read(story);
    for (const person of chain) {
      expect(reader.personAsOf(person, at(story.head))).toMatchObject({ person: 'p-5' });
      expect(lines(reader, person, story.head)).toEqual(chain);
    }
    const first = story.head - 3;
    expect(lines(reader, 'p-1', first)).toEqual(['p-1', 'p-2']);
    const middle: TestEvent = {
      type: 'PersonLinkReversed',
      data: { survivor: 'p-3', other: 'p-2', reason: 'Not so', ...four },
    };
    const apart = story.tell('identity-1', middle);
    expect(lines(read(story), 'p-1', apart)).toEqual(['p-1', 'p-2']);
    expect(lines(read(story), 'p-4', apart)).toEqual(['p-3', 'p-4', 'p-5']);
  });
});

describe('a link that is reversed', () => {
  it('leaves the state as it was before, and gives each what was recorded since', () => {
    const story = twice();
    const before = story.head;
    const link = story.tell('identity-1', linked(MUM, AGAIN));
    const kept = story.tell(`person-${MUM}`, address('3 Kept Road'));
    const given = story.tell(`person-${MUM}`, address('4 Given Road'));
    const event = story.events[given]?.id ?? '';
    const reversed = story.tell('identity-1', {
      type: 'PersonLinkReversed',
      data: {
        survivor: MUM,
        other: AGAIN,
        reason: 'Sisters',
        reallocations: [{ event, person: AGAIN }],
        ...four,
      },
    });
    const reader = read(story);
    expect(lines(reader, MUM, before)).toEqual(['1 New Road']);
    expect(lines(reader, AGAIN, given)).toEqual(['1 New Road', '2 Old Road', '3 Kept Road', '4 Given Road']);
    expect(lines(reader, MUM, reversed)).toEqual(['1 New Road', '3 Kept Road']);
    expect(lines(reader, AGAIN, reversed)).toEqual(['2 Old Road', '4 Given Road']);
    expect(reader.event(event)?.position).toBe(given);
    const told = (person: string) =>
      reader.personTimeline(person, at(reversed), { first: 100 }).edges.map(({ cursor }) => cursor);
    expect(told(MUM)).toEqual(expect.arrayContaining([link, kept, reversed]));
    expect(told(MUM)).not.toContain(given);
    expect(told(AGAIN)).toEqual(expect.arrayContaining([link, given, reversed]));
    const family = reader
      .familyTimeline(FAMILY, at(reversed), { first: 100 })
      .edges.map(({ cursor }) => cursor);
    expect(family).toContain(kept);
    expect(family).not.toContain(given);
  });
});

describe('a record that is split', () => {
  it('gives the other what is the other’s, and gets it back when it is split again', () => {
    const story = twice();
    const mixed = story.tell(`person-${MUM}`, address('5 Other Road'));
    const event = story.events[mixed]?.id ?? '';
    const split = (from: string, into: string): TestEvent => ({
      type: 'PersonRecordSplit',
      data: { from, into, reallocated: [event], reason: 'Mixed', ...four },
    });
    const away = story.tell('identity-1', split(MUM, AGAIN));
    const back = story.tell('identity-1', split(AGAIN, MUM));
    const reader = read(story);
    expect(lines(reader, MUM, mixed)).toEqual(['1 New Road', '5 Other Road']);
    expect(lines(reader, MUM, away)).toEqual(['1 New Road']);
    expect(lines(reader, AGAIN, away)).toEqual(['2 Old Road', '5 Other Road']);
    expect(lines(reader, MUM, back)).toEqual(['1 New Road', '5 Other Road']);
    expect(lines(reader, AGAIN, back)).toEqual(['2 Old Road']);
  });

  it('stays a record where the first of its entries is given away, under its own reference, and says nothing of the other', () => {
    const story = twice();
    const first = story.events.findIndex(
      ({ type, stream }) => type === 'PersonRegistered' && stream === `person-${MUM}`,
    );
    const data = { from: MUM, into: AGAIN, reallocated: [story.events[first]?.id ?? ''], reason: 'Mixed' };
    const away = story.tell('identity-1', { type: 'PersonRecordSplit', data: { ...data, ...four } });
    const left = { person: MUM, reference: 'N-MUM', registered: first, families: [FAMILY] };
    const told = { names: [], dateOfBirth: null, addresses: [{ line: '1 New Road' }] };
    expect(read(story).personAsOf(MUM, at(away))).toMatchObject({ ...left, ...told });
    const erased = story.tell('erasure-1', {
      type: 'SubjectKeyDestroyed',
      data: { subject: AGAIN },
    });
    for (const position of [away - 1, erased])
      expect(read(story).personAsOf(MUM, at(position))).toMatchObject({ ...left, ...told });
    expect(read(story).personAsOf(MUM, at(first - 1))).toBeUndefined();
  });
});

describe('people whose records are linked', () => {
  const known = (story: Story): PeopleReader => new PeopleReader(project(people, story.events));
  const number: TestEvent = {
    type: 'IdentifierRecorded',
    data: { scheme: 'NHS', value: '9990000018', verification: 'PDS_TRACED' },
  };

  it('are found as one, under the survivor’s id, until the link is reversed', () => {
    const story = twice();
    story.tell(`person-${AGAIN}`, number);
    story.tell('identity-1', linked(MUM, AGAIN));
    const reader = known(story);
    expect(reader.byIdentifier('NHS', '9990000018')).toEqual([MUM]);
    const found = reader.match({ family: 'Hill', given: 'Maria', dateOfBirth: '1990-02-03' });
    expect(found.map(({ person }) => person)).toContain(MUM);
    expect(found.map(({ person }) => person)).not.toContain(AGAIN);
    expect(reader.everyone().map(({ person }) => person)).toEqual([AVA, MUM]);
    story.tell('identity-1', {
      type: 'PersonLinkReversed',
      data: { survivor: MUM, other: AGAIN, reason: 'Sisters', ...four },
    });
    expect(known(story).byIdentifier('NHS', '9990000018')).toEqual([AGAIN]);
    expect(known(story).everyone()).toHaveLength(3);
  });

  it('are no possible duplicates any more', () => {
    const story = twice();
    const data = { first: MUM, second: AGAIN, score: 900, reasons: ['SAME_NAMES'] };
    story.tell('identity-1', { type: 'PossibleDuplicateDetected', data });
    expect(known(story).possibleDuplicates()).toHaveLength(1);
    story.tell('identity-1', linked(MUM, AGAIN));
    expect(known(story).possibleDuplicates()).toEqual([]);
  });
});
