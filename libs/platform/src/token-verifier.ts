import { decodeJwt, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Principal, Role } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { proofCheck, type ShownProof } from './sign-in/proof.ts';
import {
  CLOCK_TOLERANCE,
  recordShape,
  type Bound,
  type Claimed,
  type TokenShape,
} from './sign-in/token-shape.ts';

/** An issuer whose tokens are believed, for one audience, under its own keys and algorithms only. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  /** Seconds after its issue when a token is no longer taken, whatever it says itself. */
  readonly longestLife: number;
  readonly keys: JWTVerifyGetKey;
  /** How its tokens look; the record's own shape unless given. */
  readonly shape?: TokenShape;
}

export interface VerifierOptions {
  /** Roles whose tokens must be bound to what their bearer shows. */
  readonly bound?: readonly Role[];
  /** The authority of the record: a token that names another is of no use here. */
  readonly authority?: string;
}

const BELIEVED_MS = 30_000;
const MOST_BELIEVED = 1000;
/** Characters; Entra ID's with two hundred groups have some ten thousand. */
const LONGEST_TOKEN = 12_000;

/** What a caller shows beside a token. */
export interface Shown {
  /** SHA-256, base64url, of a certificate. */
  readonly certificate?: string | undefined;
  readonly proof?: ShownProof | undefined;
  /** With this very request it was found good already: whether the token is good still is all that is asked. */
  readonly wasGood?: boolean;
}

/** Who a token says someone is, who shows this beside it. */
export type TokenVerifier = (token: string, shown?: Shown) => Promise<Principal>;

/**
 * Who a bearer token says the caller is. Every fault, of whatever kind, is the same Rejected UNAUTHENTICATED, but for
 * SIGN_IN_UNAVAILABLE where its issuer would have to be asked and does not answer. Keys come from the issuers' own sets
 * alone: a token's `jwk`, `jku` or `x5u` is never looked at. A token that was found good is believed for half a minute,
 * and no longer than it lives. One that is bound to a certificate (RFC 8705) is good only with it, one that is bound to a key
 * (RFC 9449) only with a new proof of that key for each request, and a proof only with such a token.
 */
export function tokenVerifier(
  issuers: readonly TrustedIssuer[],
  { bound = [], authority }: VerifierOptions = {},
): TokenVerifier {
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
  const isOfHere = ({ authority: said }: Principal): boolean =>
    said === undefined || authority === undefined || said === authority;
  const isProven = proofCheck();
  const isShown = async (to: Bound, token: string, { certificate, proof }: Shown): Promise<boolean> => {
    if (to.key !== undefined) return proof !== undefined && isProven(proof, token, to.key);
    return proof === undefined && to.certificate !== undefined && to.certificate === certificate;
  };
  const isGood = async ({ principal, bound: to }: Claimed, token: string, shown: Shown): Promise<boolean> => {
    if (!isOfHere(principal)) return false;
    if (shown.wasGood === true) return true;
    if (to !== undefined) return isShown(to, token, shown);
    return shown.proof === undefined && !bound.some((role) => role === principal.role);
  };
  return async (token, shown = {}) => {
    try {
      const found = await verified(token);
      if (await isGood(found, token, shown)) return found.principal;
    } catch (reason) {
      if (reason instanceof Rejected && reason.code === 'SIGN_IN_UNAVAILABLE') throw reason;
      // Refused like every other.
    }
    throw new Rejected('UNAUTHENTICATED');
  };
}

interface Believed extends Claimed {
  /** Milliseconds since 1970. */
  readonly until: number;
}

async function verify(token: string, issuers: readonly TrustedIssuer[]): Promise<Believed> {
  if (token.length > LONGEST_TOKEN) throw new Rejected('UNAUTHENTICATED');
  const { iss, aud } = decodeJwt(token);
  const named = issuers.find(({ issuer, audience }) => issuer === iss && [aud].flat().includes(audience));
  if (named === undefined) throw new Rejected('UNAUTHENTICATED');
  const { shape = recordShape() } = named;
  const { payload } = await jwtVerify(token, named.keys, {
    issuer: named.issuer,
    audience: named.audience,
    algorithms: [...named.algorithms],
    typ: shape.type,
    requiredClaims: ['exp', 'iat', ...shape.required],
    maxTokenAge: named.longestLife,
    clockTolerance: CLOCK_TOLERANCE,
  });
  const { exp = 0, iat = 0 } = payload;
  const until = Math.min(Date.now() + BELIEVED_MS, exp * 1000, (iat + named.longestLife) * 1000);
  return { ...shape.read(payload), until };
}
