import { createRemoteJWKSet, decodeJwt, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { roles, type Principal, type Role } from '#libs/access';
import { Rejected, shapeFault } from '#libs/contracts';

/** An issuer whose tokens are believed, for one audience, under its own keys and algorithms only. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  /** Seconds after its issue when a token is no longer taken, whatever it says itself. */
  readonly longestLife: number;
  readonly keys: JWTVerifyGetKey;
}

/** An issuer by configuration: its keys are fetched from `jwksUri` and kept. */
export interface ConfiguredIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  readonly algorithms: readonly string[];
}

const LONGEST_LIFE = 600;
const CLOCK_TOLERANCE = 5;
const BELIEVED_MS = 30_000;
const MOST_BELIEVED = 1000;

const pseudonym = z.string().regex(/^[\w.:|/+=-]{1,200}$/);
/** RFC 8705: the certificate that whoever sends the token must show. Bound in another way, it is not believed. */
const confirmation = z.strictObject({ 'x5t#S256': z.string().regex(/^[\w-]{43}$/) });
const claims = z.object({
  cnf: confirmation.optional(),
  sub: pseudonym,
  role: z.enum(roles),
  agency: pseudonym,
  worker: z
    .string()
    .refine((text) => shapeFault('worker', text) === undefined)
    .optional(),
  acr: z.string().max(200).optional(),
  auth_time: z.int().nonnegative().optional(),
});

export function remoteIssuer({ jwksUri, ...issuer }: ConfiguredIssuer): TrustedIssuer {
  return { ...issuer, longestLife: LONGEST_LIFE, keys: createRemoteJWKSet(new URL(jwksUri)) };
}

/** Who a token says someone is, who has shown a certificate with this SHA-256, base64url, or none. */
export type TokenVerifier = (token: string, certificate?: string) => Promise<Principal>;

/**
 * Who a bearer token (RFC 9068, `typ: at+jwt`) says the caller is. Every fault, of whatever kind, is the same Rejected
 * UNAUTHENTICATED. Keys come from the issuers' own sets alone: a token's `jwk`, `jku` or `x5u` is never looked at. A
 * token that was found good is believed for half a minute, and no longer than it lives. One that is bound to a
 * certificate (RFC 8705) is good only with it, and one of the roles in `bound` only so.
 */
export function tokenVerifier(issuers: readonly TrustedIssuer[], bound: readonly Role[] = []): TokenVerifier {
  const believed = new Map<string, Believed>();
  const verified = async (token: string): Promise<Believed> => {
    const known = believed.get(token);
    if (known !== undefined && known.until > Date.now()) return known;
    believed.delete(token);
    const found = await verify(token, issuers);
    if (believed.size >= MOST_BELIEVED) believed.clear();
    believed.set(token, found);
    return found;
  };
  return async (token, certificate) => {
    try {
      const { principal, boundTo } = await verified(token);
      const mustBeBound = bound.some((role) => role === principal.role);
      if (boundTo === undefined ? !mustBeBound : boundTo === certificate) return principal;
    } catch {
      // Refused like every other.
    }
    throw new Rejected('UNAUTHENTICATED');
  };
}

interface Believed {
  readonly principal: Principal;
  /** SHA-256, base64url, of the certificate that must be shown with it. */
  readonly boundTo: string | undefined;
  /** Milliseconds since 1970. */
  readonly until: number;
}

async function verify(token: string, issuers: readonly TrustedIssuer[]): Promise<Believed> {
  const { iss, aud } = decodeJwt(token);
  const named = issuers.find(({ issuer, audience }) => issuer === iss && [aud].flat().includes(audience));
  if (named === undefined) throw new Rejected('UNAUTHENTICATED');
  const { payload } = await jwtVerify(token, named.keys, {
    issuer: named.issuer,
    audience: named.audience,
    algorithms: [...named.algorithms],
    typ: 'at+jwt',
    requiredClaims: ['exp', 'iat', 'jti'],
    maxTokenAge: named.longestLife,
    clockTolerance: CLOCK_TOLERANCE,
  });
  const { exp = 0, iat = 0 } = payload;
  const until = Math.min(Date.now() + BELIEVED_MS, exp * 1000, (iat + named.longestLife) * 1000);
  const claimed = claims.parse(payload);
  return { principal: principalOf(claimed), boundTo: claimed.cnf?.['x5t#S256'], until };
}

function principalOf({ sub, role, agency, worker, acr, auth_time }: z.infer<typeof claims>): Principal {
  return {
    user: sub,
    role,
    agency,
    ...(worker !== undefined && { worker }),
    ...(acr !== undefined && { acr }),
    ...(auth_time !== undefined && { authTime: auth_time }),
  };
}
