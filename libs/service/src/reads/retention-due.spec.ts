import { expect, it } from '@jest/globals';
import type { Readers } from '#libs/read-models';
import { retentionDue } from './retention-due.ts';

it('a page on which nobody is due says where it looked to, so that the next one begins there', () => {
  const registered = [3, 5, 9].map((since) => ({ since, person: `person ${since}` }));
  const forgetting: Pick<Readers['forgetting'], 'rules' | 'registeredAfter' | 'holdsStanding' | 'erased'> = {
    rules: () => [],
    holdsStanding: () => [],
    registeredAfter: (after, _, limit) => registered.filter(({ since }) => since > after).slice(0, limit),
    erased: (subjects) =>
      subjects.map((subject) => ({
        subject,
        erasure: 'erasure-1',
        position: 20,
        at: '2026-03-02T09:00:00.000Z',
      })),
  };
  const sources = {
    forgetting: forgetting as Readers['forgetting'],
    timeline: {} as Readers['timeline'],
    lives: {} as Readers['lives'],
  };
  const page = (after?: number) =>
    retentionDue(sources, { on: '2026-03-02', at: { position: 20 }, after, lookedAt: 1 } as never);
  expect(page()).toMatchObject({ edges: [], hasNextPage: true, end: 3 });
  expect(page(3)).toMatchObject({ edges: [], hasNextPage: true, end: 5 });
  expect(page(5)).toMatchObject({ edges: [], hasNextPage: false });
});
