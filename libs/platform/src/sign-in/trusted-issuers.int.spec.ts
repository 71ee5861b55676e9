import { describe, expect, it } from '@jest/globals';
import { StandInIssuer } from '../testing/stand-in-issuer.ts';
import { tokenVerifier } from '../token-verifier.ts';
import { trustedIssuers } from './trusted-issuers.ts';

const AUDIENCE = 'family-help';

describe('at the start', () => {
  const start = async (issuer: StandInIssuer, mode: 'development' | 'production', said: object = {}) =>
    trustedIssuers(
      {
        mode,
        folder: '',
        issuers: [
          {
            issuer: issuer.name,
            audience: AUDIENCE,
            algorithms: ['ES256'],
            longestLife: 600,
            shape: 'RECORD',
            users: '',
            ...said,
          },
        ],
      },
      () => undefined,
    ).catch((reason: unknown) => reason);
  const refused = (sentence: RegExp) => ({
    code: 'SETTINGS_REFUSED',
    details: { reason: expect.stringMatching(sentence) as unknown },
  });

  it.each<[string, (issuer: StandInIssuer) => void, RegExp]>([
    [
      'names another in its discovery',
      (issuer) => (issuer.discovery = { ...issuer.discovery, issuer: 'https://evil.example' }),
      /^FHR_ISSUERS: .*names another issuer/,
    ],
    [
      'names itself with a slash that is not in its name',
      (issuer) => (issuer.discovery = { ...issuer.discovery, issuer: `${issuer.name}/` }),
      /names another issuer/,
    ],
    [
      'leads somewhere else',
      (issuer) =>
        (issuer.instead = (_, response) =>
          response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()),
      /leads somewhere else/,
    ],
    [
      'has its keys on another machine than this, in development',
      (issuer) => (issuer.discovery = { ...issuer.discovery, jwks_uri: 'http://10.0.0.1/keys' }),
      /address that is not asked/,
    ],
    [
      'has its keys in a file',
      (issuer) => (issuer.discovery = { ...issuer.discovery, jwks_uri: 'file:///etc/passwd' }),
      /where there is no TLS/,
    ],
    [
      'says no more of itself than somebody else would',
      (issuer) => (issuer.discovery = {}),
      /names no issuer and its keys/,
    ],
  ])('an issuer that %s is refused by name', async (_, mislead, sentence) => {
    await using issuer = await StandInIssuer.start('', 'ES256');
    mislead(issuer);
    const reason = await start(issuer, 'development');
    expect(reason).toMatchObject(refused(sentence));
    expect(reason).toMatchObject({ details: { reason: expect.stringContaining(issuer.origin) as unknown } });
  });

  it('production asks no issuer at a private address, unless the settings say where its keys are', async () => {
    await using issuer = await StandInIssuer.start('', 'ES256');
    expect(await start(issuer, 'production')).toMatchObject(refused(/address that is not asked/));
    expect(await start(issuer, 'production', { jwksUri: `${issuer.origin}/keys` })).toHaveLength(1);
  });

  it('an issuer that does not answer keeps nobody else out', async () => {
    await using issuer = await StandInIssuer.start('', 'ES256');
    issuer.instead = (_, response) => response.destroy();
    const trusted = await start(issuer, 'development');
    expect(trusted).toHaveLength(1);
    const check = tokenVerifier(trusted as Awaited<ReturnType<typeof trustedIssuers>>);
    const token = await issuer.sign(
      { aud: AUDIENCE, sub: 'u-1', role: 'AUDITOR', agency: 'audit' },
      { typ: 'at+jwt' },
    );
    await expect(check(token)).rejects.toMatchObject({ code: 'SIGN_IN_UNAVAILABLE' });
  });
});
