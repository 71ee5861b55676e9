import type { EventOf, FamilyEvent, OpenEpisode } from '#libs/contracts';
import type { Decided, Facts } from '../aggregate.ts';
import { keyworker, people, school, today } from './examples.ts';

// The Hill family: Mia with Ava and Ben; helped by their school since 1 June 2026.

export const family = 'family-1';
export const episode = 'episode-1';

export const indicators = { L2: ['L2.05'], L3: ['L3.07', 'L3.11'], L4: ['L4.03'] };

const joined = (person: string, role: string): FamilyEvent => ({
  type: 'MemberJoined',
  data: { person, role, livesHere: 'FULL' },
});

export const registered: FamilyEvent[] = [
  { type: 'FamilyRegistered', data: { reference: 'F-1' } },
  joined('mia', 'MOTHER'),
  joined('ava', 'CHILD'),
  joined('ben', 'CHILD'),
];

export const opening: OpenEpisode = {
  family,
  children: [
    { child: 'ava', level: 'L2', indicators: indicators.L2, rationale: 'Hard mornings.' },
    { child: 'ben', level: 'L3', indicators: indicators.L3, rationale: 'Not in school.' },
  ],
  route: 'REQUEST',
  district: 'herts.ff.dacorum',
  agency: 'organisation-school',
  keyworker: 'worker-1',
  familyAgreed: true,
  decidedBy: 'worker-2',
};

export function decidedLevel(child: string, level: string, at = episode): EventOf<'LevelOfNeedDecided'> {
  const [why = opening.children[0]] = opening.children.filter((each) => each.child === child);
  return {
    type: 'LevelOfNeedDecided',
    data: { indicators: [], rationale: '', ...why, episode: at, child, level, decidedBy: 'worker-2' },
  };
}

export function episodeOpened(at = episode): Decided<FamilyEvent>[] {
  const opened = { precision: 'DATE', value: '2026-06-01' } as const;
  return [
    {
      type: 'EpisodeOpened',
      data: { episode: at, children: ['ava', 'ben'], route: 'REQUEST', district: 'herts.ff.dacorum' },
      occurredAt: opened,
    },
    decidedLevel('ava', 'L2', at),
    decidedLevel('ben', 'L3', at),
    { type: 'AccountableAgencyAssigned', data: { episode: at, agency: 'organisation-school' } },
    {
      type: 'KeyworkerAssigned',
      data: { episode: at, worker: 'worker-1', agency: 'organisation-school', familyAgreed: true },
    },
  ];
}

export const helped = [...registered, ...episodeOpened()];

export const closed: FamilyEvent = {
  type: 'EpisodeClosed',
  data: {
    episode,
    reason: 'OUTCOMES_MET',
    outcomes: [
      { child: 'ava', outcome: 'Sleeps well.' },
      { child: 'ben', outcome: 'Back in school.', bees: ['BEE.AMB'] },
    ],
  },
};

const { training: _, ...untrained } = keyworker;

/** Who and what is there. */
export const around: Partial<Facts> = {
  ...people(
    ['ava', {}],
    ['ben', {}],
    ['unborn', {}],
    ['lost', { dateOfDeath: '2026-05' }],
    ['mia', { adult: true, dateOfBirth: '1990-01-01' }],
    ['tom', { adult: true }],
  ),
  workers: new Map([
    ['worker-1', keyworker],
    ['worker-2', { ...keyworker, role: 'TEAM_MANAGER', user: today.actor.user }],
    ['worker-3', keyworker],
    ['untrained', { ...untrained, training: {} }],
    ['trained-tomorrow', { ...keyworker, training: { FFA_KEYWORKER: '2026-06-17' } }],
    ['left', { ...keyworker, activeTo: '2026-06-15' }],
    ['suspended', { ...keyworker, suspended: true }],
    ['not-yet', { ...keyworker, activeFrom: '2026-06-17' }],
    ['social-worker', { ...keyworker, agency: 'organisation-care', role: 'SOCIAL_WORKER', training: {} }],
    ['of-closed-agency', { ...keyworker, agency: 'organisation-ended' }],
  ]),
  organisations: new Map([
    ['organisation-school', school],
    ['organisation-care', { agencyType: 'SOCIAL_CARE' }],
    ['organisation-ended', { agencyType: 'SCHOOL', endedOn: '2026-06-15' }],
  ]),
  begun: new Set([
    'request-1',
    ...['ava', 'ben', 'unborn', 'lost', 'mia', 'tom'].map((person) => `person-${person}`),
  ]),
};
