import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { importJWK, type JWK } from 'jose';
import { isPersona, personas } from '#libs/access';
import { Rejected } from '#libs/contracts';
import type { TrustedIssuer } from './token-verifier.ts';

const ISSUER = 'urn:family-help-record:development';
/** What development's tokens are for. */
export const developmentAudience = 'family-help-record';
const ALGORITHM = 'ES256';

/** A development token's life: a working day. */
export const DEVELOPMENT_TOKEN_SECONDS = 8 * 3600;

/**
 * The issuer of development tokens, trusted by the service of the same data folder only. Its key is made when first
 * asked for (`development-issuer.json`, mode 0600). Never to be used in production.
 */
export async function localIssuer(folder: string): Promise<TrustedIssuer> {
  const { kty, crv, x, y, kid, alg } = await developmentKey(folder);
  const publicKey: JWK = { kty, crv, x, y, kid, alg, use: 'sig' } as JWK;
  return {
    issuer: ISSUER,
    audience: developmentAudience,
    algorithms: [ALGORITHM],
    longestLife: DEVELOPMENT_TOKEN_SECONDS,
    keys: createLocalJWKSet({ keys: [publicKey] }),
  };
}

/** A bearer token with which a caller is a persona, at the service of this data folder. UNKNOWN_CODE: there is no such one. */
export async function issueToken(
  folder: string,
  persona: string,
  seconds: number = DEVELOPMENT_TOKEN_SECONDS,
): Promise<string> {
  if (!isPersona(persona)) throw new Rejected('UNKNOWN_CODE', { field: 'persona' });
  const key = await developmentKey(folder);
  const { user, role, agency, worker } = personas[persona];
  const auth_time = Math.floor(Date.now() / 1000);
  return new SignJWT({ role, agency, auth_time, ...(worker !== undefined && { worker }) })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', ...(key.kid !== undefined && { kid: key.kid }) })
    .setIssuer(ISSUER)
    .setAudience(developmentAudience)
    .setSubject(user)
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .setJti(randomUUID())
    .sign(await importJWK(key, ALGORITHM));
}

/** The private key that signs development's tokens, made when first asked for. Never to be shown. */
export async function developmentKey(folder: string): Promise<JWK> {
  const file = join(folder, 'development-issuer.json');
  if (!existsSync(file)) await makeKey(folder, file);
  const text = textOf(file);
  try {
    return JSON.parse(text) as JWK;
  } catch {
    throw new Rejected('STORE_REFUSED', {
      reason: 'development-issuer.json holds no key: delete it, and the next start makes one.',
    });
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (reason) {
    const { code } = reason as NodeJS.ErrnoException;
    throw new Rejected('STORE_REFUSED', {
      reason: `development-issuer.json cannot be read (${code}): it belongs to the user who runs the service.`,
    });
  }
}

/** Whole or not at all, and the first one where two processes make it at once. */
async function makeKey(folder: string, file: string): Promise<void> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, alg: ALGORITHM, kid: await calculateJwkThumbprint(jwk) };
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(key), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (reason) {
    if (!existsSync(file)) throw reason;
  } finally {
    rmSync(draft);
  }
}
