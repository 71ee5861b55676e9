import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AsOfPoint, View } from '../../as-of.ts';
import { at } from '../../testing/at.ts';
import { FAMILIES, histories } from '../../testing/history.ts';
import { project } from '../../testing/project.ts';
import type { FamilyThen } from './family-growth.ts';
import type { PersonAsOf } from '../person/person-rows.ts';
import { timeline } from '../projection.ts';
import { TimelineReader } from '../reader.ts';

const RUNS = { numRuns: 100, endOnFailure: true };

/** What a family shows: itself, and its people as they are named. */
function shownBy(then: Pick<FamilyThen, 'family' | 'person'>): string {
  const { family } = then;
  const people = family.members.map((member) => namedIn(then.person(member.person)));
  return JSON.stringify({ ...family, stale: false, people });
}

function namedIn(person: Omit<PersonAsOf, 'families'> | undefined): unknown {
  const { person: id, reference, names, dateOfBirth, death } = person ?? {};
  return { id, reference, names, dateOfBirth, death };
}

function asOf(reader: TimelineReader, family: string, point: AsOfPoint): string | undefined {
  const found = reader.familyAsOf(family, point);
  return found && shownBy({ family: found, person: (person) => reader.personAsOf(person, point) });
}

const points = fc.record({
  view: fc.constantFrom<View>('AS_CORRECTED', 'AS_RECORDED'),
  day: fc.constantFrom(null, '2026-03-15'),
});

describe('after any history', () => {
  it('a family is shown after each event as it is as of that position, and until the next', () => {
    fc.assert(
      fc.property(histories, points, ({ events }, { view, day }) => {
        const reader = new TimelineReader(project(timeline, events));
        for (const family of FAMILIES) {
          const shown = new Map<number, string>();
          for (const then of reader.familyAsShown(family, { ...at(events.length - 1, day), view }))
            shown.set(then.position, shownBy(then));
          let last: string | undefined;
          for (let position = 0; position < events.length; position++) {
            last = shown.get(position) ?? last;
            expect(asOf(reader, family, { ...at(position, day), view })).toBe(last);
          }
        }
      }),
      RUNS,
    );
  });

  it('a family that is told event by event is in the end what it is as of then', () => {
    fc.assert(
      fc.property(histories, points, ({ events }, { view, day }) => {
        const reader = new TimelineReader(project(timeline, events));
        for (const family of FAMILIES) {
          const point = { ...at(events.length - 1, day), view };
          let last: string | undefined;
          for (const then of reader.familyAsTold(family, point)) last = shownBy(then);
          expect(last).toBe(asOf(reader, family, point));
        }
      }),
      RUNS,
    );
  });
});
