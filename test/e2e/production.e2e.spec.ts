import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { makeCertificate, type Certificate } from '../support/certificates.ts';
import { fhrWith, ServiceProcess, serviceThatEnds } from '../support/processes.ts';

interface Advertised {
  readonly address: string;
  readonly token: string;
}

const SCENARIOS = join(import.meta.dirname, '../scenarios');
const AUDIENCE = 'family-help';

const scratch = mkdtempSync(join(tmpdir(), 'family-help-production-'));
const folder = join(scratch, 'data');
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let issuer: string;
let signIn: Server;
let own: Certificate;
let partner: Certificate;
let settings: Record<string, string>;
let service: ServiceProcess;
let documents: Record<string, string>;

beforeAll(async () => {
  own = makeCertificate(scratch, 'localhost');
  partner = makeCertificate(scratch, 'partner');
  keys = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  signIn = createServer({ cert: own.cert, key: own.key }, (_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })),
  );
  signIn.listen(0, '127.0.0.1');
  await once(signIn, 'listening');
  issuer = `https://127.0.0.1:${(signIn.address() as AddressInfo).port}`;
  const issuers = [{ issuer, audience: AUDIENCE, jwksUri: `${issuer}/keys`, algorithms: ['ES256'] }];
  const listed = await fhrWith({ FHR_DATA: folder }, 'documents', 'list', SCENARIOS);
  documents = JSON.parse(listed.answer) as Record<string, string>;
  settings = {
    FHR_MODE: 'production',
    FHR_DATA: folder,
    FHR_ORIGIN: 'council.example/family-help',
    FHR_ISSUERS: file('issuers.json', JSON.stringify(issuers)),
    FHR_KEK_COMMAND: `echo ${randomBytes(32).toString('base64')}`,
    FHR_DOCUMENTS: file('documents.json', listed.answer),
    FHR_PROXIES: '127.0.0.1',
    FHR_CLIENT_CERTIFICATE_HEADER: 'Client-Cert',
    NODE_EXTRA_CA_CERTS: own.files.certificate,
  };
  service = await ServiceProcess.start(folder, settings);
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  signIn.closeAllConnections();
  signIn.close();
  rmSync(scratch, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

function tokenOf(role: string, claims: object = {}): Promise<string> {
  return new SignJWT({ role, agency: 'council', ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(`somebody-${role}`)
    .setIssuedAt()
    .setExpirationTime('5m')
    .setJti(randomUUID())
    .sign(keys.privateKey);
}

async function ask(body: object, headers: Record<string, string>) {
  const response = await service.send(body, headers);
  return { status: response.status, body: await response.json() };
}

const bearing = (token: string) => ({ authorization: `Bearer ${token}` });
const idOf = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(join(SCENARIOS, `${name}.graphql`)))
    .digest('hex');
const refusedAs = (code: string) => ({
  errors: [expect.objectContaining({ extensions: expect.objectContaining({ code }) as unknown })],
});

describe('production', () => {
  it('takes the documents of a list that a verb made, every example among them', async () => {
    const examples = readdirSync(SCENARIOS).filter((name) => name.endsWith('.graphql'));
    expect(Object.keys(documents)).toHaveLength(examples.length);
    const headers = bearing(await tokenOf('AUDITOR'));
    const body = { documentId: `sha256:${idOf('ownership-gaps')}`, variables: { purpose: 'AUDIT' } };
    expect(await ask(body, headers)).toEqual({
      status: 200,
      body: { data: { ownershipGaps: expect.objectContaining({ gaps: [] }) as unknown } },
    });
  });

  it.each([
    ['another document', '{ __typename }'],
    ['for the schema', '{ __schema { types { name } } }'],
    ['with a misspelt field', '{ famly { id } }'],
  ])('is asked with no document that is not listed: %s', async (_, query) => {
    const refused = await ask({ query }, bearing(await tokenOf('AUDITOR')));
    expect(refused).toEqual({ status: 400, body: refusedAs('DOCUMENT_NOT_ALLOWED') });
  });

  it('believes a system only with the certificate that its token is bound to', async () => {
    const body = { documentId: idOf('changes-since'), variables: { purpose: 'OPERATIONS' } };
    const bound = bearing(await tokenOf('SYSTEM', { cnf: { 'x5t#S256': partner.thumbprint } }));
    const free = bearing(await tokenOf('SYSTEM'));
    expect((await ask(body, { ...bound, 'client-cert': partner.header })).status).toBe(200);
    for (const headers of [
      bound,
      { ...bound, 'client-cert': own.header },
      { ...free, 'client-cert': partner.header },
    ])
      expect(await ask(body, headers)).toEqual({ status: 401, body: refusedAs('UNAUTHENTICATED') });
  });

  it('lets its own command line ask with any, as whoever bears a token', async () => {
    const tokenFile = file('token', await tokenOf('AUDITOR'));
    const asked = await fhrWith(settings, 'query', '{ __typename }', '--token-file', tokenFile);
    expect([asked.status, JSON.parse(asked.answer)]).toEqual([0, { data: { __typename: 'Query' } }]);
    const absent = await fhrWith(settings, 'replay', 'F-0000000150', '--token-file', tokenFile);
    expect([absent.status, absent.answer]).toEqual([3, '']);
  });

  it('has no personas, and makes no key of their issuer', async () => {
    const csv = file('requests.csv', '');
    const stopped = { ...settings, FHR_DATA: join(scratch, 'stopped'), FHR_FAMILIES: '0' };
    for (const [asked, ...verb] of [
      [settings, 'token', 'issue', '--as', 'auditor'],
      [settings, 'query', '{ __typename }', '--as', 'auditor'],
      [settings, 'import', 'requests', csv],
      [stopped, 'import', 'requests', csv],
      [stopped, 'import', 'requests', csv, '--as', 'coordinator'],
    ] as const) {
      const { status, answer, said } = await fhrWith(asked, ...verb);
      expect([status, answer]).toEqual([2, '']);
      expect(said).toContain('--token-file');
    }
    expect(existsSync(join(folder, 'development-issuer.json'))).toBe(false);
  });

  it.each(['import', 'bundles?family=F-0000000150&purpose=SAFEGUARDING', 'packs?family=F-0000000150'])(
    'does nothing for the operator who does not say who acts: %s',
    async (task) => {
      const { address, token } = JSON.parse(readFileSync(join(folder, 'service.json'), 'utf8')) as Advertised;
      const asked = await fetch(`${address}/operator/${task}`, { method: 'POST', headers: bearing(token) });
      expect([asked.status, await asked.json()]).toEqual([401, refusedAs('UNAUTHENTICATED')]);
    },
  );
});

describe('a start that production refuses', () => {
  let born: string;
  beforeAll(async () => {
    born = join(scratch, 'development');
    const starting = { FHR_ORIGIN: 'council.example/family-help' };
    await using development = await ServiceProcess.start(born, starting);
    expect(development.printed).toContain('listening');
  });

  it.each<[string, () => Record<string, string>, RegExp]>([
    ['a store born in development', () => ({ FHR_DATA: born }), /FHR_MODE: .*born in development\.$/m],
    ['a simulated clock', () => ({ FHR_CLOCK: '2026-03-10T09:00:00Z' }), /FHR_CLOCK: .*simulated clock\.$/m],
    ['the local issuer', () => ({ FHR_ISSUERS: '' }), /FHR_ISSUERS: .*local issuer/],
    ['a local key file', () => ({ FHR_KEK_COMMAND: '' }), /FHR_KEK_COMMAND: .*local key file/],
    ['a store without TLS', () => ({ FHR_STORE: 'esdb://a?tls=false' }), /FHR_STORE: .*tls=false\.$/m],
    ['credentials in a URL', () => ({ FHR_KEYS: 'postgres://a:b@c/d' }), /FHR_KEYS: .*credentials/],
    [
      'documents that do not fit the schema',
      () => {
        const text = '{ famly { id } }';
        const hash = createHash('sha256').update(text).digest('hex');
        return { FHR_DOCUMENTS: file('unfit.json', JSON.stringify({ [hash]: text })) };
      },
      /FHR_DOCUMENTS: .*does not fit the schema\.$/m,
    ],
    [
      'a certificate with another\u2019s key',
      () => ({ FHR_TLS_CERTIFICATE: own.files.certificate, FHR_TLS_KEY: partner.files.key }),
      /FHR_TLS_CERTIFICATE: .*its key\.$/m,
    ],
  ])('by %s ends with 2 and a sentence, and never listens', async (_, changed, sentence) => {
    const { FHR_DATA: data = join(scratch, randomUUID()), ...others } = changed();
    const { status, answer, said } = await serviceThatEnds(data, { ...settings, ...others });
    expect([status, answer]).toEqual([2, '']);
    expect(said).toMatch(/^SETTINGS_REFUSED: /m);
    expect(said).toMatch(sentence);
    expect(said).not.toContain('listening');
  });
});
