import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { personaNames, personas } from '#libs/access';
import { issueToken, openLog } from '#libs/platform';
import { readSettings } from '#libs/service';
import { serve, type Running } from '../../apps/record/src/serve.ts';
import { Browser, type Shown } from '../support/browser.ts';

const CALLBACK = 'http://127.0.0.1:54321/callback';

interface Discovered {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}
interface Tokens {
  readonly access_token: string;
  readonly token_type: string;
  readonly refresh_token?: string;
  readonly error?: string;
}

let folder: string;
let running: Running;
let issuer: Discovered;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-sign-in-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_PORT: '0', FHR_FAMILIES: '0' });
  running = await serve(settings, openLog({ write: () => undefined }));
  const address = `${running.address}/sign-in/.well-known/openid-configuration`;
  issuer = (await (await fetch(address)).json()) as Discovered;
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const verifier = randomBytes(32).toString('base64url');
const asked = (changes: Record<string, string | undefined> = {}): string => {
  const said = {
    client_id: 'family-help',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 'somewhere',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const known = Object.entries(said).filter((each): each is [string, string] => each[1] !== undefined);
  return `${issuer.authorization_endpoint}?${String(new URLSearchParams(known))}`;
};

async function signedIn(persona: string, changes: Record<string, string> = {}): Promise<Shown> {
  const browser = new Browser();
  const page = await browser.open(asked(changes), CALLBACK);
  return browser.open(page.at, CALLBACK, { persona });
}

async function tokens(said: Record<string, string>, headers: Record<string, string> = {}): Promise<Tokens> {
  const answer = await fetch(issuer.token_endpoint, {
    method: 'POST',
    headers,
    body: new URLSearchParams(said),
  });
  return (await answer.json()) as Tokens;
}

const exchanged = (shown: Shown, headers: Record<string, string> = {}, code_verifier = verifier) =>
  tokens(
    {
      grant_type: 'authorization_code',
      client_id: 'family-help',
      redirect_uri: CALLBACK,
      code: new URL(shown.at).searchParams.get('code') ?? '',
      code_verifier,
    },
    headers,
  );

async function statusWith(headers: Record<string, string>): Promise<number> {
  const answer = await fetch(`${running.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ __typename }"}',
  });
  return answer.status;
}

const own = ({ role, agency, worker }: JWTPayload) => ({ role, agency, worker });

describe('in development a person', () => {
  it('is shown the personas, on a page that loads nothing', async () => {
    const shown = await new Browser().open(asked(), CALLBACK);
    expect(shown.status).toBe(200);
    for (const name of personaNames) expect(shown.page).toContain(`value="${name}"`);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(shown.page).not.toMatch(/<script|src=|href=/);
  });

  it('signs in as each of them, and is that one to the record', async () => {
    for (const name of personaNames) {
      const { access_token } = await exchanged(await signedIn(name));
      const said = decodeJwt(access_token);
      expect(said).toMatchObject({ iss: issuer.issuer, sub: name, aud: 'family-help-record' });
      expect(own(said)).toEqual(own({ ...personas[name] }));
      expect(Math.abs(Number(said['auth_time']) - Date.now() / 1000)).toBeLessThan(60);
      expect(await statusWith({ authorization: `Bearer ${access_token}` })).toBe(200);
    }
  });

  it('comes back to where they were, on any port of this machine', async () => {
    const shown = await signedIn('auditor', { redirect_uri: CALLBACK });
    expect(shown.at.startsWith(CALLBACK)).toBe(true);
    expect(new URL(shown.at).searchParams.get('state')).toBe('somewhere');
  });

  it('stays signed in with a token that renews, with the time at which they did', async () => {
    const first = await exchanged(
      await signedIn('manager', { scope: 'openid offline_access', prompt: 'consent' }),
    );
    const { refresh_token = '' } = first;
    const again = await tokens({ grant_type: 'refresh_token', client_id: 'family-help', refresh_token });
    expect(decodeJwt(again.access_token)['auth_time']).toBe(decodeJwt(first.access_token)['auth_time']);
    expect(await statusWith({ authorization: `Bearer ${again.access_token}` })).toBe(200);
  });

  it('gets a token that is bound to a key, where their client proves one', async () => {
    const keys = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(keys.publicKey);
    const proof = async (htu: string, token?: string) => {
      const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
      return new SignJWT({ jti: randomUUID(), htm: 'POST', htu, ...ath })
        .setIssuedAt()
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(keys.privateKey);
    };
    const shown = await signedIn('auditor');
    const { access_token, token_type } = await exchanged(shown, { dpop: await proof(issuer.token_endpoint) });
    expect(token_type).toBe('DPoP');
    const authorization = `DPoP ${access_token}`;
    const dpop = await proof(`${running.address}/graphql`, access_token);
    expect(await statusWith({ authorization, dpop })).toBe(200);
    expect(await statusWith({ authorization: `Bearer ${access_token}` })).toBe(401);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'without a challenge',
      async () =>
        new Browser().open(asked({ code_challenge: undefined, code_challenge_method: undefined }), CALLBACK),
    ],
    [
      'with a challenge in the clear',
      async () => new Browser().open(asked({ code_challenge_method: 'plain' }), CALLBACK),
    ],
    [
      'for a token in the address',
      async () => new Browser().open(asked({ response_type: 'token' }), CALLBACK),
    ],
  ])('does not sign in %s', async (_, attempt) => {
    expect(await attempt()).toMatchObject({ at: expect.stringMatching(/error=/) as unknown });
  });

  it('is led nowhere else', async () => {
    for (const redirect_uri of ['https://evil.example/callback', 'http://127.0.0.1:54321/other']) {
      const shown = await new Browser().open(asked({ redirect_uri }), redirect_uri);
      expect([shown.status, shown.at.startsWith(redirect_uri)]).toEqual([400, false]);
    }
  });

  it('is nobody by a code that somebody else asked for, or by one that was used', async () => {
    expect(await exchanged(await signedIn('auditor'), {}, 'x'.repeat(43))).toMatchObject({
      error: 'invalid_grant',
    });
    const shown = await signedIn('auditor');
    await exchanged(shown);
    expect(await exchanged(shown)).toMatchObject({ error: 'invalid_grant' });
  });

  it('is none but a persona, on a page of their own', async () => {
    const browser = new Browser();
    const page = await browser.open(asked(), CALLBACK);
    expect((await browser.open(page.at, CALLBACK, { persona: 'root' })).status).toBe(400);
    expect((await new Browser().open(page.at, CALLBACK, { persona: 'auditor' })).status).toBe(404);
  });

  it('is not led here by another name of this machine', async () => {
    const { port } = new URL(running.address);
    const headers = { host: `evil.example:${port}` };
    const sent = get(`${running.address}/sign-in/.well-known/openid-configuration`, { headers });
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(404);
  });
});

describe('in development a program', () => {
  it('signs in with what stands in service.json, and is the system', async () => {
    const advertised = JSON.parse(readFileSync(join(folder, 'service.json'), 'utf8')) as {
      client: { id: string; secret: string };
    };
    const { id, secret } = advertised.client;
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const { access_token } = await tokens({ grant_type: 'client_credentials' }, { authorization });
    expect(decodeJwt(access_token)).toMatchObject({ sub: id, role: 'SYSTEM' });
    expect(await statusWith({ authorization: `Bearer ${access_token}` })).toBe(200);
    const wrong = { authorization: `Basic ${Buffer.from(`${id}:wrong`).toString('base64')}` };
    expect(await tokens({ grant_type: 'client_credentials' }, wrong)).toMatchObject({
      error: 'invalid_client',
    });
  });

  it('goes on with tokens that the command line issues', async () => {
    expect(await statusWith({ authorization: `Bearer ${await issueToken(folder, 'auditor')}` })).toBe(200);
  });
});
