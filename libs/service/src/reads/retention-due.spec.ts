import { expect, it } from '@jest/globals';
import type { Readers } from '#libs/read-models';
import { readCodeSets, referenceOf } from '#libs/reference';
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

it('asks once with whom somebody who is due goes together', () => {
  const reference = referenceOf(readCodeSets());
  const asked: string[] = [];
  const person = { adult: true, dateOfBirth: null, expectedDeliveryDate: null, death: null, families: [] };
  const sources = {
    forgetting: {
      rules: () => reference.codes('retention-rule'),
      registeredAfter: (after: number) => (after < 3 ? [{ since: 3, person: 'p-1' }] : []),
      holdsStanding: () => [{ hold: 'hold-1', everything: false, persons: ['p-2'], families: [] }],
      erased: () => [],
    },
    timeline: {
      recordsOf: (each: string) => [each],
      personAsOf: () => person,
      mixedWith: (each: string) => {
        asked.push(each);
        return ['p-2'];
      },
    },
    lives: {
      hadContactAfter: () => false,
      contacts: ([record]: string[]) => [{ type: 'Said', day: '2000-01-01', persons: [record], data: {} }],
      ofRequests: () => [],
      everBeside: () => [],
    },
  };
  const { edges } = retentionDue(
    sources as never,
    { on: '2026-03-02', at: { position: 9 }, reference } as never,
  );
  expect(edges.map(({ node }) => [node.person, node.holds])).toEqual([['p-1', ['hold-1']]]);
  expect(asked).toEqual(['p-1']);
});
