import { expect, it } from '@jest/globals';
import { succession } from './succession.ts';

it('the successor of an agency takes over its open episodes and then the workers who have not left', () => {
  const workers = [
    { worker: 'worker-1', role: 'KEYWORKER', activeTo: null },
    { worker: 'worker-2', role: 'MANAGER', activeTo: '2026-01-31' },
  ];
  const episodes = [{ family: 'family-1', episode: 'episode-1' }];
  expect(succession('organisation-2', { episodes, workers })).toEqual([
    {
      type: 'ChangeAccountableAgency',
      data: { family: 'family-1', episode: 'episode-1', to: 'organisation-2' },
    },
    { type: 'MoveWorker', data: { worker: 'worker-1', agency: 'organisation-2', role: 'KEYWORKER' } },
  ]);
});
