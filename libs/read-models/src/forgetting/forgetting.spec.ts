import { describe, expect, it } from '@jest/globals';
import { AVA, BEN, FAMILY, hillFamily, MUM } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { forgetting } from './projection.ts';
import { ForgettingReader } from './reader.ts';

const read = (story: Story): ForgettingReader => new ForgettingReader(project(forgetting, story.events));
const HOLD = 'hold-1';
const ERASURE = 'erasure-1';
const placed = (everything = false): TestEvent => ({
  type: 'LegalHoldPlaced',
  data: {
    ...(everything ? {} : { persons: [AVA], families: [FAMILY] }),
    everything,
    reason: 'COMPLAINT',
    explanation: 'She complains.',
    placedBy: 'user-1',
  },
});
const proposedRelease: TestEvent = {
  type: 'LegalHoldReleaseProposed',
  data: { persons: [AVA], reason: 'Settled.', proposedBy: 'user-1' },
};
const declined: TestEvent = {
  type: 'LegalHoldReleaseDeclined',
  data: { persons: [AVA], reason: 'Not yet.', declinedBy: 'user-2' },
};
const released: TestEvent = {
  type: 'LegalHoldReleased',
  data: { persons: [AVA], rationale: 'It is.', proposedBy: 'user-1', releasedBy: 'user-2' },
};
const requested: TestEvent = {
  type: 'ErasureRequested',
  data: { persons: [AVA], askedBy: 'THEMSELVES', words: 'Delete it.', takenBy: 'user-1' },
};
const said = { ground: 'RETENTION_ENDED', rationale: 'Nothing keeps it.' };
const proposed: TestEvent = {
  type: 'ErasureProposed',
  data: { persons: [AVA, BEN], ...said, proposedBy: 'user-1' },
};
const decided: TestEvent = {
  type: 'ErasureDecided',
  data: { persons: [AVA, BEN], ...said, notBefore: '2026-07-17', proposedBy: 'user-1', approvedBy: 'user-2' },
};
const gone = (subject: string): TestEvent => ({ type: 'SubjectKeyDestroyed', data: { subject } });

describe('holds', () => {
  it('stand until two people let them go, as of any position', () => {
    const story = hillFamily();
    const first = story.tell(HOLD, placed());
    story.tell('hold-2', placed(true));
    story.tell(HOLD, proposedRelease);
    const asked = story.tell(HOLD, declined);
    story.tell(HOLD, [proposedRelease, released]);
    const reader = read(story);
    expect(reader.hold(HOLD, first)).toMatchObject({
      state: 'STANDS',
      releaseProposed: false,
      persons: [AVA],
      families: [FAMILY],
      requests: [],
    });
    expect(reader.hold(HOLD, asked - 1)).toMatchObject({ releaseProposed: true });
    expect(reader.hold(HOLD, asked)).toMatchObject({ releaseProposed: false, state: 'STANDS' });
    expect(reader.hold(HOLD)).toMatchObject({ state: 'RELEASED' });
    expect(reader.hold(HOLD, first - 1)).toBeUndefined();
    expect(reader.holds({ state: 'STANDS' }).edges.map(({ node }) => [node.hold, node.everything])).toEqual([
      ['hold-2', true],
    ]);
    expect(reader.holds({ releaseProposed: true }, asked - 1).edges).toHaveLength(1);
  });
});

describe('erasures', () => {
  it('are as far as they were at any position', () => {
    const story = hillFamily();
    const positions = [
      story.tell(ERASURE, requested),
      story.tell(ERASURE, proposed),
      story.tell(ERASURE, decided),
      story.tell(ERASURE, { type: 'ErasureBegun', data: { subjects: [AVA, BEN] } }),
      story.tell(ERASURE, [gone(AVA), gone(BEN)]),
      story.tell(ERASURE, { type: 'ErasureCertified', data: {} }),
    ];
    const reader = read(story);
    expect(positions.map((position) => reader.erasure(ERASURE, position)?.state)).toEqual([
      'REQUESTED',
      'PROPOSED',
      'DECIDED',
      'BEGUN',
      'DESTROYED',
      'CERTIFIED',
    ]);
    expect(reader.erasure(ERASURE, positions[0])).toMatchObject({ persons: [AVA], ground: null });
    expect(reader.erasure(ERASURE)).toMatchObject({ persons: [AVA, BEN], notBefore: '2026-07-17' });
    expect(reader.erasures({ state: 'DECIDED' }).edges).toEqual([]);
    expect(reader.erasures({ state: 'DECIDED' }, positions[2]).edges).toHaveLength(1);
  });
  it.each([
    ['ErasureRefused', { reason: 'SAFEGUARDING', rationale: 'No.', refusedBy: 'user-2' }, 'REFUSED'],
    ['ErasureWithdrawn', { reason: 'A mistake.', withdrawnBy: 'user-2' }, 'WITHDRAWN'],
    ['ErasureHalted', { reason: 'LEGAL_HOLD' }, 'HALTED'],
  ] as const)('end with %s', (type, data, state) => {
    const story = hillFamily();
    story.tell(ERASURE, proposed);
    story.tell(ERASURE, {
      type,
      data: type === 'ErasureHalted' ? data : { persons: [AVA], ...data },
    });
    expect(read(story).erasure(ERASURE)?.state).toBe(state);
  });
  it('say whose keys are gone, and since when', () => {
    const story = hillFamily();
    const before = story.tell(ERASURE, [proposed, decided]);
    const position = story.tell(ERASURE, gone(AVA));
    const reader = read(story);
    expect(reader.erased([AVA, BEN])).toMatchObject([{ subject: AVA, erasure: ERASURE, position }]);
    expect(reader.erased([AVA], before)).toEqual([]);
    const [{ at } = { at: '' }] = reader.erased([AVA]);
    expect(reader.erasedAfter(before)).toBe(at);
    expect(reader.erasedAfter(before, [BEN, AVA])).toBe(at);
    expect(reader.erasedAfter(before, [BEN])).toBeNull();
    expect(reader.erasedAfter(position)).toBeNull();
  });
});

describe('how long records are to be kept', () => {
  it('is as the rules published by then say', () => {
    const story = hillFamily();
    const publish = (version: string, codes: object[]) =>
      story.tell('codeset-retention-rule', {
        type: 'CodeSetPublished',
        data: { name: 'retention-rule', version, content: JSON.stringify({ codes }) },
      });
    const first = publish('1', [{ code: 'OURS' }]);
    publish('2', []);
    const reader = read(story);
    expect(reader.rules(first)).toEqual([{ code: 'OURS' }]);
    expect(reader.rules()).toEqual([]);
    expect(reader.rules(first - 1)).toEqual([]);
  });
  it('is asked of everybody registered, in that order', () => {
    const people = read(hillFamily()).registeredAfter(-1, Number.MAX_SAFE_INTEGER - 1, 10);
    expect(people.map(({ person }) => person)).toEqual([AVA, MUM]);
    expect(people.map(({ since }) => since)).toEqual(
      people.map(({ since }) => since).toSorted((a, b) => a - b),
    );
    const [first] = people;
    expect(read(hillFamily()).registeredAfter(first?.since ?? 0, 1_000, 1)).toEqual(people.slice(1, 2));
  });
});

describe('a person who is restricted', () => {
  const restricted: TestEvent = {
    type: 'ProcessingRestricted',
    data: { ground: 'ACCURACY_CONTESTED', explanation: 'Wrong.', restrictedBy: 'user-1' },
  };
  const lifted: TestEvent = {
    type: 'ProcessingRestrictionLifted',
    data: { reason: 'Right.', toldOn: '2026-03-10', liftedBy: 'user-1' },
  };
  const standing = (...events: TestEvent[]) => {
    const story = hillFamily();
    events.forEach((event) => story.tell(`restriction-${AVA}`, event));
    return read(story).restricted();
  };

  it('is so until each restriction was lifted', () => {
    expect(standing()).toEqual([]);
    expect(standing(restricted)).toEqual([AVA]);
    expect(standing(restricted, restricted, lifted)).toEqual([AVA]);
    expect(standing(restricted, restricted, lifted, lifted)).toEqual([]);
  });
});
