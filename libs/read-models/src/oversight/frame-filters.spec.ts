import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { project } from '../testing/project.ts';
import { Story, type TestEvent } from '../testing/story.ts';
import type { FrameFilter, FrameRow } from './frame.ts';
import { oversight } from './projection.ts';
import { OversightReader } from './reader.ts';

const told: readonly ((episode: string, nth: number) => TestEvent)[] = [
  (episode, nth) => ({
    type: 'EpisodeOpened',
    data: { episode, children: ['p-1'], route: 'SELF', district: `d-${nth % 2}` },
  }),
  (episode) => ({ type: 'EpisodeClosed', data: { episode, reason: 'OUTCOMES_MET', outcomes: [] } }),
  (episode) => ({ type: 'EpisodeReopened', data: { episode } }),
  (episode, nth) => ({
    type: 'AccountableAgencyAssigned',
    data: { episode, agency: AGENCIES[nth % 2] ?? '' },
  }),
  (episode, nth) => ({
    type: 'LevelOfNeedDecided',
    data: { episode, child: 'p-1', level: `L${nth % 3}`, indicators: [], rationale: '', decidedBy: 'w' },
  }),
  (_, nth) => ({ type: 'DistrictChanged', data: { to: `d-${nth % 2}` } }),
];
const AGENCIES = ['organisation-a', 'organisation-b'];

const step = fc.record({
  kind: fc.nat(told.length - 1),
  family: fc.nat(2),
  nth: fc.nat(5),
  daysOn: fc.nat(9),
  daysAgo: fc.nat(20),
});
const when = fc.integer({ min: -5, max: 60 }).map((days) => dayAfter('2026-03-01', days));
const condition: fc.Arbitrary<Partial<FrameFilter>> = fc.oneof(
  fc.record({ status: fc.constantFrom('OPEN', 'CLOSED') }),
  fc.record({ openedFrom: when }),
  fc.record({ openedTo: when }),
  fc.record({ closedFrom: when }),
  fc.record({ closedTo: when }),
  fc.record({ districts: fc.constantFrom(['d-1'], ['d-0', 'd-1'], []) }),
  fc.record({ levels: fc.constantFrom(['L2'], ['L1', 'L3']) }),
  fc.record({ agencies: fc.subarray(AGENCIES) }),
);
const filter: fc.Arbitrary<FrameFilter> = fc
  .tuple(when, fc.array(condition, { maxLength: 2 }))
  .map(([on, conditions]) => Object.assign({ on }, ...conditions) as FrameFilter);
const filters = fc.array(filter, { minLength: 20, maxLength: 30 });

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

it('a frame has of all episodes what fits each of its conditions, asked as of now or later as of then', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), filters, (steps, asked) => {
      const { events } = storyOf(steps);
      const whole = new OversightReader(project(oversight, events));
      for (const position of [events.length >> 1, events.length - 1]) {
        const then = new OversightReader(project(oversight, events.slice(0, position + 1)));
        for (const filter of asked) {
          const { on } = filter;
          const fits = then.frame({ on }, position).filter((row) => isFit(row, filter));
          expect(then.frame(filter, position)).toEqual(fits);
          expect(whole.frame(filter, position)).toEqual(fits);
          found += fits.length;
        }
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
  expect(found).toBeGreaterThan(100);
});

interface Step {
  readonly kind: number;
  readonly family: number;
  readonly nth: number;
  readonly daysOn: number;
  readonly daysAgo: number;
}

/** Three families' help, opened, and then closed, taken up again and changed, of days before too. */
function storyOf(steps: readonly Step[]): Story {
  const story = new Story();
  const opened = [0, 1, 2].map((family) => ({ kind: 0, family, nth: family, daysOn: 1, daysAgo: 0 }));
  for (const { kind, family, nth, daysOn, daysAgo } of [...opened, ...steps]) {
    story.days(daysOn);
    const value = dayAfter(story.now.slice(0, 10), -daysAgo);
    // Help that is opened anew has an id of its own.
    const episode = kind === 0 ? `episode-${family}-${story.head}` : `episode-${family}-${family - 1}`;
    const event = told[kind]?.(episode, nth);
    if (event) story.tell(`family-${family}`, event, { occurredAt: { precision: 'DATE', value } });
  }
  return story;
}

/** Each condition by itself, of an episode as a frame shows it. */
function isFit(row: FrameRow, filter: FrameFilter): boolean {
  return (
    (filter.status ?? row.status) === row.status &&
    isWithin(row.openedOn, filter.openedFrom, filter.openedTo) &&
    isWithin(row.closedOn, filter.closedFrom, filter.closedTo) &&
    isAmong(row.agency, filter.agencies) &&
    isAmong(row.district, filter.districts) &&
    isAmong(row.level, filter.levels)
  );
}

const isWithin = (day: string | null, from = '', to = '9'): boolean =>
  (from === '' && to === '9') || (day !== null && day >= from && day <= to);
const isAmong = (value: string | null, wanted: readonly string[] = []): boolean =>
  wanted.length === 0 || wanted.includes(value ?? '');
