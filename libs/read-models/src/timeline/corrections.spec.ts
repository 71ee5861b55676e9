import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AsOfPoint, View } from '../as-of.ts';
import { at } from '../testing/at.ts';
import { AVA, FAMILY, hillFamily } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import type { Story, TestEvent } from '../testing/story.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';
import type { TimelineEntry } from './table.ts';

let story: Story;
let decided: number;

beforeEach(() => {
  story = hillFamily();
  decided = story.events.findIndex(({ type }) => type === 'LevelOfNeedDecided');
});

const idAt = (position: number): string => story.events[position]?.id ?? '';
const amend = (event: TestEvent): number => story.days(1).tell(FAMILY, event);
const correct = (position: number, said: object): number =>
  amend({
    type: 'EntryCorrected',
    data: {
      entry: idAt(position),
      entryType: 'LevelOfNeedDecided',
      entryVersion: 1,
      reason: 'TYPO',
      ...said,
    },
  });
const voided = (position: number): number =>
  amend({ type: 'EntryVoided', data: { entry: idAt(position), entryType: 'Any', reason: 'WRONG_PERSON' } });
const toLevel = (level: string): object => ({ replaced: { levelOfNeedDecided: { level } } });

const reader = (): TimelineReader => new TimelineReader(project(timeline, story.events));
const seen = (position: number, view: View, day: string | null = null): AsOfPoint => ({
  ...at(position, day),
  view,
});
const levelAt = (point: AsOfPoint): string | null | undefined =>
  reader().familyAsOf(FAMILY, point)?.episodes[0]?.children[0]?.level;
const entryAt = (position: number, point: AsOfPoint): TimelineEntry | undefined =>
  reader()
    .familyTimeline(FAMILY, point, { first: 100 })
    .edges.map(({ node }) => node)
    .find((node) => node.position === position);

describe('a correction', () => {
  it('is what a state goes by from its own position on, and not before', () => {
    const correction = correct(decided, toLevel('L3'));
    expect(levelAt(at(correction))).toBe('L3');
    expect(levelAt(at(correction - 1))).toBe('L2');
    expect(levelAt(seen(correction, 'AS_RECORDED'))).toBe('L2');
  });

  it('leaves the entry as it was recorded, and marks it', () => {
    const correction = correct(decided, toLevel('L3'));
    const recorded = entryAt(decided, seen(correction, 'AS_RECORDED'));
    expect(recorded).toMatchObject({
      corrected: true,
      voided: false,
      data: { level: 'L2' },
      amendments: [{ how: 'CORRECTED', event: idAt(correction), position: correction, reason: 'TYPO' }],
    });
    expect(entryAt(decided, seen(correction, 'AS_CORRECTED'))?.data).toMatchObject({ level: 'L3' });
    expect(entryAt(decided, seen(correction - 1, 'AS_CORRECTED'))).toMatchObject({
      corrected: false,
      data: { level: 'L2' },
      amendments: [],
    });
  });

  it('of a correction is one more: of a field said twice the later holds, and voiding that brings back the earlier', () => {
    correct(decided, toLevel('L3'));
    const later = correct(decided, toLevel('L4'));
    expect(levelAt(at(later))).toBe('L4');
    expect(levelAt(at(voided(later)))).toBe('L3');
  });

  it('moves an entry in time, as corrected only, and says how late it was then', () => {
    const occurred = { precision: 'DATE', value: '2026-02-20' };
    const correction = correct(decided, { occurred });
    const spans = (view: View) =>
      reader()
        .levelHistory(AVA, seen(correction, view))
        .map(({ from }) => from.value);
    expect(spans('AS_CORRECTED')).toEqual(['2026-02-20']);
    expect(spans('AS_RECORDED')).not.toEqual(['2026-02-20']);
    const before = '2026-02-25';
    expect(entryAt(decided, seen(correction, 'AS_CORRECTED', before))).toMatchObject({ late: 9 });
    expect(entryAt(decided, seen(correction, 'AS_RECORDED', before))).toBeUndefined();
  });

  it('that empties a field leaves nothing in its place', () => {
    const correction = correct(decided, { cleared: ['/rationale'] });
    expect(reader().levelHistory(AVA, at(correction))[0]?.rationale).toBeNull();
    expect(reader().levelHistory(AVA, seen(correction, 'AS_RECORDED'))[0]?.rationale).not.toBeNull();
  });
});

describe('a voiding', () => {
  it('takes the entry out of what is told as corrected, and marks it in what is told as recorded', () => {
    const voiding = voided(decided);
    expect(levelAt(at(voiding))).toBeNull();
    expect(entryAt(decided, seen(voiding, 'AS_CORRECTED'))).toBeUndefined();
    expect(entryAt(decided, seen(voiding, 'AS_RECORDED'))).toMatchObject({
      voided: true,
      data: { level: 'L2' },
      amendments: [{ how: 'VOIDED', event: idAt(voiding), reason: 'WRONG_PERSON' }],
    });
    expect(entryAt(voiding, seen(voiding, 'AS_CORRECTED'))?.type).toBe('EntryVoided');
  });

  it('takes the entry’s corrections with it, which tell what it would have said', () => {
    const correction = correct(decided, toLevel('L3'));
    const voiding = voided(decided);
    expect(entryAt(correction, seen(voiding, 'AS_CORRECTED'))).toBeUndefined();
    expect(entryAt(correction, seen(voiding, 'AS_RECORDED'))?.voided).toBe(true);
  });

  it('that is voided itself brings the entry back, with what it was corrected to', () => {
    correct(decided, toLevel('L3'));
    const voiding = voided(decided);
    const back = voided(voiding);
    expect(levelAt(at(back))).toBe('L3');
    expect(levelAt(at(voiding))).toBeNull();
  });

  it('of someone’s joining takes the person’s own life out of the family’s story from then on', () => {
    const joining = story.events.findIndex(
      ({ type, data }) => type === 'MemberJoined' && data['person'] === AVA,
    );
    const voiding = voided(joining);
    const after = story.tell(`person-${AVA}`, {
      type: 'AddressRecorded',
      data: { type: 'HOME', line: '2 New Road' },
    });
    expect(entryAt(after, at(after))).toBeUndefined();
    expect(
      reader()
        .familyAsOf(FAMILY, at(voiding - 1))
        ?.members.map(({ person }) => person),
    ).toContain(AVA);
    expect(
      reader()
        .familyAsOf(FAMILY, at(voiding))
        ?.members.map(({ person }) => person),
    ).not.toContain(AVA);
  });
});
