import { describe, expect, it } from '@jest/globals';
import type { Page } from '../page.ts';
import { at } from '../testing/at.ts';
import { AVA, BEN, FAMILY, hillFamily, MUM } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';
import type { TimelineEntry } from './table.ts';

const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const positions = ({ edges }: Page<TimelineEntry>): number[] => edges.map(({ cursor }) => cursor);

describe('a sealed event', () => {
  it('is in a timeline only for whoever may read it', () => {
    const story = hillFamily();
    const ended = { type: 'PregnancyEndedWithoutBirth', data: { endedOn: '2026-03' } } as const;
    const position = story.tell(`person-${AVA}`, ended, { sensitivity: 'SEALED' });
    const timelines = read(story);
    expect(positions(timelines.familyTimeline(FAMILY, at(position)))).not.toContain(position);
    expect(positions(timelines.familyTimeline(FAMILY, at(position), { sealed: true }))).toContain(position);
    expect(positions(timelines.personTimeline(AVA, at(position)))).not.toContain(position);
  });
});

describe('a confidential address', () => {
  it('is kept out of the story of a family to which someone belongs who must not learn it', () => {
    const story = hillFamily();
    const before = story.head;
    story.tell(`person-${AVA}`, {
      type: 'AddressRecorded',
      data: { type: 'REFUGE', line: '3 Safe Way', confidentialFrom: [BEN] },
    });
    expect(read(story).addressesKeptFrom(FAMILY, at(story.head))).toEqual(new Set());
    story.tell(FAMILY, { type: 'MemberJoined', data: { person: BEN, role: 'FATHER' } });
    expect(read(story).addressesKeptFrom(FAMILY, at(story.head))).toEqual(new Set([`person-${AVA}`]));
    expect(read(story).addressesKeptFrom(FAMILY, at(before))).toEqual(new Set());
  });

  it('is kept out also where another member’s record tells the same place, and not where it tells another', () => {
    const story = hillFamily();
    story.tell(FAMILY, { type: 'MemberJoined', data: { person: BEN, role: 'FATHER' } });
    const lives = (person: string, line: string, more: object = {}) =>
      story.tell(`person-${person}`, {
        type: 'AddressRecorded',
        data: { type: 'REFUGE', line, postcode: 'SG1 1AB', ...more },
      });
    lives(AVA, '3 Safe Way', { confidentialFrom: [BEN] });
    lives(MUM, '4 Safe Way');
    expect(read(story).addressesKeptFrom(FAMILY, at(story.head))).toEqual(new Set([`person-${AVA}`]));
    lives(MUM, '3, Safe Way');
    lives(BEN, '3 Safe Way');
    expect(read(story).addressesKeptFrom(FAMILY, at(story.head))).toEqual(
      new Set([`person-${AVA}`, `person-${MUM}`]),
    );
  });

  it('is kept out under every record that is a member’s, and from whoever is known by another', () => {
    const story = hillFamily();
    story.tell(FAMILY, { type: 'MemberJoined', data: { person: BEN, role: 'FATHER' } });
    const link = (other: string, survivor: string) =>
      story.tell(`identity-${other}`, {
        type: 'PersonsLinkedAsSame',
        data: { survivor, other, reason: 'Same.', requestedBy: 'worker-kim', approvedBy: 'worker-lea' },
      });
    const lives = (person: string, line: string, more: object = {}) =>
      story.tell(`person-${person}`, { type: 'AddressRecorded', data: { type: 'REFUGE', line, ...more } });
    lives(MUM, '3 Safe Way');
    lives('p-mum-again', '3 Safe Way', { confidentialFrom: ['p-ben-again'] });
    const before = link(MUM, 'p-mum-again');
    link(BEN, 'p-ben-again');
    expect(read(story).addressesKeptFrom(FAMILY, at(before))).toEqual(new Set());
    expect(read(story).addressesKeptFrom(FAMILY, at(story.head))).toEqual(
      new Set(['person-p-mum-again', `person-${MUM}`]),
    );
  });

  it('is kept out of the request that the family came of, and that tells the same place of a child', () => {
    const story = hillFamily();
    const received = story.events.find(({ type }) => type === 'RequestReceived');
    const [child = {}] = (received?.data['children'] ?? []) as object[];
    const tell = (addressLine: string) =>
      story.tell(
        'request-2',
        {
          type: 'RequestReceived',
          data: { ...received?.data, family: FAMILY, children: [{ ...child, addressLine }] },
        },
        { families: [FAMILY] },
      );
    story.tell(FAMILY, { type: 'MemberJoined', data: { person: BEN, role: 'FATHER' } });
    const secret = { type: 'REFUGE', line: '3 Safe Way', confidentialFrom: [BEN] };
    story.tell(`person-${MUM}`, { type: 'AddressRecorded', data: secret });
    tell('4 Safe Way');
    expect(read(story).addressesKeptFrom(FAMILY, at(story.head))).toEqual(new Set([`person-${MUM}`]));
    tell('3, safe way');
    expect(read(story).addressesKeptFrom(FAMILY, at(story.head))).toEqual(
      new Set([`person-${MUM}`, 'request-2']),
    );
  });
});
