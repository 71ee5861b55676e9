import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asCorrected, type StoredEvent } from '#libs/contracts';
import { at } from '../../testing/at.ts';
import { FAMILY, hillFamily } from '../../testing/hill.ts';
import { FAMILIES, histories, PERSONS } from '../../testing/history.ts';
import { project, Projected } from '../../testing/project.ts';
import { Story } from '../../testing/story.ts';
import { timeline } from '../projection.ts';
import { TimelineReader } from '../reader.ts';

const RUNS = { numRuns: 100, endOnFailure: true };

/** A copy kept by what changed. */
class Copy {
  readonly rows = new Map<string, string>();
  #cursor = -1;

  /** Asks on, page by page, until there is no more by a position. */
  follow(
    reader: TimelineReader,
    position: number,
    { first, family }: { first: number; family?: string },
  ): void {
    for (let more = true; more;) {
      const page = reader.changes(at(position), { first, family, after: this.#cursor, sealed: true });
      for (const { cursor, node } of page.edges) {
        if (node.entry.voided) this.rows.delete(node.entry.id);
        else this.rows.set(node.entry.id, JSON.stringify(node.entry));
        for (const entry of node.brought) this.rows.set(entry.id, JSON.stringify(entry));
        for (const id of node.takenBack) this.rows.delete(id);
        this.#cursor = cursor;
      }
      more = page.hasNextPage;
    }
  }

  get inOrder(): string[] {
    return [...this.rows.values()].sort();
  }
}

const known = { type: 'NotYetInvented' };

/** A log in which keys of these persons were destroyed, each after so many events. */
function withErasures(events: readonly StoredEvent[], erased: readonly { person: string; after: number }[]) {
  const erasure = new Story();
  const log = [...events];
  for (const { person, after } of erased) {
    erasure.tell('erasure-1', { type: 'SubjectKeyDestroyed', data: { subject: person } });
    log.splice(after, 0, ...erasure.events.slice(-1));
  }
  return log;
}

/** A log in which entries of persons' own records were given to these, each after so many events. */
function withSplits(events: readonly StoredEvent[], splits: readonly { into: string; after: number }[]) {
  const identity = new Story();
  const log = [...events];
  const two = { requestedBy: 'worker-1', approvedBy: 'worker-2' };
  for (const { into, after } of splits) {
    const { id, stream } = log.slice(0, after).findLast((each) => each.stream.startsWith('person-')) ?? {};
    const from = stream?.replace('person-', '');
    if (id === undefined || from === undefined || from === into) continue;
    const data = { from, into, reallocated: [id], reason: 'Two.', ...two };
    identity.tell('identity-1', { type: 'PersonRecordSplit', data });
    log.splice(after, 0, ...identity.events.slice(-1));
  }
  return log;
}

const splits = fc.array(fc.record({ into: fc.constantFrom(...PERSONS), after: fc.nat(45) }), {
  maxLength: 4,
});

const erasures = fc.array(fc.record({ person: fc.constantFrom(...PERSONS), after: fc.nat(45) }), {
  maxLength: 3,
});

describe('after any history', () => {
  it('a copy that followed it all along is as one that begins afresh, and holds what stands as corrected', () => {
    fc.assert(
      fc.property(
        histories,
        fc.integer({ min: 1, max: 9 }),
        erasures,
        splits,
        (story, pace, erased, given) => {
          const events = withErasures(withSplits(story.events, given), erased);
          const head = events.length - 1;
          const reader = new TimelineReader(new Projected(timeline, head).follow(events));
          for (const family of [undefined, ...FAMILIES]) {
            const asked = { first: pace, ...(family !== undefined && { family }) };
            const following = new Copy();
            for (let position = 0; position < head; position += pace)
              following.follow(reader, position, asked);
            following.follow(reader, head, asked);
            const fresh = new Copy();
            fresh.follow(reader, head, asked);
            expect(following.inOrder).toEqual(fresh.inOrder);
            const standing = asCorrected(events).filter(({ type }) => type !== known.type);
            if (family === undefined)
              expect([...fresh.rows.keys()].sort()).toEqual(standing.map(({ id }) => id).sort());
          }
        },
      ),
      RUNS,
    );
  });
});

describe('changes', () => {
  const amended = () => {
    const story = hillFamily();
    const decided = story.events.find(({ type }) => type === 'LevelOfNeedDecided')?.id ?? '';
    const of = { entry: decided, entryType: 'LevelOfNeedDecided', reason: 'TYPO' };
    const replaced = { levelOfNeedDecided: { level: 'L3' } };
    const corrected = story.tell(FAMILY, {
      type: 'EntryCorrected',
      data: { ...of, entryVersion: 1, replaced },
    });
    const voided = story.tell(FAMILY, { type: 'EntryVoided', data: of });
    const restored = story.tell(FAMILY, {
      type: 'EntryVoided',
      data: { entry: story.events[voided]?.id ?? '', entryType: 'EntryVoided', reason: 'TYPO' },
    });
    const reader = new TimelineReader(project(timeline, story.events));
    const changeAt = (position: number, by: number) =>
      reader.changes(at(by), { after: position - 1, first: 1 }).edges[0]?.node;
    return { decided, corrected, voided, restored, changeAt };
  };

  it('tell a corrected entry as it stands, under the entry’s own id', () => {
    const { decided, corrected, changeAt } = amended();
    expect(changeAt(corrected, corrected)).toMatchObject({
      entry: { id: decided, voided: false, data: { level: 'L3' } },
    });
  });

  it('tell a voided entry as void, at its own place and at that of the voiding', () => {
    const { decided, voided, changeAt } = amended();
    expect(changeAt(voided, voided)).toMatchObject({ entry: { id: decided, voided: true } });
    expect(changeAt(8, voided)).toMatchObject({ position: 8, entry: { id: decided, voided: true } });
  });

  it('tell an entry again whose voiding was voided', () => {
    const { decided, restored, changeAt } = amended();
    expect(changeAt(restored, restored)).toMatchObject({
      entry: { id: decided, voided: false, data: { level: 'L3' } },
    });
  });
});

describe('a copy of one family', () => {
  const JOINS = 'p-zoe';
  const asked = { first: 3, family: FAMILY };
  const named = (copy: Copy) => copy.inOrder.flatMap((row) => (row.includes('Before') ? ['Before'] : []));
  const addressOf = (line: string) => ({ type: 'AddressRecorded', data: { type: 'HOME', line } }) as const;

  it('is brought the earlier life of whoever joins, and nothing more of who left', () => {
    const story = hillFamily();
    const before = story.tell(`person-${JOINS}`, addressOf('1 Before Road'));
    const member = { person: JOINS, role: 'CHILD', livesHere: 'FULL' };
    const joined = story.tell(FAMILY, { type: 'MemberJoined', data: member });
    const inside = story.tell(`person-${JOINS}`, addressOf('2 Inside Road'));
    story.tell(FAMILY, { type: 'MemberLeft', data: { person: JOINS, reason: 'MOVED_OUT' } });
    const after = story.tell(`person-${JOINS}`, addressOf('3 After Road'));
    const reader = new TimelineReader(project(timeline, story.events));
    const copy = new Copy();
    copy.follow(reader, before, asked);
    expect(named(copy)).toEqual([]);
    copy.follow(reader, joined, asked);
    expect(named(copy)).toEqual(['Before']);
    copy.follow(reader, story.head, asked);
    const ids = (positions: number[]) => positions.map((position) => story.events[position]?.id ?? '');
    expect(ids([before, inside, after]).map((id) => copy.rows.has(id))).toEqual([true, true, false]);
  });

  it('is brought what was recorded of a family merged into it, and has it while the merge stands', () => {
    const story = hillFamily();
    const [retired, apart] = ['family-reed', 'family-grey'];
    const registered = (family: string, label: string) =>
      story.tell(family, { type: 'FamilyNameLabelChanged', data: { label } }, { families: [family] });
    const before = registered(retired, 'The Reeds');
    const others = registered(apart, 'The Greys');
    const cursor = registered(FAMILY, 'The Hills');
    const four = { reason: 'One household', requestedBy: 'worker-kim', approvedBy: 'worker-sam' };
    const merged = { retired, survivor: FAMILY, ...four };
    story.tell(retired, { type: 'FamiliesMerged', data: merged }, { families: [retired] });
    const since = registered(retired, 'Once the Reeds');
    const reversed = { ...merged, merge: 1 };
    story.tell(FAMILY, { type: 'FamilyMergeReversed', data: reversed }, { families: [FAMILY] });
    const reader = new TimelineReader(project(timeline, story.events));
    const followed = (copy: Copy, position: number) => {
      copy.follow(reader, position, asked);
      return [before, since, others].map((each) => copy.rows.has(story.events[each]?.id ?? ''));
    };
    const copy = new Copy();
    expect(followed(copy, cursor)).toEqual([false, false, false]);
    expect(followed(copy, since)).toEqual([true, true, false]);
    expect(followed(new Copy(), since)).toEqual([true, true, false]);
    expect(followed(copy, story.head)).toEqual([false, false, false]);
  });

  it('gives back what it has of somebody who was never a member, and has it again once that was wrong', () => {
    const story = hillFamily();
    const address = story.tell(`person-${JOINS}`, addressOf('1 Before Road'));
    const member = { person: JOINS, role: 'CHILD', livesHere: 'FULL' };
    const joined = story.tell(FAMILY, { type: 'MemberJoined', data: member });
    const inside = story.tell(`person-${JOINS}`, addressOf('2 Inside Road'));
    const voidIt = (position: number) => {
      const { id: entry = '', type: entryType = '' } = story.events[position] ?? {};
      return story.tell(FAMILY, { type: 'EntryVoided', data: { entry, entryType, reason: 'WRONG_PERSON' } });
    };
    const voided = voidIt(joined);
    const restored = voidIt(voided);
    const reader = new TimelineReader(project(timeline, story.events));
    const copy = new Copy();
    const holds = (each: Copy) =>
      [address, inside].map((position) => each.rows.has(story.events[position]?.id ?? ''));
    copy.follow(reader, inside, asked);
    expect(holds(copy)).toEqual([true, true]);
    copy.follow(reader, voided, asked);
    expect(holds(copy)).toEqual([false, false]);
    const afresh = new Copy();
    afresh.follow(reader, voided, asked);
    expect(afresh.inOrder).toEqual(copy.inOrder);
    copy.follow(reader, restored, asked);
    expect(holds(copy)).toEqual([true, true]);
  });
});
