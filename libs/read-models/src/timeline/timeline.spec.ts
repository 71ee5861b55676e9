import { describe, expect, it } from '@jest/globals';
import type { Page } from '../page.ts';
import { at } from '../testing/at.ts';
import { AVA, BEN, EPISODE, FAMILY, hillFamily, MUM, register, REQUEST, step } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story } from '../testing/story.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';
import type { TimelineEntry } from './table.ts';

const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const types = ({ edges }: Page<TimelineEntry>): string[] => edges.map(({ node }) => node.type);
const positions = ({ edges }: Page<TimelineEntry>): number[] => edges.map(({ cursor }) => cursor);

const address = (line: string) => ({ type: 'AddressRecorded', data: { type: 'HOME', line } }) as const;
const policeReport = {
  type: 'InformationReceived',
  data: { episode: EPISODE, from: 'POLICE', summary: 'Called at night', peoplePresent: ['Dad'] },
} as const;

describe('a family’s timeline', () => {
  it('holds the family’s own events, those that name it, and those of its members', () => {
    const story = hillFamily();
    const moved = story.tell(`person-${AVA}`, address('1 New Road'));
    const page = read(story).familyTimeline(FAMILY, at(story.head));
    expect(types(page)).toEqual([
      'RequestReceived',
      'PersonRegistered',
      'PersonRegistered',
      'FamilyRegistered',
      'MemberJoined',
      'MemberJoined',
      'EpisodeOpened',
      'LevelOfNeedDecided',
      'AccountableAgencyAssigned',
      'KeyworkerAssigned',
      'AddressRecorded',
    ]);
    expect(positions(page).at(-1)).toBe(moved);
  });

  it('is empty in a store in which nothing has been said', () => {
    const page = new TimelineReader(project(timeline, [])).familyTimeline(FAMILY, at(-1));
    expect(page.edges).toEqual([]);
  });

  it('shows an event once, though its family is named and its person is a member', () => {
    const story = hillFamily();
    story.tell(`person-${AVA}`, address('1 New Road'), { families: [FAMILY] });
    story.tell(FAMILY, { type: 'MemberLeft', data: { person: AVA, reason: 'MOVED_OUT' } });
    story.tell(FAMILY, { type: 'MemberJoined', data: { person: AVA, role: 'CHILD' } });
    const shown = positions(read(story).familyTimeline(FAMILY, at(story.head)));
    expect(shown).toEqual([...new Set(shown)]);
  });

  it('gets the earlier life of someone who joins, and looks as before that when asked as of then', () => {
    const story = hillFamily();
    const born = register(
      story,
      BEN,
      { given: 'Ben', family: 'Hill' },
      { dateOfBirth: '2021-01-01', adult: false },
    );
    const before = positions(read(story).familyTimeline(FAMILY, at(born)));
    const joined = story.tell(FAMILY, { type: 'MemberJoined', data: { person: BEN, role: 'CHILD' } });
    const reader = read(story);
    expect(positions(reader.familyTimeline(FAMILY, at(born)))).toEqual(before);
    expect(positions(reader.familyTimeline(FAMILY, at(joined)))).toEqual([...before, born, joined]);
  });

  it('gets no more of someone who left', () => {
    const story = hillFamily();
    story.tell(FAMILY, { type: 'MemberLeft', data: { person: MUM, reason: 'SEPARATED' } });
    const after = story.tell(`person-${MUM}`, address('2 Old Road'));
    expect(positions(read(story).familyTimeline(FAMILY, at(after)))).not.toContain(after);
  });

  it('has each event beside both its times, with how late it came and why', () => {
    const story = hillFamily().at('2026-03-20T08:02:45.900Z');
    const late = story.tell(FAMILY, policeReport, {
      occurredAt: { precision: 'INSTANT', value: '2026-03-03T22:10:00Z' },
      lateReason: 'RECEIVED_LATE',
    });
    expect(read(story).event(late)).toMatchObject({
      recordedAt: '2026-03-20T08:02:45.900Z',
      occurredAt: { precision: 'INSTANT', value: '2026-03-03T22:10:00Z' },
      late: 17,
      lateReason: 'RECEIVED_LATE',
      families: [FAMILY],
      data: policeReport.data,
      corrected: false,
      voided: false,
    });
  });

  it('stands in the order of recording, or of happening', () => {
    const story = hillFamily().at('2026-03-10T09:00:00.000Z');
    const stepped = story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    const late = story
      .at('2026-03-20T09:00:00.000Z')
      .tell(FAMILY, policeReport, { occurredAt: { precision: 'DATE', value: '2026-03-03' } });
    const reader = read(story);
    const last = (order: 'RECORDED' | 'OCCURRED') =>
      positions(reader.familyTimeline(FAMILY, at(story.head), { order, last: 2 }));
    expect(last('RECORDED')).toEqual([stepped, late]);
    expect(last('OCCURRED')).toEqual([late, stepped]);
  });

  it('leaves out what had not occurred by a day', () => {
    const story = hillFamily().at('2026-03-10T09:00:00.000Z');
    const stepped = story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    const shown = positions(read(story).familyTimeline(FAMILY, at(story.head, '2026-03-09')));
    expect(shown).not.toContain(stepped);
    expect(positions(read(story).familyTimeline(FAMILY, at(story.head, '2026-03-10')))).toContain(stepped);
  });

  it.each(['RECORDED', 'OCCURRED'] as const)('comes in pages from either end, %s', (order) => {
    const story = hillFamily();
    for (let day = 28; day > 0; day--) {
      const value = `2026-02-${String(day).padStart(2, '0')}`;
      story.tell(FAMILY, policeReport, { occurredAt: { precision: 'DATE', value } });
    }
    const reader = read(story);
    const end = at(story.head);
    const all = positions(reader.familyTimeline(FAMILY, end, { order, first: 100 }));
    const forwards: number[] = [];
    for (let page = reader.familyTimeline(FAMILY, end, { order, first: 7 }); ;) {
      forwards.push(...positions(page));
      if (!page.hasNextPage) break;
      page = reader.familyTimeline(FAMILY, end, { order, first: 7, after: forwards.at(-1) });
    }
    const backwards: number[] = [];
    for (let page = reader.familyTimeline(FAMILY, end, { order, last: 7 }); ;) {
      backwards.unshift(...positions(page));
      if (!page.hasPreviousPage) break;
      page = reader.familyTimeline(FAMILY, end, { order, last: 7, before: backwards[0] });
    }
    expect(forwards).toEqual(all);
    expect(backwards).toEqual(all);
  });

  it.each([{ first: 0 }, { first: 101 }, { last: 1.5 }])('refuses a page of %j', (page) => {
    const story = hillFamily();
    expect(() => read(story).familyTimeline(FAMILY, at(story.head), page)).toThrow(
      expect.objectContaining({ code: 'PAGE_SIZE' }),
    );
  });
});

describe('a death', () => {
  const died = (date?: string) => ({
    type: 'DeathRecorded' as const,
    data: date === undefined ? {} : { dateOfDeath: date, verification: 'CERTIFICATE' },
  });

  it('stands on its day, which only the sealed part says', () => {
    const story = hillFamily().at('2026-04-01T09:00:00.000Z');
    const recorded = story.tell(`person-${MUM}`, died('2026-03-25'), {
      occurredAt: { precision: 'UNKNOWN' },
    });
    expect(read(story).event(recorded)).toMatchObject({
      occurredAt: { precision: 'DATE', value: '2026-03-25' },
      late: 7,
    });
  });

  it('stands where it was recorded once its day is erased', () => {
    const story = hillFamily().at('2026-04-01T09:00:00.000Z');
    const recorded = story.tell(`person-${MUM}`, died(), { occurredAt: { precision: 'UNKNOWN' } });
    expect(read(story).event(recorded)).toMatchObject({ occurredAt: { precision: 'UNKNOWN' }, late: 0 });
  });
});

describe('a person’s timeline', () => {
  it('holds every event that is about the person, in any stream', () => {
    const story = hillFamily();
    expect(types(read(story).personTimeline(AVA, at(story.head)))).toEqual([
      'RequestReceived',
      'PersonRegistered',
      'MemberJoined',
      'EpisodeOpened',
      'LevelOfNeedDecided',
    ]);
  });
});

describe('what was known of a child', () => {
  const withLateReport = (): Story => {
    const story = hillFamily().at('2026-03-10T09:00:00.000Z');
    story.tell(FAMILY, step(AVA, 'L2', 'L3'));
    story.at('2026-03-20T09:00:00.000Z').tell(FAMILY, policeReport, {
      occurredAt: { precision: 'DATE', value: '2026-03-03' },
      actor: { agency: 'organisation-police' },
    });
    return story;
  };

  it('omits a police report that came later, and has it once it came', () => {
    const story = withLateReport();
    const reader = read(story);
    expect(types(reader.whatWasKnown(AVA, at(story.head - 1))?.events ?? none)).not.toContain(
      'InformationReceived',
    );
    expect(types(reader.whatWasKnown(AVA, at(story.head))?.events ?? none)).toContain('InformationReceived');
  });

  it('leaves out what is about others of the family', () => {
    const story = hillFamily();
    const own = story.tell(`person-${MUM}`, address('2 Old Road'));
    const known = read(story).whatWasKnown(AVA, at(story.head));
    expect(positions(known?.events ?? none)).not.toContain(own);
  });

  it('is only what an agency’s own people recorded, where one is named', () => {
    const story = withLateReport();
    const known = read(story).whatWasKnown(AVA, at(story.head), { agency: 'organisation-police' });
    expect(types(known?.events ?? none)).toEqual(['InformationReceived']);
    expect(known?.person.names).toEqual([
      { use: 'LEGAL', given: 'Ava', family: 'Hill', from: null, to: null },
    ]);
  });

  it('is nothing before the child was in the record', () => {
    expect(read(hillFamily()).whatWasKnown(AVA, at(1))).toBeUndefined();
  });
});

describe('a request’s events', () => {
  it('stand in its own timeline', () => {
    const story = hillFamily();
    story.tell(REQUEST, { type: 'RequestAcknowledged', data: { how: 'EMAIL' } });
    expect(types(read(story).streamTimeline(REQUEST, at(story.head)))).toEqual([
      'RequestReceived',
      'RequestAcknowledged',
    ]);
  });

  it('are found by id, with the families they stand in', () => {
    const story = hillFamily();
    const reader = read(story);
    const event = reader.event(story.events[2]?.id ?? '');
    expect(event).toMatchObject({ position: 2, type: 'PersonRegistered' });
    expect(reader.familiesOfEvent(2, at(story.head))).toEqual([FAMILY]);
    expect(reader.familiesOfEvent(2, at(3))).toEqual([]);
  });
});

const none: Page<TimelineEntry> = { edges: [], hasNextPage: false, hasPreviousPage: false };
