import { describe, expect, it } from '@jest/globals';
import { at } from '../testing/at.ts';
import { AVA, FAMILY, MUM, register, request } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import { Story } from '../testing/story.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

const REQUEST = 'request-first';
const SUBJECT = 'subject-of-ava';
const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const said = (person?: string) =>
  ({
    type: 'IdentifiedOnRequest',
    data: { subject: SUBJECT, ...(person !== undefined && { person }) },
  }) as const;

/** A form of the family, on which the child has no record. */
function came(): Story {
  const story = new Story();
  register(story, AVA, { given: 'Ava', family: 'Hill' }, { adult: false });
  register(story, MUM, { given: 'Mia', family: 'Hill' }, { adult: true });
  story.tell(FAMILY, [
    { type: 'FamilyRegistered', data: { reference: 'F-HILL' } },
    { type: 'MemberJoined', data: { person: AVA, role: 'CHILD' } },
  ]);
  const { children, ...form } = request();
  const unknown = children.slice(0, 1).map(({ person, ...child }) => ({ ...child, subject: SUBJECT }));
  const data = { ...form, family: FAMILY, children: unknown };
  story.tell(REQUEST, { type: 'RequestReceived', data }, { persons: [SUBJECT], families: [FAMILY] });
  return story;
}

describe('somebody on a form', () => {
  it('has the record that they were said to have, from then on', () => {
    const story = came();
    const before = story.head;
    const asAva = story.tell(REQUEST, said(AVA));
    const models = read(story);
    expect(models.identifiedIn(REQUEST, at(before))).toEqual(new Map());
    expect(models.identifiedIn(REQUEST, at(asAva))).toEqual(new Map([[SUBJECT, AVA]]));
    expect(models.subjectsIdentifiedAs([MUM, AVA])).toEqual([SUBJECT]);
    expect(models.subjectsIdentifiedAs([MUM])).toEqual([]);
  });

  it('has it no more once that is voided, or another is said', () => {
    const story = came();
    const asMum = story.tell(REQUEST, said(MUM));
    const entry = { entry: story.events[asMum]?.id ?? '', entryType: 'IdentifiedOnRequest', reason: 'TYPO' };
    story.tell(REQUEST, { type: 'EntryVoided', data: entry });
    expect(read(story).subjectsIdentifiedAs([MUM])).toEqual([]);
    expect(read(story).identifiedIn(REQUEST, at(asMum))).toEqual(new Map([[SUBJECT, MUM]]));
    story.tell(REQUEST, said());
    story.tell(REQUEST, said(AVA));
    expect(read(story).identifiedIn(REQUEST, at(story.head))).toEqual(new Map([[SUBJECT, AVA]]));
    expect(read(story).subjectsIdentifiedAs([AVA, MUM])).toEqual([SUBJECT]);
  });

  it('is nobody of another record: what a form of the family tells is known of who belongs to it', () => {
    const story = came();
    const types = read(story)
      .whatWasKnown(AVA, at(story.head))
      ?.events.edges.map(({ node }) => node.type);
    expect(types).toContain('RequestReceived');
  });
});
