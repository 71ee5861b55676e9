import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as requestInTheClear } from 'node:http';
import { request as requestOverTls, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { localIssuer, tokenVerifier } from '#libs/platform';
import { readTls } from '../../apps/record/src/http/tls.ts';
import { createServer, type Server } from '../../apps/record/src/server.ts';
import { Served } from '../../apps/record/src/testing/served.ts';
import { makeCertificate, type Certificate } from '../support/certificates.ts';
import { tokenWith } from '../support/tokens.ts';

const HEADER = 'client-cert';

let folder: string;
let served: Served;
let own: Certificate;
let system: Certificate;
let other: Certificate;
let direct: Server;
let behindProxy: Server;
let elsewhere: Server;
const addresses = new Map<Server, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-certificates-'));
  own = makeCertificate(folder, 'localhost');
  system = makeCertificate(folder, 'system');
  other = makeCertificate(folder, 'other');
  served = await Served.start();
  const verify = tokenVerifier([await localIssuer(served.folder)], { bound: ['SYSTEM'] });
  const options = { verify, log: () => undefined, showsSchema: false };
  const proxyAt = (...at: string[]) => ({ proxy: { addresses: at, certificateHeader: HEADER } });
  direct = await createServer(served.record, { ...options, ...proxyAt('10.0.0.7'), tls: readTls(own.files) });
  behindProxy = await createServer(served.record, { ...options, ...proxyAt('10.0.0.7', '127.0.0.1') });
  elsewhere = await createServer(served.record, { ...options, ...proxyAt('10.0.0.7', '::1') });
  for (const server of [direct, behindProxy, elsewhere])
    addresses.set(server, await server.listen(0, '127.0.0.1'));
});
afterAll(async () => {
  for (const server of [direct, behindProxy, elsewhere]) await server.close();
  await served[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const boundTo = (certificate: Certificate) => ({ cnf: { 'x5t#S256': certificate.thumbprint } });
const tokenOf = (claims: object = {}) => tokenWith(served.folder, { ...claims });

interface Sent {
  readonly token: string;
  readonly shows?: Certificate;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

async function ask(
  server: Server,
  { token, shows, headers }: Sent,
): Promise<{ status?: number; body: string }> {
  const url = new URL('/graphql', addresses.get(server));
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    ca: own.cert,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    ...(shows && { cert: shows.cert, key: shows.key }),
  };
  const sent = url.protocol === 'https:' ? requestOverTls(url, options) : requestInTheClear(url, options);
  sent.end('{"query":"{ __typename }"}');
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const body = (await text(response)).replace(/"correlationId":"[^"]*"/, '');
  return { ...(response.statusCode !== undefined && { status: response.statusCode }), body };
}

const good = { status: 200, body: expect.stringContaining('"Query"') as unknown };
const unknown = { status: 401, body: expect.stringContaining('"UNAUTHENTICATED"') as unknown };

describe('a token that is bound to a certificate', () => {
  it('is good with that certificate, shown to the service itself', async () => {
    const token = await tokenOf(boundTo(system));
    expect(await ask(direct, { token, shows: system })).toEqual(good);
  });

  it('is good with that certificate, handed on by the proxy', async () => {
    const token = await tokenOf(boundTo(system));
    for (const header of [system.header, encodeURIComponent(system.cert)])
      expect(await ask(behindProxy, { token, headers: { [HEADER]: header } })).toEqual(good);
  });

  it.each<[string, () => Promise<{ status?: number; body: string }>]>([
    ['without a certificate', async () => ask(direct, { token: await tokenOf(boundTo(system)) })],
    ['with another', async () => ask(direct, { token: await tokenOf(boundTo(system)), shows: other })],
    [
      'with another, after it was good with its own',
      async () => {
        const token = await tokenOf(boundTo(system));
        expect(await ask(direct, { token, shows: system })).toEqual(good);
        return ask(direct, { token, shows: other });
      },
    ],
    [
      'with its own in a header that the caller wrote',
      async () =>
        ask(direct, { token: await tokenOf(boundTo(system)), headers: { [HEADER]: system.header } }),
    ],
    [
      'with its own in a header, from where no proxy is',
      async () =>
        ask(elsewhere, { token: await tokenOf(boundTo(system)), headers: { [HEADER]: system.header } }),
    ],
    [
      'by the proxy, without a certificate',
      async () => ask(behindProxy, { token: await tokenOf(boundTo(system)) }),
    ],
    [
      'by the proxy, with another',
      async () =>
        ask(behindProxy, { token: await tokenOf(boundTo(system)), headers: { [HEADER]: other.header } }),
    ],
    [
      'by the proxy, with two',
      async () =>
        ask(behindProxy, {
          token: await tokenOf(boundTo(system)),
          headers: { [HEADER]: [system.header, other.header] },
        }),
    ],
    [
      'by the proxy, with its thumbprint in place of it',
      async () =>
        ask(behindProxy, { token: await tokenOf(boundTo(system)), headers: { [HEADER]: system.thumbprint } }),
    ],
    [
      'by the proxy, with what is no certificate',
      async () =>
        ask(behindProxy, { token: await tokenOf(boundTo(system)), headers: { [HEADER]: ':AAAA:' } }),
    ],
    [
      'bound to a thumbprint that is none',
      async () => ask(direct, { token: await tokenOf({ cnf: { 'x5t#S256': '' } }), shows: system }),
    ],
    [
      'bound in another way',
      async () => ask(direct, { token: await tokenOf({ cnf: { jkt: system.thumbprint } }), shows: system }),
    ],
    [
      'bound in two ways',
      async () =>
        ask(direct, {
          token: await tokenOf({ cnf: { 'x5t#S256': system.thumbprint, jkt: system.thumbprint } }),
          shows: system,
        }),
    ],
    ['bound to nothing, of a system', async () => ask(direct, { token: await tokenOf(), shows: system })],
  ])('is refused %s, like any other', async (_, attempt) => {
    const refused = await attempt();
    expect(refused).toEqual(unknown);
    expect(refused).toEqual(await ask(direct, { token: 'a.b.c' }));
  });

  it('need not be bound where it is a person\u2019s', async () => {
    expect(await ask(direct, { token: await tokenOf({ role: 'AUDITOR' }) })).toEqual(good);
  });
});

describe('the service over TLS', () => {
  it('answers this machine in the clear as well, for its command line', async () => {
    const here = await direct.listenHere();
    expect(here).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${here}/livez`)).status).toBe(200);
  });

  it('is not started with a key that is not of its certificate, or without the files', () => {
    const files = { certificate: own.files.certificate, key: other.files.key };
    expect(() => readTls(files)).toThrow(expect.objectContaining({ code: 'SETTINGS_REFUSED' }));
    expect(() => readTls({ ...files, key: join(folder, 'absent') })).toThrow(
      expect.objectContaining({ code: 'SETTINGS_REFUSED' }),
    );
  });
});
