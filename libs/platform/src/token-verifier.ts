import { decodeJwt, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Principal, Role } from '#libs/access';
import { Rejected } from '#libs/contracts';
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

/** Who a token says someone is, who has shown a certificate with this SHA-256, base64url, or none. */
export type TokenVerifier = (token: string, certificate?: string) => Promise<Principal>;

/**
 * Who a bearer token says the caller is. Every fault, of whatever kind, is the same Rejected UNAUTHENTICATED, but for
 * SIGN_IN_UNAVAILABLE where its issuer would have to be asked and does not answer. Keys come from the issuers' own sets
 * alone: a token's `jwk`, `jku` or `x5u` is never looked at. A token that was found good is believed for half a minute,
 * and no longer than it lives. One that is bound to a certificate (RFC 8705) is good only with it.
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
  return async (token, certificate) => {
    try {
      const { principal, bound: to } = await verified(token);
      const mustBeBound = bound.some((role) => role === principal.role);
      const isGood = to === undefined ? !mustBeBound : isShown(to, certificate);
      if (isGood && isOfHere(principal)) return principal;
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

function isShown(to: Bound, certificate: string | undefined): boolean {
  return to.certificate !== undefined && to.certificate === certificate;
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
