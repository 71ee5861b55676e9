import { expect, it } from '@jest/globals';
import type { Clear, StoredEvent } from '#libs/contracts';
import { family, type FamilyState, type Past, type PersonFact } from '#libs/domain';
import { readCodeSets, referenceOf } from '#libs/reference';
import { stepUpAccepted } from './step-up-accepted.ts';

const recordedAt = '2026-03-10T12:00:00.000Z';
const when = { recordedAt, occurredAt: { precision: 'INSTANT', value: recordedAt } } as const;
const EPISODE = 'episode-1';
const FAMILY = 'family-1';
const step = { episode: EPISODE, step: 'step-1' };
const proposed = { children: ['ava', 'ben'], target: 'CIN_S17', urgent: true, proposedBy: 'worker-1' };
const taken = { receivingAgency: 'organisation-care', receivingWorker: 'worker-2' };

const told: readonly Clear.FamilyEvent[] = [
  { type: 'FamilyRegistered', data: { reference: 'F-1' } },
  {
    type: 'EpisodeOpened',
    data: { episode: EPISODE, children: ['ava', 'ben'], route: 'SELF', district: 'herts.ff.stevenage' },
  },
  { type: 'AccountableAgencyAssigned', data: { episode: EPISODE, agency: 'organisation-1' } },
  { type: 'KeyworkerAssigned', data: { episode: EPISODE, worker: 'worker-1', agency: 'organisation-1' } },
  { type: 'StepUpProposed', data: { ...step, ...proposed } },
  { type: 'StepUpAccepted', data: { ...step, ...taken } },
];
const helped = told
  .map((event, revision): Past<Clear.FamilyEvent> => ({
    ...event,
    ...when,
    revision,
    id: `event-${revision}`,
    codeSets: {},
  }))
  .reduce<FamilyState>((state, event) => family.evolve(state, event), family.initial);

it('the statutory status that follows from a step up is noted of no child who had died by then', async () => {
  const dead: PersonFact = { dateOfDeath: '2026-03-09', standing: new Map() };
  const manager = stepUpAccepted({
    family: async () => helped,
    person: async (person) => (person === 'ben' ? dead : { standing: new Map() }),
    opened: async ({ data }) => data,
    reference: () => referenceOf(readCodeSets()),
  });
  const cause: Partial<StoredEvent> = { ...when, type: 'StepUpAccepted', stream: FAMILY, data: step };
  const steps = await manager.steps(cause as StoredEvent);
  expect(steps).toMatchObject([
    { order: { type: 'NoteStatutoryStatus', data: { child: 'ava', status: 'CIN_S17' } } },
  ]);
});
