import { describe, expect, it } from '@jest/globals';
import { Counted } from '../testing/counted.ts';
import { project } from '../testing/project.ts';
import { Story } from '../testing/story.ts';
import { access } from './projection.ts';
import { AccessReader } from './reader.ts';
import type { AccessFilter } from './table.ts';

const viewed = (effect: string) => ({
  type: 'RecordViewed' as const,
  data: {
    purpose: 'AUDIT',
    effect,
    reads: ['familyTimeline'],
    door: 'GRAPHQL',
    classes: ['general'],
    policies: ['auditor'],
    documentHash: 'h',
    position: 7,
    results: 1,
  },
});

/** An auditor opens a family once a day, five days running; the second time in vain. */
function fiveReads(): Story {
  const story = new Story('2026-04-01T09:00:00.000Z');
  for (const effect of ['GRANTED', 'REFUSED', 'GRANTED', 'GRANTED', 'GRANTED'])
    story.at(`2026-04-0${story.events.length + 1}T09:00:00.000Z`).tell('access-202604', viewed(effect), {
      families: ['family-hill'],
      persons: ['p-ava'],
      actor: { user: 'u-9', role: 'AUDITOR', onBehalfOf: 'u-1' },
    });
  return story;
}

const read = (): AccessReader => new AccessReader(project(access, fiveReads().events));

describe('who saw', () => {
  it('says who read a person or a family, when, what for, and whether it was allowed', () => {
    const [newest] = read().whoSaw(['family-hill']).edges;
    expect(newest).toEqual({
      cursor: 4,
      node: {
        position: 4,
        at: '2026-04-05T09:00:00.000Z',
        user: 'u-9',
        role: 'AUDITOR',
        agency: 'organisation-a',
        onBehalfOf: 'u-1',
        purpose: 'AUDIT',
        effect: 'GRANTED',
        door: 'GRAPHQL',
        reads: ['familyTimeline'],
        relationships: [],
        classes: ['general'],
        policies: ['auditor'],
        policyVersion: null,
        documentHash: 'h',
        results: 1,
        terms: [],
        correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ofPosition: 7,
      },
    });
    expect(read().whoSaw(['p-ava']).edges[3]?.node.effect).toBe('REFUSED');
    expect(read().whoSaw(['p-ben']).edges).toEqual([]);
  });

  it('keeps to a period', () => {
    const period = { from: '2026-04-02T00:00:00.000Z', to: '2026-04-03T23:59:59.999Z' };
    expect(
      read()
        .whoSaw(['p-ava'], period)
        .edges.map(({ cursor }) => cursor),
    ).toEqual([2, 1]);
  });

  it('says of several records who read any of them, each read once, in pages', () => {
    const story = fiveReads();
    const day = (date: string) => story.at(`${date}T09:00:00.000Z`);
    day('2026-04-06').tell('access-202604', viewed('GRANTED'), { families: ['family-reed'] });
    day('2026-04-07').tell('access-202604', viewed('GRANTED'), { families: ['family-reed', 'family-hill'] });
    day('2026-04-08').tell('access-202604', viewed('GRANTED'), { families: ['family-grey'] });
    const reader = new AccessReader(project(access, story.events));
    const seen = (request: object) =>
      reader.whoSaw(['family-hill', 'family-reed'], {}, request).edges.map(({ cursor }) => cursor);
    expect(seen({})).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(seen({ first: 3 })).toEqual([6, 5, 4]);
    expect(seen({ first: 3, after: 5 })).toEqual([4, 3, 2]);
    expect(seen({ last: 2 })).toEqual([1, 0]);
    expect(seen({ last: 2, before: 4 })).toEqual([6, 5]);
    expect(reader.entries({ of: ['family-reed', 'family-grey'] }).edges.map(({ cursor }) => cursor)).toEqual([
      7, 6, 5,
    ]);
  });

  it('comes in pages, the newest first, from either end', () => {
    const reader = read();
    const first = reader.whoSaw(['p-ava'], {}, { first: 2 });
    expect(first).toMatchObject({
      hasNextPage: true,
      hasPreviousPage: false,
      edges: [{ cursor: 4 }, { cursor: 3 }],
    });
    const next = reader.whoSaw(['p-ava'], {}, { first: 2, after: 3 });
    expect(next).toMatchObject({
      hasNextPage: true,
      hasPreviousPage: true,
      edges: [{ cursor: 2 }, { cursor: 1 }],
    });
    const last = reader.whoSaw(['p-ava'], {}, { last: 2 });
    expect(last).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: true,
      edges: [{ cursor: 1 }, { cursor: 0 }],
    });
  });
});

describe('the access log', () => {
  const log = (): AccessReader => {
    const story = fiveReads();
    const refused = {
      type: 'OrderRefused' as const,
      data: {
        order: 'CloseEpisode',
        refusal: 'NOT_FOUND',
        door: 'GRAPHQL',
        policies: ['no-relation'],
        policyVersion: 'v',
      },
    };
    story.at('2026-04-06T09:00:00.000Z').tell('access-202604', refused, {
      families: ['family-hill'],
      actor: { user: 'u-3', role: 'KEYWORKER', agency: 'organisation-b' },
    });
    return new AccessReader(project(access, story.events));
  };
  const found = (filter: AccessFilter): number[] =>
    log()
      .entries(filter)
      .edges.map(({ cursor }) => cursor);

  it('holds what was refused as well, reads and orders, and whom each was about', () => {
    expect(log().entries({}).edges[0]?.node).toMatchObject({
      what: 'ORDER',
      user: 'u-3',
      purpose: null,
      effect: 'REFUSED',
      reads: ['CloseEpisode'],
      policies: ['no-relation'],
      policyVersion: 'v',
      ofPosition: null,
      of: ['family-hill'],
    });
    expect(log().entries({}).edges[1]?.node.policyVersion).toBeNull();
    expect(log().entries({}).edges[1]?.node.of).toEqual(['family-hill', 'p-ava']);
    expect(log().whoSaw(['family-hill']).edges[0]?.cursor).toBe(4);
  });

  it.each<[string, AccessFilter, number[]]>([
    ['all', {}, [5, 4, 3, 2, 1, 0]],
    ['a person', { of: ['p-ava'] }, [4, 3, 2, 1, 0]],
    ['a family', { of: ['family-hill'] }, [5, 4, 3, 2, 1, 0]],
    ['a user', { user: 'u-3' }, [5]],
    ['an agency', { agency: 'organisation-a' }, [4, 3, 2, 1, 0]],
    ['a purpose', { purpose: 'AUDIT' }, [4, 3, 2, 1, 0]],
    ['refusals', { effect: 'REFUSED' }, [5, 1]],
    ['refusals of a person', { of: ['p-ava'], effect: 'REFUSED' }, [1]],
    ['a period', { from: '2026-04-02T09:00:00.000Z', to: '2026-04-04T09:00:00.000Z' }, [3, 2, 1]],
    ['a time before', { to: '2026-03-31T09:00:00.000Z' }, []],
    ['a time to come', { from: '2026-05-01T09:00:00.000Z' }, []],
  ])('is asked for %s', (_, filter, expected) => {
    expect(found(filter)).toEqual(expected);
  });

  it('asks as much of a page of many entries as of one, and of each whom it was of', () => {
    const statements = (first: number): number => {
      const rows = new Counted(project(access, fiveReads().events));
      const { edges } = new AccessReader(rows).entries({}, { first });
      expect(edges.map(({ node }) => node.of)).toEqual(edges.map(() => ['family-hill', 'p-ava']));
      return rows.statements;
    };
    expect(statements(5)).toBe(statements(1));
  });

  it('tells of a day each look that was let or refused, and of whom', () => {
    const period = { from: '2026-04-02T00:00:00.000Z', to: '2026-04-06T23:59:59.999Z' };
    const looks = log().looks(period);
    expect(looks.map(({ at, effect }) => `${at.slice(8, 10)} ${effect}`)).toEqual([
      '02 REFUSED',
      '03 GRANTED',
      '04 GRANTED',
      '05 GRANTED',
    ]);
    expect(looks[0]).toMatchObject({ user: 'u-9', policies: ['auditor'], relationships: [] });
    expect([...(looks[0]?.of ?? [])].sort()).toEqual(['family-hill', 'p-ava']);
  });

  it('tells which agencies were let look at somebody, and when', () => {
    const period = { from: '2026-04-01T00:00:00.000Z', to: '2026-04-03T23:59:59.999Z' };
    const agency = 'organisation-a';
    expect(log().looksAt(['family-hill', 'p-ava'], period)).toEqual([
      { at: '2026-04-01T09:00:00.000Z', agency },
      { at: '2026-04-03T09:00:00.000Z', agency },
    ]);
    expect(log().looksAt(['p-ben'], period)).toEqual([]);
  });
});
