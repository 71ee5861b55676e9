import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWK } from 'jose';
import { proofCheck, type ProofCheck } from './proof.ts';

const TOKEN = 'header.payload.signature';
const URL_ASKED = 'https://record.council.example/graphql';
const request = { method: 'POST', url: URL_ASKED };

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let jwk: JWK;
let thumbprint: string;
let check: ProofCheck;

beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  jwk = await exportJWK(keys.publicKey);
  thumbprint = await calculateJwkThumbprint(jwk);
});
beforeEach(() => {
  check = proofCheck();
});

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');
const now = () => Math.floor(Date.now() / 1000);
const said = (changes: object = {}) => ({
  jti: randomUUID(),
  htm: 'POST',
  htu: URL_ASKED,
  ath: hashOf(TOKEN),
  iat: now(),
  ...changes,
});
const proof = (changes: object = {}, header: object = {}, key = keys.privateKey) =>
  new SignJWT(said(changes)).setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header }).sign(key);
const isGood = async (made: string | Promise<string>, by: ProofCheck = check) =>
  by({ ...request, proof: await made }, TOKEN, thumbprint);

describe('a proof', () => {
  it.each<[string, () => Promise<string>]>([
    ['of the request, the token and the key', () => proof()],
    ['with the query that was asked', () => proof({ htu: `${URL_ASKED}?a=1#b` })],
    ['with the port that https has', () => proof({ htu: 'https://RECORD.council.example:443/graphql' })],
  ])('%s is good', async (_, made) => {
    expect(await isGood(made())).toBe(true);
  });

  it.each<[string, () => string | Promise<string>]>([
    ['of another method', () => proof({ htm: 'GET' })],
    ['of another address', () => proof({ htu: 'https://evil.example/graphql' })],
    ['of another path', () => proof({ htu: 'https://record.council.example/feed' })],
    ['of the address in the clear', () => proof({ htu: 'http://record.council.example/graphql' })],
    ['of another token', () => proof({ ath: hashOf('another') })],
    ['of no token', () => proof({ ath: undefined })],
    ['of two minutes ago', () => proof({ iat: now() - 120 })],
    ['of tomorrow', () => proof({ iat: now() + 86_400 })],
    ['of no time', () => proof({ iat: undefined })],
    ['without an id', () => proof({ jti: undefined })],
    ['with an empty id', () => proof({ jti: '' })],
    ['of another type', () => proof({}, { typ: 'JWT' })],
    ['without its key', () => proof({}, { jwk: undefined })],
    ['with its private key', async () => proof({}, { jwk: await exportJWK(keys.privateKey) })],
    ['signed by another key', async () => proof({}, {}, (await generateKeyPair('ES256')).privateKey)],
    [
      'by another key of its own',
      async () => {
        const other = await generateKeyPair('ES256', { extractable: true });
        return proof({}, { jwk: await exportJWK(other.publicKey) }, other.privateKey);
      },
    ],
    [
      'signed with a secret',
      () =>
        new SignJWT(said())
          .setProtectedHeader({ alg: 'HS256', typ: 'dpop+jwt', jwk: { kty: 'oct' } })
          .sign(new TextEncoder().encode('secret'.repeat(8))),
    ],
    ['without a signature', () => new UnsecuredJWT(said()).encode()],
    ['that is too long', () => proof({ padding: 'x'.repeat(5_000) })],
    ['that is none', () => 'none'],
    ['that is two', async () => `${await proof()}, ${await proof()}`],
  ])('%s is not', async (_, made) => {
    expect(await isGood(made())).toBe(false);
  });

  it('is good once, and not at all where it comes twice at once', async () => {
    const made = await proof();
    const both = await Promise.all([isGood(made), isGood(made)]);
    expect(both.sort()).toEqual([false, true]);
    expect(await isGood(made)).toBe(false);
  });

  it('that was of another request is not used up by it', async () => {
    const made = await proof();
    expect(await check({ ...request, method: 'GET', proof: made }, TOKEN, thumbprint)).toBe(false);
    expect(await isGood(made)).toBe(true);
  });

  it('is refused where more came in a minute than can be remembered', async () => {
    const small = proofCheck(2);
    expect([
      await isGood(proof(), small),
      await isGood(proof(), small),
      await isGood(proof(), small),
    ]).toEqual([true, true, false]);
  });
});
