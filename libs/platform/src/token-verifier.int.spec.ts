import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLocalJWKSet, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { personaNames, personas } from '#libs/access';
import { issueToken, localIssuer } from './local-issuer.ts';
import { tokenVerifier, type TrustedIssuer } from './token-verifier.ts';

const folder = mkdtempSync(join(tmpdir(), 'family-help-tokens-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ISSUER = 'https://login.example.org';
const AUDIENCE = 'record';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let others: Keys;
let verify: ReturnType<typeof tokenVerifier>;

beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  others = await generateKeyPair('ES256', { extractable: true });
  const trusted: TrustedIssuer = {
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ['ES256'],
    longestLife: 600,
    keys: createLocalJWKSet({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256' }] }),
  };
  verify = tokenVerifier([trusted], { authority: '919' });
});

const claims = { role: 'AUDITOR', agency: 'audit' };
const header = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };

function token(
  changes: Record<string, unknown> = {},
  heading: Record<string, unknown> = {},
  key = keys.privateKey,
) {
  const now = Math.floor(Date.now() / 1000);
  const body = { iss: ISSUER, aud: AUDIENCE, sub: 'u-1', iat: now, exp: now + 300, jti: 'j-1', ...claims };
  return new SignJWT({ ...body, ...changes }).setProtectedHeader({ ...header, ...heading }).sign(key);
}

const past = Math.floor(Date.now() / 1000) - 3600;
const faults: Record<string, () => Promise<string>> = {
  'that is not a token': async () => 'not-a-token',
  'that is empty': async () => '',
  'that has expired': () => token({ iat: past, exp: past + 300 }),
  'that is not valid yet': () => token({ nbf: past + 7200 }),
  'for another audience': () => token({ aud: 'elsewhere' }),
  'of an unknown issuer': () => token({ iss: 'https://evil.example' }),
  'of another type': () => token({}, { typ: 'JWT' }),
  'under an unknown key': () => token({}, { kid: 'k2' }, others.privateKey),
  'signed by someone else under our key id': () => token({}, {}, others.privateKey),
  'that brings its own key': async () =>
    token(
      {},
      { jwk: await exportJWK(others.publicKey), jku: 'https://evil.example/keys' },
      others.privateKey,
    ),
  'that says at which address its keys are, and by which certificate': () =>
    token(
      {},
      { jku: 'https://evil.example/keys', x5u: 'https://evil.example/c', x5c: ['AAAA'] },
      others.privateKey,
    ),
  ...Object.fromEntries(
    [
      '../../dev/null',
      '/dev/null',
      "k1' OR '1'='1",
      'k1; cat /etc/passwd',
      '',
      'http://evil.example/k1',
      '__proto__',
    ].map((kid) => [`whose key id is ${JSON.stringify(kid)}`, () => token({}, { kid }, others.privateKey)]),
  ),
  'that must be understood in a way that nobody here does': () => {
    const heading = { ...header, crit: ['urn:new'], 'urn:new': true };
    const body = { iss: ISSUER, aud: AUDIENCE, sub: 'u-1', jti: 'j-1', ...claims };
    const signed = new SignJWT(body).setProtectedHeader(heading).setIssuedAt().setExpirationTime('5m');
    return signed.sign(keys.privateKey, { crit: { 'urn:new': true } });
  },
  'that is larger than any': () => token({ padding: 'x'.repeat(12_000) }),
  'of another authority': () => token({ authority: '881' }),
  'of somebody who signs in tomorrow': () => token({ auth_time: past + 90_000 }),
  'that will be issued tomorrow': () => token({ iat: past + 90_000, exp: past + 90_300 }),
  'for an audience that only begins alike': () => token({ aud: `${AUDIENCE}2` }),
  'of an issuer that only begins alike': () => token({ iss: `${ISSUER}.evil.example` }),
  'signed by an algorithm that this issuer does not use': async () =>
    token({}, { alg: 'RS256' }, (await generateKeyPair('RS256')).privateKey),
  'without an algorithm': async () =>
    new UnsecuredJWT({ ...claims, sub: 'u-1', jti: 'j' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .encode(),
  'signed with our public key as a secret': async () =>
    new SignJWT({ ...claims, sub: 'u-1', jti: 'j' })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(await exportSPKI(keys.publicKey))),
  'issued longer ago than tokens may live': () => token({ iat: past, exp: past + 36_000 }),
  'without an end': () => token({ exp: undefined }),
  'without an id': () => token({ jti: undefined }),
  'without a subject': () => token({ sub: undefined }),
  'with a role that there is not': () => token({ role: 'SUPERUSER' }),
  'without a role': () => token({ role: undefined }),
  'without an agency': () => token({ agency: undefined }),
  'with a worker that is none': () => token({ worker: 'family-00000000000000000000000001' }),
  'with a line break in the name': () => token({ sub: 'u\n1' }),
  'that was changed': async () => {
    const [head, , signature] = (await token()).split('.');
    const body = Buffer.from(JSON.stringify({ ...claims, role: 'MANAGER' })).toString('base64url');
    return [head, body, signature].join('.');
  },
};

describe('a bearer token', () => {
  it('says who the caller is', async () => {
    expect(
      await verify(await token({ worker: 'worker-00000000000000000000000001', acr: 'strong', auth_time: 5 })),
    ).toEqual({
      user: 'u-1',
      role: 'AUDITOR',
      agency: 'audit',
      worker: 'worker-00000000000000000000000001',
      acr: 'strong',
      authTime: 5,
    });
  });

  it.each(Object.keys(faults))('%s is refused like any other', async (fault) => {
    const refused = await verify((await faults[fault]?.()) ?? '').catch((reason: unknown) => reason);
    expect(refused).toMatchObject({ name: 'Rejected', code: 'UNAUTHENTICATED', details: {} });
  });
});

describe('a good token', () => {
  it('is good whatever it says of where its keys are', async () => {
    const heading = { jku: 'https://evil.example/keys', x5u: 'https://evil.example/c' };
    expect(await verify(await token({}, heading))).toMatchObject({ user: 'u-1' });
  });

  it('is no longer good when it has ended, though it was a moment ago', async () => {
    const short = await token({ iat: past, exp: past + 300 });
    jest.useFakeTimers({
      now: (past + 299) * 1000,
      doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'],
    });
    try {
      expect(await verify(short)).toMatchObject({ user: 'u-1' });
      jest.setSystemTime((past + 306) * 1000);
      await expect(verify(short)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the development issuer', () => {
  it('lets a caller be each persona', async () => {
    const check = tokenVerifier([await localIssuer(folder)]);
    for (const name of personaNames) {
      const { authTime, ...principal } = await check(await issueToken(folder, name));
      expect(principal).toEqual(personas[name]);
      expect(authTime).toBeGreaterThan(0);
    }
  });

  it('keeps its private key from other users of the machine, and shows none of it', async () => {
    await localIssuer(folder);
    const file = join(folder, 'development-issuer.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { d } = JSON.parse(readFileSync(file, 'utf8')) as { d: string };
    expect(JSON.stringify(await localIssuer(folder))).not.toContain(d);
  });

  it('is one issuer, whichever of two starts at once makes its key', async () => {
    const fresh = join(folder, 'fresh');
    const [one, other] = await Promise.all([issueToken(fresh, 'auditor'), issueToken(fresh, 'manager')]);
    const check = tokenVerifier([await localIssuer(fresh)]);
    expect([(await check(one)).role, (await check(other)).role]).toEqual(['AUDITOR', 'MANAGER']);
  });

  it('is not believed by the service of another data folder', async () => {
    const check = tokenVerifier([await localIssuer(join(folder, 'other'))]);
    await expect(check(await issueToken(folder, 'auditor'))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
