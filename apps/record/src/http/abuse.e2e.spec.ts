import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { serverAudits } from 'graphql-http';
import request from 'supertest';
import { Served } from '../testing/served.ts';

let served: Served;
let bearer: { authorization: string };

beforeAll(async () => {
  served = await Served.start();
  bearer = await served.as('auditor');
});
afterAll(() => served[Symbol.asyncDispose]());

interface Refused {
  readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}
const codeOf = (body: unknown): unknown => (body as Refused).errors[0]?.extensions['code'];
/** A body without the one thing that differs from request to request. */
const sameness = (body: unknown): string =>
  JSON.stringify(body, (name, value: unknown) => (name === 'correlationId' ? undefined : value));

const TYPENAME = { query: '{ __typename }' };

describe('a request', () => {
  it('of a known caller is answered, not kept, and can be followed', async () => {
    const id = '11111111-2222-4333-8444-555555555555';
    const response = await served.post(TYPENAME, { ...bearer, 'x-correlation-id': id });
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ data: { __typename: 'Query' } });
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-correlation-id': id,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy':
        "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none';sandbox",
    });
    expect(response.headers['x-powered-by']).toBeUndefined();
    const refused = await served.post({ query: '{ nothing }' }, { ...bearer, 'x-correlation-id': id });
    expect((refused.body as Refused).errors[0]?.extensions['correlationId']).toBe(id);
  });

  it('finds its connection open for longer than a proxy keeps one that is idle', async () => {
    const response = await served.post(TYPENAME, { ...bearer, connection: 'keep-alive' });
    expect(response.headers['keep-alive']).toBe('timeout=75');
  });

  it.each<[string, () => Promise<Record<string, string>>]>([
    ['without a token', async () => ({})],
    ['with an empty token', async () => ({ authorization: 'Bearer ' })],
    ['with something else than a token', async () => ({ authorization: 'Basic dTpw' })],
    ['with a broken token', async () => ({ authorization: 'Bearer a.b.c' })],
    ['with a changed token', async () => ({ authorization: `${bearer.authorization}x` })],
  ])('%s is turned away like any other', async (_, headers) => {
    const response = await served.post(TYPENAME, await headers());
    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer');
    const without = await served.post(TYPENAME);
    expect(sameness(response.body)).toBe(sameness(without.body));
  });

  it.each<[string, string, number]>([
    ['that is not JSON', '{"query":', 400],
    ['that is empty', '', 400],
    ['that is a batch', '[{"query":"{ __typename }"}]', 400],
    ['that is a string', '"{ __typename }"', 400],
    ['without a query', '{"variables":{}}', 400],
    ['with a member twice', '{"query":"{ __typename }","query":"{ __schema { types { name } } }"}', 400],
    ['with __proto__', '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}', 400],
    ['with a number beyond 2^53', '{"query":"{ __typename }","variables":{"a":9007199254740993}}', 400],
    ['with a persisted id only', '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}', 400],
    ['of more than 100 kB', JSON.stringify({ query: '{ __typename }', extra: 'x'.repeat(100_001) }), 413],
  ])('%s is refused with a stable code', async (_, body, status) => {
    const response = await served.post(body, bearer);
    expect([response.status, codeOf(response.body)]).toEqual([
      status,
      status === 413 ? 'QUERY_TOO_COMPLEX' : 'INVALID_INPUT',
    ]);
  });

  it('of another content type is refused, so that no form can send it', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json; charset=utf-16',
    ]) {
      const response = await served.post(JSON.stringify(TYPENAME), { ...bearer, 'content-type': type });
      expect([response.status, codeOf(response.body)]).toEqual([415, 'INVALID_INPUT']);
    }
  });

  it('by another method than POST is refused, a mutation by GET too', async () => {
    for (const query of ['{ __typename }', 'mutation { stepUp }']) {
      const response = await request(served.server.http).get('/graphql').query({ query }).set(bearer);
      expect([response.status, response.headers['allow'], codeOf(response.body)]).toEqual([
        405,
        'POST',
        'INVALID_INPUT',
      ]);
    }
  });

  it('to a path that is not there is told so, and nothing else', async () => {
    const response = await request(served.server.http).get('/admin/../secret').set(bearer);
    expect([response.status, codeOf(response.body)]).toEqual([404, 'NOT_FOUND']);
    expect(JSON.stringify(response.body)).not.toContain('secret');
  });
});

describe('a query', () => {
  const fields = (count: number, one: (index: number) => string): string =>
    Array.from({ length: count }, (_, i) => one(i)).join(' ');

  it.each<[string, string]>([
    [
      'too deep',
      `{ family(reference: "F", purpose: AUDIT) ${'{ episode '.repeat(9)}{ id }${'}'.repeat(9)} }`,
    ],
    ['with too many aliases', `{ ${fields(16, (i) => `a${i}: __typename`)} }`],
    ['with too many directives', `{ ${fields(6, () => '__typename @include(if: true)')} }`],
    ['of too many tokens', `{ ${fields(1000, () => '__typename')} }`],
    ['of two operations', 'query A { __typename } query B { __typename }'],
  ])('%s is refused before any of it runs', async (_, query) => {
    const before = await served.record.accessStore.head();
    const response = await served.post({ query }, bearer);
    expect([response.status, codeOf(response.body)]).toEqual([400, 'QUERY_TOO_COMPLEX']);
    expect(await served.record.accessStore.head()).toBe(before);
  });

  it('for a page of none, or of more than a hundred, is refused', async () => {
    for (const first of [0, -1, 101]) {
      const { errors } = await served.ask(
        'auditor',
        `{ families(purpose: AUDIT, first: ${first}) { nodes { id } } }`,
      );
      expect(errors?.[0]?.extensions['code']).toBe('PAGE_SIZE');
    }
  });

  it('for the future, or for two pasts at once, is refused', async () => {
    const ask = async (asOf: string) =>
      (await served.ask('auditor', `{ families(purpose: AUDIT, asOf: ${asOf}) { nodes { id } } }`))
        .errors?.[0]?.extensions['code'];
    expect(await ask('{ position: "999999" }')).toBe('POSITION_AHEAD');
    expect(await ask('{ knownAt: "2999-01-01T00:00:00Z" }')).toBe('AS_OF_IN_FUTURE');
    expect(await ask('{ position: "1", knownAt: "2020-01-01T00:00:00Z" }')).toBe('AS_OF_AMBIGUOUS');
    expect(await ask('{ knownAt: "yesterday" }')).toBe('INVALID_INPUT');
  });

  it('lets tools read the schema in development', async () => {
    const response = await served.post({ query: getIntrospectionQuery() }, bearer);
    expect(response.body).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
  });
});

describe('in production', () => {
  let closed: Served;
  beforeAll(async () => {
    closed = await Served.start({ showsSchema: false });
  });
  afterAll(() => closed[Symbol.asyncDispose]());

  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Family") { name } }',
    '{ famly { id } }',
    '{ family { id } }',
  ])('the schema stays unknown: %s', async (query) => {
    const response = await closed.post({ query }, await closed.as('auditor'));
    expect([response.status, codeOf(response.body)]).toEqual([400, 'INVALID_INPUT']);
    expect((response.body as Refused).errors.map(({ message }) => message)).toEqual(
      (response.body as Refused).errors.map(() => 'What was sent has not the shape it should have.'),
    );
  });
});

describe('where a read cannot be recorded', () => {
  it('it is refused, and HTTP says when to ask again', async () => {
    await using alone = await Served.start();
    await alone.record.accessStore.close();
    const query = '{ families(purpose: AUDIT) { nodes { reference } } }';
    const response = await alone.post({ query }, await alone.as('auditor'));
    expect([response.status, response.headers['retry-after'], codeOf(response.body)]).toEqual([
      503,
      '5',
      'AUDIT_UNAVAILABLE',
    ]);
    expect(response.body).toMatchObject({ data: { families: null } });
  });
});

describe('where a node is cut off from its log', () => {
  it('HTTP says when to ask again, but of an answer of which a part is there', async () => {
    await using alone = await Served.start();
    Object.defineProperty(alone.record.store, 'unproven', { value: 10_001 });
    const ask = async (root: string) => {
      const query = `{ ${root} families(purpose: AUDIT) { nodes { reference } } }`;
      const response = await alone.post({ query }, await alone.as('auditor'));
      return [response.status, response.headers['retry-after'], codeOf(response.body)];
    };
    expect(await ask('')).toEqual([503, '5', 'STALE']);
    expect(await ask('__typename')).toEqual([200, undefined, 'STALE']);
  });
});

describe('GraphQL over HTTP', () => {
  it('keeps every MUST of its audits', async () => {
    const audits = serverAudits({
      url: `${served.address}/graphql`,
      fetchFn: (url: string, init: RequestInit = {}) =>
        fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), ...bearer } }),
    });
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    const failed = results.flatMap((result) =>
      result.status === 'ok' ? [] : [`${result.status} ${result.name}`],
    );
    expect(failed.filter((each) => each.startsWith('error'))).toEqual([]);
  });
});
