import { describe, expect, it } from '@jest/globals';
import type { Page } from '../page.ts';
import { at } from '../testing/at.ts';
import { AVA, EPISODE, FAMILY, MUM, register, request } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import { Story } from '../testing/story.ts';
import { nothingUnseen } from '../unseen.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';
import type { TimelineEntry } from './table.ts';

const REQUEST = 'request-first';
const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const ofRequest = ({ edges }: Page<TimelineEntry>): string[] =>
  edges.flatMap(({ node }) => (node.stream === REQUEST ? [node.type] : []));
const inTimeline = (story: Story, position = story.head, family = FAMILY): string[] =>
  ofRequest(read(story).familyTimeline(family, at(position)));
const ofKnown = (known: ReturnType<TimelineReader['whatWasKnown']>): string[] =>
  known === undefined ? [] : ofRequest(known.events);
const known = (story: Story, person: string, position = story.head): string[] =>
  ofKnown(read(story).whatWasKnown(person, at(position)));

const triaged = {
  type: 'RequestTriaged',
  data: {
    outcome: 'FFA_ALLOCATE_KEYWORKER',
    level: 'L2',
    rationale: 'Several needs',
    decidedBy: 'worker-kim',
  },
} as const;
const linked = (family: string) => ({ type: 'RequestLinkedToFamily', data: { family } }) as const;

/** A request about a child of whom nothing was in the record, and who was registered then. */
function referred(about: Parameters<Story['tell']>[2] = {}): Story {
  const story = new Story();
  const { family, children, ...form } = request();
  const unknown = children.map(({ person, ...child }) => child);
  story.tell(REQUEST, { type: 'RequestReceived', data: { ...form, children: unknown } }, about);
  story.tell(REQUEST, triaged);
  register(story, AVA, { given: 'Ava', family: 'Hill' }, { dateOfBirth: '2019-02-28', adult: false });
  register(story, MUM, { given: 'Mia', family: 'Hill' }, { adult: true });
  return story;
}
const registered = (story: Story, from?: string, family = FAMILY): number =>
  story.tell(family, [
    { type: 'FamilyRegistered', data: { reference: 'F-HILL', ...(from !== undefined && { request: from }) } },
    { type: 'MemberJoined', data: { person: AVA, role: 'CHILD' } },
    { type: 'MemberJoined', data: { person: MUM, role: 'MOTHER' } },
  ]);

describe('a request by which a family came to be known', () => {
  it('is known of who belongs to the family, though its form names somebody who has no record', () => {
    const story = referred({ persons: ['subject-ava', 'subject-referrer'] });
    registered(story, REQUEST);
    expect(known(story, AVA)).toEqual(['RequestReceived', 'RequestTriaged']);
    const named = referred({ persons: ['ben'] });
    named.tell('person-ben', { type: 'PersonRegistered', data: { reference: 'N-BEN', adult: false } });
    registered(named, REQUEST);
    expect(known(named, AVA)).toEqual(['RequestTriaged']);
  });
  it('is told of the family that was registered from it, with all that came before and comes after', () => {
    const story = referred();
    registered(story, REQUEST);
    expect(inTimeline(story)).toEqual(['RequestReceived', 'RequestTriaged']);
    expect(known(story, AVA)).toEqual(['RequestReceived', 'RequestTriaged']);
    story.tell(REQUEST, { type: 'RequestAcknowledged', data: { how: 'EMAIL' } });
    expect(inTimeline(story)).toEqual(['RequestReceived', 'RequestTriaged', 'RequestAcknowledged']);
  });

  it('is told of the family whose episode was opened from it', () => {
    const story = referred();
    registered(story);
    expect(inTimeline(story)).toEqual([]);
    const data = { episode: EPISODE, children: [AVA], route: 'REQUEST', district: 'herts.ff.stevenage' };
    story.tell(FAMILY, { type: 'EpisodeOpened', data: { ...data, request: REQUEST } });
    expect(inTimeline(story)).toEqual(['RequestReceived', 'RequestTriaged']);
  });

  it('is told of the family that it was linked to, from then on and not as of before', () => {
    const story = referred();
    registered(story);
    const before = story.head;
    story.tell(REQUEST, linked(FAMILY), { families: [FAMILY] });
    const all = ['RequestReceived', 'RequestTriaged', 'RequestLinkedToFamily'];
    expect([inTimeline(story), known(story, AVA)]).toEqual([all, all]);
    expect([inTimeline(story, before), known(story, AVA, before)]).toEqual([[], []]);
  });

  it('is told no more of a family that it was wrongly linked to, but that it was', () => {
    const story = referred();
    registered(story);
    story.tell(REQUEST, linked(FAMILY), { families: [FAMILY] });
    const then = story.head;
    registered(story, undefined, 'family-reed');
    story.tell(REQUEST, linked('family-reed'), { families: ['family-reed'] });
    expect(inTimeline(story)).toEqual(['RequestLinkedToFamily']);
    expect(inTimeline(story, then)).toHaveLength(3);
    expect(inTimeline(story, story.head, 'family-reed')).toContain('RequestTriaged');
  });

  it('is told no more once the linking was voided', () => {
    const story = referred();
    registered(story);
    story.tell(REQUEST, linked(FAMILY), { families: [FAMILY] });
    const { id: entry = '' } = story.events.at(-1) ?? {};
    const data = { entry, entryType: 'RequestLinkedToFamily', reason: 'WRONG_PERSON' };
    story.tell(REQUEST, { type: 'EntryVoided', data }, { families: [FAMILY] });
    expect(inTimeline(story)).not.toContain('RequestReceived');
  });

  it('is there for nobody from whom the request is kept', () => {
    const story = referred();
    registered(story, REQUEST);
    const unseen = { ...nothingUnseen, requests: new Set([REQUEST]) };
    expect(ofRequest(read(story).familyTimeline(FAMILY, { ...at(story.head), unseen }))).toEqual([]);
    expect(ofKnown(read(story).whatWasKnown(AVA, { ...at(story.head), unseen }))).toEqual([]);
  });
});
