import { readCodeSets, referenceOf } from '#libs/reference';
import { nothingToErase } from '../retention/records.ts';
import type {
  Circumstances,
  EventFact,
  Facts,
  OrganisationFact,
  PersonFact,
  WorkerFact,
} from '../aggregate.ts';

/** A Tuesday noon in summer time: 13:00 in London. */
export const now = '2026-06-16T12:00:00.000Z';

export const today: Circumstances = {
  recordedAt: now,
  occurredAt: { precision: 'INSTANT', value: now },
  actor: { user: 'user-1', role: 'MANAGER', agency: 'organisation-school' },
  stream: 'none',
  reference: 'X-0000000000',
  newId: (n) => `new-${n}`,
};

export function on(day: string): Pick<Circumstances, 'occurredAt'> {
  return { occurredAt: { precision: 'DATE', value: day } };
}

export const noFacts: Facts = {
  reference: referenceOf(readCodeSets()),
  persons: new Map(),
  workers: new Map(),
  acting: new Map(),
  organisations: new Map(),
  openEpisodes: [],
  caseload: [],
  belonged: [],
  members: [],
  agreements: new Map(),
  openActions: [],
  openAssessments: [],
  assessmentTypes: new Map(),
  competence: new Set(),
  links: new Map(),
  seals: new Map(),
  keepers: new Map(),
  held: [],
  keptAlone: [],
  events: new Map(),
  story: new Set(),
  begun: new Set(),
  entries: [],
  requests: new Map(),
  waitingRequests: [],
  ledToHelp: false,
  panelItems: new Map(),
  families: new Map(),
  onForm: new Map(),
  erased: new Set(),
  erasing: nothingToErase,
  head: 100,
};

/** An event that a command names, of which no more is asked than what is given. */
export function named(
  event: Pick<EventFact, 'stream' | 'type' | 'position'> & Partial<EventFact>,
): EventFact {
  return { persons: [], ofAll: false, families: [], classes: [], ...event };
}

export function someone(known: Partial<PersonFact> = {}): PersonFact {
  return { adult: false, dateOfBirth: '2015-05-01', standing: new Map(), ...known };
}

export function people(
  ...known: readonly (readonly [string, Partial<PersonFact>])[]
): Pick<Facts, 'persons'> {
  return { persons: new Map(known.map(([id, fact]) => [id, someone(fact)])) };
}

export const keyworker: WorkerFact = {
  agency: 'organisation-school',
  role: 'KEYWORKER',
  activeFrom: '2020-01-01',
  training: { FFA_KEYWORKER: '2020-02-01' },
};

export const school: OrganisationFact = { agencyType: 'SCHOOL' };
