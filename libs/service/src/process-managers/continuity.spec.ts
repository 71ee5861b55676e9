import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#libs/contracts';
import { stepIdOf } from './manager.ts';
import { agencyEnded, keyworkerLeft, type ContinuityParts } from './continuity.ts';

// An episode that came under a worker or an agency at the moment at which either ended.
const parts: ContinuityParts = {
  episodesUnder: () => ['episode-1', 'episode-2'],
  familyOfEpisode: (episode) => (episode === 'episode-1' ? 'family-1' : undefined),
  workersOf: () => [
    { worker: 'worker-1', role: 'KEYWORKER', activeTo: null },
    { worker: 'worker-2', role: 'KEYWORKER', activeTo: '2026-03-01' },
  ],
  standingFor: async (agency) => agency,
  caughtUp: async () => undefined,
  flagOf: (step) => `flag-${step}`,
};

const cause = (stream: string, data: StoredEvent['data'] = {}) =>
  ({ id: '7c58785f-cdd8-5381-b000-f40f076fe309', stream, data }) as StoredEvent;

describe('an episode that nobody holds any more', () => {
  it('is put to a person, with the event that left it so', async () => {
    expect(await keyworkerLeft(parts).steps(cause('worker-1'))).toEqual([
      {
        name: 'episode-1',
        order: {
          type: 'RaiseDataQualityFlag',
          data: {
            flag: 'KEYWORKER_LEFT',
            families: ['family-1'],
            cause: '7c58785f-cdd8-5381-b000-f40f076fe309',
          },
        },
        starts: `flag-${stepIdOf('keyworker-left', '7c58785f-cdd8-5381-b000-f40f076fe309', 'episode-1')}`,
      },
    ]);
    const [flagged] = await agencyEnded(parts).steps(cause('organisation-1'));
    expect(flagged?.order.data).toMatchObject({ flag: 'AGENCY_ENDED', families: ['family-1'] });
  });

  it('goes to the last successor where that one has ended as well', async () => {
    const standingFor = async (agency: string) => `${agency}-follows`;
    const ended = cause('organisation-1', { successor: 'organisation-2' });
    const [episode, worker] = await agencyEnded({ ...parts, standingFor }).steps(ended);
    expect(episode?.order.data).toMatchObject({ to: 'organisation-2-follows' });
    expect(worker?.order.data).toMatchObject({ agency: 'organisation-2-follows' });
  });

  it('goes to the successor of its agency, and so do those who still work there', async () => {
    const steps = await agencyEnded(parts).steps(cause('organisation-1', { successor: 'organisation-2' }));
    expect(steps.map(({ order: { type, data }, stream }) => ({ type, data, stream }))).toEqual([
      {
        type: 'ChangeAccountableAgency',
        data: { family: 'family-1', episode: 'episode-1', to: 'organisation-2' },
        stream: 'family-1',
      },
      {
        type: 'MoveWorker',
        data: { worker: 'worker-1', agency: 'organisation-2', role: 'KEYWORKER' },
        stream: 'worker-1',
      },
    ]);
  });
});
