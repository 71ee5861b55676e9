import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asCorrected, type StoredEvent } from '#libs/contracts';
import { CaseloadReader } from '../caseload/reader.ts';
import { FamiliesReader } from '../families/reader.ts';
import type { AsOfPoint } from '../as-of.ts';
import { oversight } from '../oversight/projection.ts';
import { OversightReader } from '../oversight/reader.ts';
import { panels } from '../panels/projection.ts';
import { PanelsReader } from '../panels/reader.ts';
import { recordProjections } from '../projections.ts';
import { families } from '../families/projection.ts';
import { requests } from '../requests/projection.ts';
import { RequestsReader } from '../requests/reader.ts';
import { at } from '../testing/at.ts';
import { FAMILIES, histories, PERSONS } from '../testing/history.ts';
import { project, Projected } from '../testing/project.ts';
import { knownAt } from '../time.ts';
import { timeline } from '../timeline/projection.ts';
import { TimelineReader } from '../timeline/reader.ts';

const RUNS = { numRuns: 200, endOnFailure: true };

/** All that can be asked as of a position, but whether something is stale, which is about now. */
function answers(models: ReadonlyMap<string, Projected>, position: number): unknown {
  const rows = (name: string) => models.get(name) ?? new Projected(timeline);
  const reader = new TimelineReader(rows('timeline'));
  const inFamilies = new FamiliesReader(rows('families'));
  const caseload = new CaseloadReader(rows('families'));
  const days = [at(position), at(position, '2026-03-15')];
  return {
    knownAt: knownAt(rows('timeline').tables(), position),
    timelines: FAMILIES.flatMap((family) =>
      days.flatMap((day) => [
        reader.familyTimeline(family, day, { first: 100 }),
        reader.familyTimeline(family, day, { first: 100, order: 'OCCURRED' }),
        { ...reader.familyAsOf(family, day), stale: false },
      ]),
    ),
    persons: PERSONS.flatMap((person) =>
      days.map((day) => [
        { ...reader.personAsOf(person, day), stale: false },
        reader.levelHistory(person, day),
        reader.whatWasKnown(person, day)?.events,
      ]),
    ),
    families: [inFamilies.list({}, position), inFamilies.list({ status: 'OPEN' }, position)],
    members: FAMILIES.map((family) => inFamilies.members(family, position)),
    caseload: [
      caseload.ofWorker('worker-1', { position }),
      caseload.ofAgency('organisation-a', { position }),
    ],
    requests: new RequestsReader(rows('requests')).list({}, position),
    panels: ['panel-1', 'panel-2'].map((panel) => {
      const reader = new PanelsReader(rows('panels'));
      return [reader.panel(panel, position), reader.members(panel, position), reader.items(panel, position)];
    }),
    oversight: days.map((day) => overseenAt(new OversightReader(rows('oversight')), day)),
  };
}

function overseenAt(reader: OversightReader, day: AsOfPoint): unknown {
  const period = { from: '2026-03-01', to: '2026-12-31' };
  return [
    reader.due({ by: '2030-01-01' }, day),
    reader.drift({}, day),
    reader.ownershipGaps(day),
    reader.lateEntries({ minDays: 1 }, day),
    ...['d-1', 'd-2'].map((district) => reader.districtOverview({ district, ...period }, day)),
  ];
}

/** What lists and states say at the end of a log. */
function standingNow(models: ReadonlyMap<string, Projected>, log: readonly StoredEvent[]): unknown {
  const {
    persons,
    families: lists,
    members,
    caseload,
    ...others
  } = answers(models, log.length - 1) as Answers;
  const reader = new TimelineReader(models.get('timeline') ?? new Projected(timeline));
  const now = at(log.length - 1);
  return {
    states: FAMILIES.map((family) => ({ ...reader.familyAsOf(family, now), stale: false })),
    persons: persons.map(([person, levels]) => [person, levels]),
    members: members.map((each) => each.map((member) => JSON.stringify(member)).sort()),
    ...{ lists, caseload, requests: others.requests, panels: others.panels },
  };
}

type Answers = Record<'families' | 'caseload' | 'requests' | 'panels', unknown> &
  Record<'persons' | 'members', unknown[][]>;

/** The log with each entry as its corrections leave it; in the place of what is voided, and of what amends, nothing. */
function rightAtOnce(log: readonly StoredEvent[]): StoredEvent[] {
  const standing = new Map(asCorrected(log).map((event) => [event.id, event]));
  return log.map((event) => standing.get(event.id) ?? { ...event, type: 'NotYetInvented' });
}

describe('after any history', () => {
  it('a rebuild has the same rows as what was kept up all along', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 9 }), ({ events }, page) => {
        for (const projection of recordProjections) {
          const kept = new Projected(projection).follow(events, { page });
          const rebuilt = project(projection, events);
          expect(rebuilt.contents()).toEqual(kept.contents());
        }
      }),
      RUNS,
    );
  });

  it('what is held now is what a log would have given in which everything had been said right at once', () => {
    fc.assert(
      fc.property(histories, ({ events }) => {
        const said = (log: readonly StoredEvent[]) =>
          standingNow(
            new Map(
              [timeline, families, requests, panels, oversight].map((each) => [
                each.name,
                project(each, log),
              ]),
            ),
            log,
          );
        expect(said(events)).toEqual(said(rightAtOnce(events)));
      }),
      RUNS,
    );
  });

  it('what is asked as of a position is what was shown when the log ended there', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 8, max: 25 }), ({ events }, page) => {
        const models = new Map(
          [timeline, families, requests, panels, oversight].map((each) => [each.name, new Projected(each)]),
        );
        const shown: { position: number; answer: unknown }[] = [];
        for (let to = page - 1; to < events.length + page; to += page) {
          const position = Math.min(to, events.length - 1);
          for (const model of models.values()) model.follow(events, { to: position });
          shown.push({ position, answer: answers(models, position) });
        }
        for (const { position, answer } of shown) expect(answers(models, position)).toEqual(answer);
      }),
      RUNS,
    );
  });
});
