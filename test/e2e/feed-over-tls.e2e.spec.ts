import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as overHttp1 } from 'node:https';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import type { JWTPayload } from 'jose';
import { localIssuer, tokenVerifier } from '#libs/platform';
import { FeedService } from '../../apps/record/src/generated/familyhelp/feed/v1/feed_service_pb.ts';
import { readTls } from '../../apps/record/src/http/tls.ts';
import { createServer, type Server } from '../../apps/record/src/server.ts';
import { refusal } from '../../apps/record/src/testing/feed-clients.ts';
import { Served } from '../../apps/record/src/testing/served.ts';
import { makeCertificate, type Certificate } from '../support/certificates.ts';
import { tokenWith } from '../support/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'family-help-feed-tls-'));
let served: Served;
let server: Server;
let address: string;
let own: Certificate;
let system: Certificate;

beforeAll(async () => {
  own = makeCertificate(folder, 'localhost');
  system = makeCertificate(folder, 'system');
  served = await Served.start();
  await served.record.projector.reached(await served.record.store.head());
  server = await createServer(served.record, {
    verify: tokenVerifier([await localIssuer(served.folder)], { bound: ['SYSTEM'] }),
    log: () => undefined,
    showsSchema: false,
    tls: readTls(own.files),
  });
  address = await server.listen(0, '127.0.0.1');
}, 60_000);
afterAll(async () => {
  await server.close();
  await served[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function ask(claims: JWTPayload, shows?: Certificate): Promise<string> {
  const certificate = shows && { cert: shows.cert, key: shows.key };
  const nodeOptions = { ca: own.cert, ...certificate };
  const client = createClient(FeedService, createGrpcTransport({ baseUrl: address, nodeOptions }));
  const headers = { authorization: `Bearer ${await tokenWith(served.folder, claims)}` };
  return refusal(client.listEvents({ following: { purpose: 'OPERATIONS' } }, { headers }));
}

it('answers gRPC over TLS to a system that shows the certificate its token is bound to, and to no other', async () => {
  const bound = { cnf: { 'x5t#S256': system.thumbprint } };
  expect(await ask(bound, system)).toBe('ANSWERED');
  for (const refused of [await ask(bound), await ask(bound, own), await ask({}, system)])
    expect(refused).toBe('Unauthenticated UNAUTHENTICATED');
});

it('goes on in HTTP/1.1 with whoever offers it', async () => {
  const agent = new Agent({ ca: own.cert, ALPNProtocols: ['h2', 'http/1.1'] });
  const sent = overHttp1(`${address}/livez`, { agent }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  expect([response.statusCode, response.httpVersion]).toEqual([200, '1.1']);
  sent.destroy();
});
