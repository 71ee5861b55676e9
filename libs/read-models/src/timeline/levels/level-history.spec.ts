import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CaseloadReader } from '../../caseload/reader.ts';
import { families } from '../../families/projection.ts';
import { FamiliesReader } from '../../families/reader.ts';
import { oversight } from '../../oversight/projection.ts';
import { OversightReader } from '../../oversight/reader.ts';
import { at } from '../../testing/at.ts';
import { AVA, BEN, EPISODE, FAMILY, hillFamily, level, step } from '../../testing/hill.ts';
import { project } from '../../testing/project.ts';
import type { Story, TestEvent } from '../../testing/story.ts';
import { timeline } from '../projection.ts';
import { TimelineReader } from '../reader.ts';

const read = (story: Story): TimelineReader => new TimelineReader(project(timeline, story.events));
const on = (value: string) => ({ occurredAt: { precision: 'DATE', value } }) as const;
const LEVELS = ['L1', 'L2', 'L3'];
const CHILDREN = [AVA, BEN];
const DAYS = Array.from({ length: 9 }, (_, day) => `2026-03-0${day + 1}`);

interface Step {
  readonly kind: number;
  readonly child: number;
  readonly level: number;
  readonly day: number;
  readonly which: number;
}

/** What may happen to the levels in an episode, sound or not. */
const happenings: readonly ((child: string, to: string) => readonly TestEvent[])[] = [
  (child, to) => [step(child, 'L1', to)],
  (child, to) => [step(child, 'L1', to)],
  (child, to) => [{ type: 'LevelOfNeedDecided', data: level(child, to) }],
  (child, to) => [
    { type: 'ChildAddedToEpisode', data: { episode: EPISODE, child } },
    { type: 'LevelOfNeedDecided', data: level(child, to) },
  ],
  (child) => [{ type: 'ChildRemovedFromEpisode', data: { episode: EPISODE, child, reason: 'NEEDS_MET' } }],
  () => [{ type: 'EpisodeClosed', data: { episode: EPISODE, reason: 'OUTCOMES_MET', outcomes: [] } }],
  () => [{ type: 'EpisodeReopened', data: { episode: EPISODE, reason: 'FAMILY_ASKED' } }],
];

const ENDS = [5, 6];
const AMENDED = happenings.length;

/** An entry of the levels that is told again to have been on another day, or never. */
function amendment({ events }: Story, { which, day, level: odd }: Step): TestEvent | undefined {
  const entries = events.filter(({ stream, type }) => stream === FAMILY && /Stepped|Level|Child/.test(type));
  const entry = entries[which % entries.length];
  if (entry === undefined) return undefined;
  const named = { entry: entry.id, entryType: entry.type, reason: 'WRONG_DATE' };
  return odd === 0
    ? { type: 'EntryVoided', data: named }
    : {
        type: 'EntryCorrected',
        data: { ...named, entryVersion: 1, occurred: { precision: 'DATE', value: DAYS[day] ?? '' } },
      };
}

const histories = (kinds: readonly number[]): fc.Arbitrary<Story> =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom(...kinds, AMENDED, AMENDED),
        child: fc.nat(1),
        level: fc.nat(2),
        day: fc.nat(DAYS.length - 1),
        which: fc.nat(20),
      }),
      { minLength: 4, maxLength: 14 },
    )
    .map((steps) => {
      const story = hillFamily();
      for (const each of steps) {
        const events =
          happenings[each.kind]?.(CHILDREN[each.child] ?? AVA, LEVELS[each.level] ?? 'L1') ??
          amendment(story, each) ??
          [];
        story.tell(FAMILY, events, on(DAYS[each.day] ?? ''));
      }
      return story;
    });

/** Child -> level, as the family is asked; nothing where it is not helped. */
function asFamily(reader: TimelineReader, position: number, day?: string): Record<string, string | null> {
  const [episode] = reader.familyAsOf(FAMILY, at(position, day))?.episodes ?? [];
  const children = episode?.status === 'OPEN' ? episode.children : [];
  return Object.fromEntries(
    children.flatMap((each) => (each.level === null ? [] : [[each.child, each.level]])),
  );
}

/** The same, as the history of each child's level is. */
function asHistory(reader: TimelineReader, position: number, day?: string): Record<string, string | null> {
  return Object.fromEntries(
    CHILDREN.flatMap((child) =>
      reader
        .levelHistory(child, at(position, day))
        .filter(({ to }) => to === null)
        .map((span) => [child, span.level]),
    ),
  );
}

describe('the level of a child', () => {
  it('is the same in the family and in the history of its levels, at every position and on every day', () => {
    fc.assert(
      fc.property(histories([...happenings.keys()]), (story) => {
        const reader = read(story);
        for (let position = 10; position <= story.head; position++)
          for (const day of [undefined, ...DAYS])
            expect(asHistory(reader, position, day)).toEqual(asFamily(reader, position, day));
      }),
      { numRuns: 40 },
    );
  });

  it('is the same in lists and caseloads too', () => {
    fc.assert(
      fc.property(histories([...happenings.keys()].filter((kind) => !ENDS.includes(kind))), (story) => {
        const reader = read(story);
        const rows = project(families, story.events);
        for (let position = 10; position <= story.head; position++) {
          const levels = asFamily(reader, position);
          const highest = Object.values(levels).toSorted().at(-1) ?? null;
          expect(new FamiliesReader(rows).family(FAMILY, position)?.level).toBe(highest);
          for (const { node } of new CaseloadReader(rows).ofWorker('worker-kim', { position }).edges)
            expect(node.levels).toMatchObject(levels);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is what it was on the latest day, where an earlier step is recorded after a later one', () => {
    const story = hillFamily();
    story.at('2026-04-20T09:00:00.000Z').tell(FAMILY, step(AVA, 'L2', 'L3'), on('2026-04-20'));
    story.at('2026-04-24T09:00:00.000Z').tell(FAMILY, step(AVA, 'L3', 'L2'), on('2026-04-10'));
    const spans = read(story).levelHistory(AVA, at(story.head));
    expect(spans.map((span) => [span.level, span.to?.value])).toEqual([
      ['L2', '2026-04-10'],
      ['L2', '2026-04-20'],
      ['L3', undefined],
    ]);
    expect(asFamily(read(story), story.head)).toEqual({ [AVA]: 'L3' });
    const period = { district: 'herts.ff.stevenage', from: '2026-03-01', to: '2026-04-30' };
    const overview = new OversightReader(project(oversight, story.events));
    const { byLevel } = overview.districtOverview(period, at(story.head, '2026-04-30'));
    expect(byLevel).toMatchObject([
      { level: 'L1' },
      { level: 'L2' },
      { level: 'L3', episodes: 1 },
      { level: 'L4' },
    ]);
  });
});
