import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import { createServer } from '../server.ts';
import { Served } from '../testing/served.ts';
import { readDocuments } from './documents.ts';

const TYPENAME = 'query Typename { __typename }';
const PAGE =
  'query Page($purpose: Purpose!) { families(purpose: $purpose, first: 2) { nodes { reference } } }';
const OPERATOR = 'the-token-of-this-machine';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const listOf = (...texts: string[]) => new Map(texts.map((text) => [hashOf(text), text]));

let served: Served;
let bearer: { authorization: string };
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-documents-'));
  const tasks = {
    createBundle: async () => ({}),
    createPack: async () => ({}),
    importRequests: async () => ({}),
  };
  served = await Served.start({
    documents: { byHash: listOf(TYPENAME, PAGE), takesOthers: false },
    operator: { token: OPERATOR, tasks },
  });
  bearer = await served.as('auditor');
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const typename = { data: { __typename: 'Query' } };

describe('where only listed documents are taken', () => {
  it.each([
    ['its text', { query: TYPENAME }],
    ['its id', { documentId: `sha256:${hashOf(TYPENAME)}` }],
    ['its bare id', { documentId: hashOf(TYPENAME) }],
    ['its text and id', { query: TYPENAME, documentId: hashOf(TYPENAME) }],
    [
      'its id as Apollo\u2019s clients send it',
      { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(TYPENAME) } } },
    ],
  ])('one can be asked with by %s', async (_, body) => {
    expect((await served.post(body, bearer)).body).toEqual(typename);
  });

  it('takes variables beside an id, and records the read under the document\u2019s own hash', async () => {
    const before = await served.record.accessStore.head();
    const body = { documentId: hashOf(PAGE), variables: { purpose: 'AUDIT' }, operationName: 'Page' };
    expect((await served.post(body, bearer)).body).toEqual({ data: { families: { nodes: [] } } });
    const written: string[] = [];
    for await (const { events } of served.record.accessStore.readAll({ after: before }))
      written.push(...events.map(({ document }) => Buffer.from(document).toString()));
    expect(written).toHaveLength(1);
    expect(written[0]).toContain(createHash('sha256').update(PAGE).digest('base64url'));
  });

  it.each([
    ['another text', { query: '{ __typename }' }],
    ['a listed text with a space more', { query: `${TYPENAME} ` }],
    ['the schema', { query: '{ __schema { types { name } } }' }],
    ['a mutation', { query: 'mutation { stepUp }' }],
    ['what is not GraphQL', { query: '{{{' }],
    ['a document over a limit', { query: `{ ${'__typename '.repeat(2000)} }` }],
    ['an unknown id', { documentId: hashOf('unknown') }],
    ['an unknown id of Apollo\u2019s', { extensions: { persistedQuery: { sha256Hash: hashOf('unknown') } } }],
  ])('refuses %s alike, and runs nothing', async (_, body) => {
    const before = await served.record.accessStore.head();
    const response = await served.post(body, bearer);
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ errors: [{ extensions: { code: 'DOCUMENT_NOT_ALLOWED' } }] });
    expect(Object.keys(response.body as object)).toEqual(['errors']);
    expect(await served.record.accessStore.head()).toBe(before);
  });

  it.each([
    ['an id that is none', { documentId: 'latest' }],
    ['an id in capitals', { documentId: hashOf(TYPENAME).toUpperCase() }],
    ['an id that is a number', { documentId: 7 }],
    ['a text under the id of another', { query: TYPENAME, documentId: hashOf(PAGE) }],
    ['neither', { variables: {} }],
  ])('refuses %s as malformed', async (_, body) => {
    const response = await served.post(body, bearer);
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
  });

  it('lets the command line of this machine ask with others, under the same limits', async () => {
    const operator = { ...bearer, 'x-operator-token': OPERATOR };
    expect((await served.post({ query: '{ __typename }' }, operator)).body).toEqual(typename);
    const tooMuch = await served.post({ query: `{ ${'__typename '.repeat(2000)} }` }, operator);
    expect(tooMuch.body).toMatchObject({ errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }] });
    const other = { ...bearer, 'x-operator-token': OPERATOR.replace('t', 'T') };
    expect((await served.post({ query: '{ __typename }' }, other)).body).toMatchObject({
      errors: [{ extensions: { code: 'DOCUMENT_NOT_ALLOWED' } }],
    });
    const nobody = await served.post({ query: '{ __typename }' }, { 'x-operator-token': OPERATOR });
    expect(nobody.status).toBe(401);
  });
});

describe('a list of documents', () => {
  const reasonOf = (content: string): unknown => {
    const file = join(folder, 'documents.json');
    writeFileSync(file, content);
    try {
      return readDocuments(file);
    } catch (reason) {
      return reason instanceof Rejected ? `${reason.code} ${String(reason.details['reason'])}` : reason;
    }
  };

  it('is read from a file', () => {
    expect(reasonOf(JSON.stringify(Object.fromEntries(listOf(TYPENAME, PAGE))))).toEqual(
      listOf(TYPENAME, PAGE),
    );
  });

  it.each([
    ['that is not JSON', 'documents', /no list of documents/],
    ['that is an array', '[]', /no list of documents/],
    ['with a document under another hash', JSON.stringify({ [hashOf(PAGE)]: TYPENAME }), /not the SHA-256/],
    ['with something else than a text', JSON.stringify({ [hashOf('7')]: 7 }), /not the SHA-256/],
    [
      'with a document over a limit',
      JSON.stringify(Object.fromEntries(listOf(`{ ${'__typename '.repeat(2000)} }`))),
      /over a limit/,
    ],
  ])('%s is refused, and the setting is named', (_, content, sentence) => {
    const said = reasonOf(content);
    expect(said).toMatch(/^SETTINGS_REFUSED FHR_DOCUMENTS: .*\.$/);
    expect(said).toMatch(sentence);
  });

  it('is refused before anything listens where a document does not fit the schema', async () => {
    const started = createServer(served.record, {
      verify: () => Promise.reject(new Rejected('UNAUTHENTICATED')),
      log: () => undefined,
      showsSchema: false,
      documents: { byHash: listOf('{ famly { id } }'), takesOthers: false },
    });
    await expect(started).rejects.toMatchObject({ code: 'SETTINGS_REFUSED' });
  });
});
