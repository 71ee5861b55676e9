import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#libs/contracts';
import type { AsOfPoint } from '../../as-of.ts';
import { at } from '../../testing/at.ts';
import { AVA, BEN, FAMILY, hillFamily, register, request } from '../../testing/hill.ts';
import { project, Projected } from '../../testing/project.ts';
import type { Story } from '../../testing/story.ts';
import { nothingUnseen } from '../../unseen.ts';
import type { Change } from './changes.ts';
import { timeline } from '../projection.ts';
import { TimelineReader } from '../reader.ts';
import type { TimelineEntry } from '../table.ts';

const ASKED = { family: FAMILY, first: 100 };
const REED = 'family-reed';

/** A copy of the Hills, kept by what changed. */
class Copy {
  readonly rows = new Map<string, TimelineEntry>();
  readonly told: Change[] = [];
  #cursor = -1;

  follow(reader: TimelineReader, point: AsOfPoint): this {
    const { edges } = reader.changes(point, { ...ASKED, after: this.#cursor });
    this.#cursor = point.position;
    for (const { node } of edges) {
      this.told.push(node);
      if (node.entry.voided) this.rows.delete(node.entry.id);
      else this.rows.set(node.entry.id, node.entry);
      for (const entry of node.brought) this.rows.set(entry.id, entry);
      for (const id of node.takenBack) this.rows.delete(id);
    }
    return this;
  }

  get inOrder(): TimelineEntry[] {
    return [...this.rows.values()].sort((one, other) => one.position - other.position);
  }

  typesOf(stream: string): string[] {
    return this.inOrder.flatMap((entry) => (entry.stream === stream ? [entry.type] : []));
  }
}

const read = ({ events }: Story): TimelineReader => new TimelineReader(project(timeline, events));
const afresh = (reader: TimelineReader, point: AsOfPoint) => new Copy().follow(reader, point).inOrder;

describe('a copy of a family of which a member is erased', () => {
  const address = { type: 'AddressRecorded', data: { type: 'HOME', line: '1 Ben Road' } } as const;
  /** Of nobody, by its envelope: the key is gone. */
  const erase = (story: Story, subject: string) => {
    const position = story.tell('erasure-1', { type: 'SubjectKeyDestroyed', data: { subject } });
    const told = story.events.splice(position);
    story.events.push(...told.map((event) => ({ ...event, subjects: [] })));
    return position;
  };
  const withBen = () => {
    const story = hillFamily();
    register(story, BEN, { given: 'Ben', family: 'Hill' }, { adult: false });
    story.tell(FAMILY, { type: 'MemberJoined', data: { person: BEN, role: 'CHILD', livesHere: 'FULL' } });
    story.tell(`person-${BEN}`, address);
    return story;
  };
  /** Built when Ben’s key was gone: nothing of his opens. */
  const purged = ({ events, head }: Story) => {
    const open = ({ data, type, stream, subjects }: StoredEvent) => {
      if (stream === `person-${BEN}`)
        return { data: {}, erased: Object.keys(data).map((name) => `/${name}`) };
      if (type === 'MemberJoined' && subjects.includes(BEN))
        return { data: { person: BEN }, erased: ['/role'] };
      return { data, erased: [] };
    };
    return new TimelineReader(new Projected(timeline, head).follow(events, { opener: { open } }));
  };

  it('is told so, with each entry that tells of that member, as it is without', () => {
    const story = withBen();
    const copy = new Copy().follow(read(story), at(story.head));
    expect(JSON.stringify(copy.inOrder)).toContain('1 Ben Road');
    const position = erase(story, BEN);
    const reader = purged(story);
    copy.follow(reader, at(position));
    expect(copy.told.at(-1)).toMatchObject({ position, entry: { data: { subject: BEN } } });
    expect(copy.told.at(-1)?.brought.map(({ type }) => type)).toEqual([
      'PersonRegistered',
      'MemberJoined',
      'AddressRecorded',
    ]);
    expect(JSON.stringify(copy.inOrder)).not.toContain('1 Ben Road');
    expect(copy.inOrder).toEqual(afresh(reader, at(position)));
  });

  it('is told nothing of the erasure of anybody else', () => {
    const story = withBen();
    const position = erase(story, 'p-stranger');
    const reader = purged(story);
    expect(reader.changes(at(position), { ...ASKED, after: position - 1 }).edges).toEqual([]);
  });

  it('is told nothing of it where that member is not there for whoever follows', () => {
    const story = withBen();
    const position = erase(story, BEN);
    const unseen = { ...nothingUnseen, persons: new Set([BEN]) };
    const point = { ...at(position), unseen };
    expect(purged(story).changes(point, { ...ASKED, after: position - 1 }).edges).toEqual([]);
  });

  it('waits until the record itself holds nothing of that member', () => {
    const story = withBen();
    const position = erase(story, BEN);
    const reader = read(story);
    expect(() => reader.changes(at(position), ASKED)).toThrow(expect.objectContaining({ code: 'STALE' }));
    expect(reader.changes(at(position - 1), ASKED).edges.length).toBeGreaterThan(0);
  });
});

describe('a copy of a family that came of a request', () => {
  const FIRST = 'request-first';
  const link = (story: Story, family: string, before: string[] = []) =>
    story.tell(FIRST, { type: 'RequestLinkedToFamily', data: { family } }, { families: [family, ...before] });
  /** A request about somebody who was not in the record. */
  const received = (story: Story) => {
    const { family, children, ...form } = request();
    story.tell(FIRST, { type: 'RequestReceived', data: { ...form, children: [] } });
    story.tell(FIRST, { type: 'RequestAcknowledged', data: { how: 'EMAIL' } });
  };
  const voided = (story: Story, position: number) => {
    const { id: entry = '', type: entryType = '' } = story.events[position] ?? {};
    return story.tell(FIRST, { type: 'EntryVoided', data: { entry, entryType, reason: 'WRONG_PERSON' } });
  };

  it.each([
    ['linked with it', (story: Story, family: string) => link(story, family)],
    [
      'from which its help was opened',
      (story: Story, family: string) =>
        story.tell(family, {
          type: 'EpisodeOpened',
          data: { episode: 'e-2', children: [AVA], route: 'REQUEST', district: 'd-1', request: FIRST },
        }),
    ],
  ])('is brought what a request told before it was %s, and its corrections', (_, turn) => {
    const story = hillFamily();
    received(story);
    const copy = new Copy().follow(read(story), at(story.head));
    expect(copy.typesOf(FIRST)).toEqual([]);
    const turned = turn(story, FAMILY);
    copy.follow(read(story), at(turned));
    expect(copy.typesOf(FIRST).slice(0, 2)).toEqual(['RequestReceived', 'RequestAcknowledged']);
    const acknowledged = story.events.find(({ type }) => type === 'RequestAcknowledged');
    const of = { entry: acknowledged?.id ?? '', entryType: 'RequestAcknowledged', reason: 'TYPO' };
    const replaced = { requestAcknowledged: { how: 'PHONE' } };
    story.tell(FIRST, { type: 'EntryCorrected', data: { ...of, entryVersion: 1, replaced } });
    const reader = read(story);
    copy.follow(reader, at(story.head));
    expect(copy.rows.get(of.entry)).toMatchObject({ data: { how: 'PHONE' } });
    expect(copy.inOrder).toEqual(afresh(reader, at(story.head)));
  });

  it('gives it back where it is linked with another, and has it again once that was wrong', () => {
    const story = hillFamily();
    received(story);
    const linked = link(story, FAMILY);
    const copy = new Copy().follow(read(story), at(linked));
    expect(copy.typesOf(FIRST)).toContain('RequestAcknowledged');
    const elsewhere = link(story, REED, [FAMILY]);
    const moved = read(story);
    copy.follow(moved, at(elsewhere));
    expect(copy.typesOf(FIRST)).toEqual(['RequestLinkedToFamily', 'RequestLinkedToFamily']);
    expect(copy.inOrder).toEqual(afresh(moved, at(elsewhere)));
    const back = voided(story, elsewhere);
    const reader = read(story);
    copy.follow(reader, at(back));
    expect(copy.typesOf(FIRST)).toContain('RequestAcknowledged');
    expect(copy.inOrder).toEqual(afresh(reader, at(back)));
  });

  it('gives it back where the linking was void', () => {
    const story = hillFamily();
    received(story);
    const linked = link(story, FAMILY);
    const copy = new Copy().follow(read(story), at(linked));
    const undone = voided(story, linked);
    const reader = read(story);
    expect(copy.follow(reader, at(undone)).typesOf(FIRST)).toEqual([]);
    expect(copy.inOrder).toEqual(afresh(reader, at(undone)));
  });

  it('has that of a family merged into it while the merge stands', () => {
    const story = hillFamily();
    received(story);
    story.tell(REED, { type: 'FamilyRegistered', data: { reference: 'F-REED', request: FIRST } });
    const copy = new Copy().follow(read(story), at(story.head));
    const four = { reason: 'One household', requestedBy: 'worker-kim', approvedBy: 'worker-sam' };
    const merged = { retired: REED, survivor: FAMILY, ...four };
    story.tell(REED, { type: 'FamiliesMerged', data: merged });
    const whole = read(story);
    expect(copy.follow(whole, at(story.head)).typesOf(FIRST)).toHaveLength(2);
    expect(copy.inOrder).toEqual(afresh(whole, at(story.head)));
    const apart = { families: [FAMILY] };
    story.tell(FAMILY, { type: 'FamilyMergeReversed', data: { ...merged, merge: 1 } }, apart);
    const reader = read(story);
    expect(copy.follow(reader, at(story.head)).typesOf(FIRST)).toEqual([]);
    expect(copy.inOrder).toEqual(afresh(reader, at(story.head)));
  });

  it('has nothing of a request that is not there for whoever follows', () => {
    const story = hillFamily();
    received(story);
    const linked = link(story, FAMILY);
    const point = { ...at(linked), unseen: { ...nothingUnseen, requests: new Set([FIRST]) } };
    expect(new Copy().follow(read(story), point).typesOf(FIRST)).toEqual(['RequestLinkedToFamily']);
  });
});
