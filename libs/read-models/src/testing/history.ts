import fc from 'fast-check';
import { atPanels } from './panel-happenings.ts';
import { partings } from './partings.ts';
import { amending } from './amending.ts';
import { KEYWORKERS, type Append, type Happening, type Step } from './happening.ts';
import { Story, type TestEvent } from './story.ts';

export const FAMILIES = ['family-1', 'family-2', 'family-3'];
export const PERSONS = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'];
export const REQUESTS = ['request-1', 'request-2'];

const decision = { indicators: ['L2.01'], rationale: 'Said', decidedBy: 'worker-1' };
const episodeOf = (family: string): string => `episode-${family}`;

const limits: readonly Happening[] = [
  ({ daysOn }, nth) => {
    const limit = `${daysOn + 1} working days`;
    const codes = ['STEP_UP_ANSWER', 'STEP_UP_ANSWER_URGENT', 'REQUEST_TRIAGED', 'DRIFT'].map((code) => ({
      code,
      title: code,
      limit,
    }));
    const content = JSON.stringify({
      name: 'clock',
      version: String(nth),
      title: 'Limits',
      source: '',
      codes,
    });
    return [
      'codeset-clock',
      { type: 'CodeSetPublished', data: { name: 'clock', version: String(nth), content } },
    ];
  },
];

/** A stream of random events about few people, more often sensible than not; rules are not the read side's. */
const happenings: readonly Happening[] = [
  ({ person }, nth) => [
    `person-${person}`,
    {
      type: 'PersonRegistered',
      data: { reference: `N-${nth}`, names: [{ use: 'LEGAL', family: `Hill ${nth}` }] },
    },
  ],
  ({ family }, nth) => [family, { type: 'FamilyRegistered', data: { reference: `F-${nth}` } }],
  ({ family, person }) => [
    family,
    { type: 'MemberJoined', data: { person, role: 'CHILD', livesHere: 'FULL' } },
  ],
  ({ family, person }) => [family, { type: 'MemberRoleChanged', data: { person, role: 'MOTHER' } }],
  ({ family, person }) => [family, { type: 'MemberLeft', data: { person, reason: 'MOVED_OUT' } }],
  ({ person }) => [
    `person-${person}`,
    { type: 'AddressRecorded', data: { type: 'HOME', line: '1 New Road' } },
  ],
  ({ person, other }) => [
    `person-${person}`,
    { type: 'RelationshipRecorded', data: { other, type: 'CHILD' } },
  ],
  ({ person }) => [`person-${person}`, { type: 'DeathRecorded', data: { dateOfDeath: '2026-03' } }],
  ({ family, person, other }, nth) => [
    family,
    {
      type: 'EpisodeOpened',
      data: { episode: `${episodeOf(family)}-${nth}`, children: [person], route: 'SELF', district: 'd-1' },
    },
    {
      type: 'ChildAddedToEpisode',
      data: { episode: `${episodeOf(family)}-${nth}`, child: `${other}-${nth}` },
    },
    {
      type: 'AccountableAgencyAssigned',
      data: { episode: `${episodeOf(family)}-${nth}`, agency: 'organisation-a' },
    },
  ],
  ({ family, person }) => [
    family,
    {
      type: 'EpisodeOpened',
      data: { episode: episodeOf(family), children: [person], route: 'SELF', district: 'd-2' },
    },
  ],
  ({ family, daysAgo }) => [
    family,
    {
      type: 'KeyworkerAssigned',
      data: { episode: episodeOf(family), worker: KEYWORKERS[daysAgo % 2] ?? '', agency: 'organisation-a' },
    },
  ],
  ({ family, person, level }) => [
    family,
    { type: 'LevelOfNeedDecided', data: { episode: episodeOf(family), child: person, level, ...decision } },
  ],
  ({ family, person, level }) => [
    family,
    {
      type: 'SteppedUp',
      data: { episode: episodeOf(family), child: person, from: 'L1', to: level, ...decision },
    },
  ],
  ({ family, person }) => [
    family,
    { type: 'StatutoryStatusNoted', data: { episode: episodeOf(family), child: person, status: 'CIN_S17' } },
  ],
  ({ family }) => [family, { type: 'EpisodeClosed', data: { episode: episodeOf(family), outcomes: [] } }],
  ({ family }) => [family, { type: 'EpisodeReopened', data: { episode: episodeOf(family) } }],
  ({ family }) => [family, { type: 'InformationReceived', data: { from: 'POLICE', summary: 'Called' } }],
  ({ family, person, daysAgo }, nth) => [
    REQUESTS[daysAgo % 2] ?? '',
    {
      type: 'RequestReceived',
      data: {
        reference: `R-${nth}`,
        channel: 'PHONE',
        urgency: 'SOON',
        district: 'd-3',
        family,
        children: [{ person }],
      },
    },
  ],
  ({ family, daysAgo }) => [REQUESTS[daysAgo % 2] ?? '', { type: 'RequestLinkedToFamily', data: { family } }],
  ({ daysAgo }) => [
    REQUESTS[daysAgo % 2] ?? '',
    { type: 'RequestTriaged', data: { outcome: 'SINGLE_AGENCY', rationale: 'So', decidedBy: 'worker-1' } },
  ],
  ({ family, daysAgo }) => [
    family,
    { type: 'DistrictChanged', data: { to: daysAgo % 2 === 0 ? 'd-1' : 'd-2' } },
  ],
  ({ family, daysAgo }) => [
    family,
    {
      type: 'TemporaryCoverArranged',
      data: { episode: episodeOf(family), worker: KEYWORKERS[daysAgo % 2] ?? '' },
    },
  ],
  ({ family }) => [
    family,
    { type: 'DriftAcknowledged', data: { episode: episodeOf(family), rule: 'OPEN_LONG' } },
  ],
  ({ family, person, daysAgo }) => [
    family,
    {
      type: 'StepUpProposed',
      data: {
        episode: episodeOf(family),
        step: `step-${daysAgo % 3}`,
        children: [person],
        target: 'CP',
        urgent: daysAgo % 2 === 0,
        proposedBy: 'worker-1',
      },
    },
  ],
  ({ family, daysAgo }) => [
    family,
    { type: 'StepUpDeclined', data: { episode: episodeOf(family), step: `step-${daysAgo % 3}` } },
  ],
  ({ family, daysAgo }) => [
    family,
    { type: 'StepUpEscalated', data: { episode: episodeOf(family), step: `step-${daysAgo % 3}` } },
  ],
  ({ daysAgo }) => [KEYWORKERS[daysAgo % 2] ?? '', { type: 'WorkerEnded', data: { activeTo: '2026-03-10' } }],
  ...limits,
  ...atPanels,
  ...partings,
  ({ family }) => [family, { type: 'NotYetInvented', data: { family } }],
  // A second family of one reference, which no sound log has: the event cannot be projected.
  ({ family }) => [`${family}-again`, { type: 'FamilyRegistered', data: { reference: 'F-TAKEN' } }],
];

const step: fc.Arbitrary<Step> = fc.record({
  // As many again are corrections and voidings.
  kind: fc.nat(Math.floor(happenings.length * 1.3)),
  family: fc.constantFrom(...FAMILIES),
  person: fc.constantFrom(...PERSONS),
  other: fc.constantFrom(...PERSONS),
  level: fc.constantFrom('L1', 'L2', 'L3'),
  daysAgo: fc.nat(40),
  daysOn: fc.integer({ min: -3, max: 10 }),
});

/** Random logs of about few families and people, in which clocks go back and news comes late. */
export const histories: fc.Arbitrary<Story> = fc.array(step, { minLength: 5, maxLength: 45 }).map((steps) => {
  const story = new Story();
  for (const [nth, each] of steps.entries()) {
    const occurredAt = occurrenceOf(each, story.now);
    const families = each.daysAgo % 5 === 0 ? [each.family] : [];
    story.days(each.daysOn);
    for (const [stream, ...events] of appendsOf(each, nth, story))
      story.tell(stream, events, {
        occurredAt,
        families: [...new Set([...families, ...familiesIn(events), ...linkedWith(stream, story)])],
      });
  }
  return story;
});

function appendsOf(step: Step, nth: number, story: Story): readonly Append[] {
  const happened = happenings[step.kind]?.(step, nth) ?? amending(step, story) ?? ['family-1'];
  return isOne(happened) ? [happened] : happened;
}

function isOne(happened: Append | readonly Append[]): happened is Append {
  return typeof happened[0] === 'string';
}

function occurrenceOf({ daysAgo }: Step, now: string) {
  const value = new Date(Date.parse(now) - daysAgo * 86_400_000).toISOString();
  const precision = daysAgo % 3 === 0 ? 'DATE' : 'INSTANT';
  return { precision, value: precision === 'DATE' ? value.slice(0, 10) : value } as const;
}

/** The families that a request was linked with: who links it with another names the one before. */
function linkedWith(stream: string, { events }: Story): string[] {
  return REQUESTS.includes(stream) ? familiesIn(events.filter((each) => each.stream === stream)) : [];
}

/** The families that events name, as their envelopes do. */
function familiesIn(events: readonly Pick<TestEvent, 'data'>[]): string[] {
  const named = events.flatMap(({ data }) => Object.values(data) as unknown[]);
  return named.filter((value) => typeof value === 'string').filter((value) => FAMILIES.includes(value));
}
