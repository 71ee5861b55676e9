import { streamCategory } from '#libs/contracts';
import type { FamilyRecord } from '#libs/service';
import type { Records } from './known.ts';

export interface At {
  readonly position: number;
  readonly day: string;
}

/** A day while histories are lived, and one after all that is due. */
const MEANWHILE = '2024-03-08';
const FAR_AHEAD = '2031-01-01';
const OVERVIEW = { district: 'herts.ff.stevenage', from: '2024-01-01', to: '2024-12-31' } as const;

/** All that can be asked of a history's records as of a position, but whether something is stale, which is about now. */
export function answersOf({ readers, clock }: FamilyRecord, records: Records, { position, day }: At): string {
  const { timeline, plans, assessments, families, people, requests, panels, caseload, oversight, sharing } =
    readers;
  const at = readers.asOf({ position, effectiveAt: day }, clock.now());
  const first = 100;
  const all = (kind: string) => records.get(kind) ?? [];
  return JSON.stringify(
    {
      families: all('family').map((family) => [
        families.family(family, position),
        families.members(family, position),
        timeline.familyTimeline(family, at, { first }),
        timeline.familyTimeline(family, at, { first, order: 'OCCURRED' }),
        timeline.familyAsOf(family, at),
        timeline.familyAsOf(family, { ...at, view: 'AS_RECORDED' }),
        timeline.changes(at, { family, first }),
        timeline.disclosuresOfFamily(family, at),
      ]),
      help: all('family').flatMap((family) =>
        all('episode').map((episode) => [
          plans.plan({ family, episode }, at),
          assessments.assessments({ family, episode }, at),
        ]),
      ),
      persons: all('person').map((person) => [
        people.person(person)?.reference,
        families.familiesOf(person, position),
        timeline.personTimeline(person, at, { first }),
        timeline.personAsOf(person, at),
        timeline.levelHistory(person, at),
        timeline.whatWasKnown(person, at)?.events,
        timeline.agreements(person, at),
        families.openEpisodesOf(people.recordsOf(person, position), position),
      ]),
      requests: all('request').map((request) => requests.request(request, position)),
      panels: all('panel').map((panel) => [
        panels.panel(panel, position),
        panels.members(panel, position),
        panels.items(panel, position),
      ]),
      caseloads: [
        ...all('worker').map((worker) => caseload.ofWorker(worker, { position }, { first })),
        ...all('organisation').map((agency) => caseload.ofAgency(agency, { position }, { first })),
      ],
      oversight: [at, { ...at, effectiveAt: MEANWHILE }].map((point) => [
        oversight.due({ by: FAR_AHEAD }, point, { first }),
        oversight.drift({}, point, { first }),
        oversight.ownershipGaps(point),
        oversight.lateEntries({ minDays: 1 }, point, { last: first }),
        oversight.flags({}, point, { first }),
        oversight.districtOverview(OVERVIEW, point),
      ]),
      lists: [
        families.list({ status: 'OPEN' }, position, { last: first }),
        requests.list({ waiting: true }, position, { last: first }),
        sharing.disclosures({}, position, { last: first }),
      ],
      others: all('stream')
        .filter((stream) => !['family', 'person'].includes(streamCategory(stream)))
        .map((stream) => timeline.streamTimeline(stream, at, { first })),
    },
    (name, value: unknown) => (name === 'stale' ? undefined : value),
  );
}
