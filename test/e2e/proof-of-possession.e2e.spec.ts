import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { Served } from '../../apps/record/src/testing/served.ts';
import { tokenWith } from '../support/tokens.ts';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

let served: Served;
let address: string;
let keys: Keys;
let jwk: JWK;
let bound: string;

beforeAll(async () => {
  served = await Served.start();
  address = `${served.address}/graphql`;
  keys = await generateKeyPair('ES256', { extractable: true });
  jwk = await exportJWK(keys.publicKey);
  bound = await tokenWith(served.folder, {
    role: 'AUDITOR',
    cnf: { jkt: await calculateJwkThumbprint(jwk) },
  });
});
afterAll(() => served[Symbol.asyncDispose]());

function proofFor(token: string, htu = address): Promise<string> {
  const ath = createHash('sha256').update(token).digest('base64url');
  return new SignJWT({ jti: randomUUID(), htm: 'POST', htu, ath })
    .setIssuedAt()
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
    .sign(keys.privateKey);
}

async function ask(headers: Record<string, string>): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ __typename }"}',
  });
}

describe('a token that is bound to a key', () => {
  it('is good with a proof of it, a new one each time', async () => {
    for (let n = 0; n < 2; n++)
      expect((await ask({ authorization: `DPoP ${bound}`, dpop: await proofFor(bound) })).status).toBe(200);
  });

  it.each<[string, () => Promise<Record<string, string>>]>([
    ['without a proof', async () => ({ authorization: `DPoP ${bound}` })],
    ['as a bearer token', async () => ({ authorization: `Bearer ${bound}` })],
    [
      'as a bearer token, beside a proof',
      async () => ({ authorization: `Bearer ${bound}`, dpop: await proofFor(bound) }),
    ],
    [
      'with a proof for another service',
      async () => ({
        authorization: `DPoP ${bound}`,
        dpop: await proofFor(bound, 'https://record.council.example/graphql'),
      }),
    ],
    [
      'with a proof that was sent before',
      async () => {
        const sent = { authorization: `DPoP ${bound}`, dpop: await proofFor(bound) };
        expect((await ask(sent)).status).toBe(200);
        return sent;
      },
    ],
    [
      'in whose place one that is bound to nothing is sent',
      async () => {
        const loose = await tokenWith(served.folder, { role: 'AUDITOR' });
        return { authorization: `DPoP ${loose}`, dpop: await proofFor(loose) };
      },
    ],
  ])('is refused %s, like any other', async (_, attempt) => {
    const headers = await attempt();
    const refused = await ask(headers);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe(
      headers['authorization']?.startsWith('DPoP') ? 'DPoP algs="ES256 EdDSA"' : 'Bearer',
    );
    const unlike = (text: string) => text.replace(/"correlationId":"[^"]*"/, '');
    expect(unlike(await refused.text())).toBe(unlike(await (await ask({})).text()));
  });
});
