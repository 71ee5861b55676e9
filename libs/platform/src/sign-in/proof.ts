import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { Rejected } from '#libs/contracts';
import { CLOCK_TOLERANCE } from './token-shape.ts';

/** A DPoP proof, and the request that it came with. */
export interface ShownProof {
  readonly proof: string;
  readonly method: string;
  /** The address asked, as callers write it, without query. */
  readonly url: string;
}

export const proofAlgorithms = ['ES256', 'EdDSA'] as const;

/** Seconds for which a proof is good, and for which it is remembered. */
const GOOD_FOR = 60;
const LONGEST_PROOF = 4_000;
const MOST_REMEMBERED = 100_000;

const claims = z.object({
  jti: z.string().min(1).max(200),
  htm: z.string(),
  htu: z.url(),
  ath: z.string(),
  iat: z.number(),
});

/**
 * Whether a proof (RFC 9449) is of this request and this token, by the key of this thumbprint, made within the last
 * minute, and seen for the first time. What was seen is remembered by this process alone.
 */
export type ProofCheck = (shown: ShownProof, token: string, thumbprint: string) => Promise<boolean>;

/** Answers a check that remembers; false for every fault, and where more proofs came in a minute than it can remember. */
export function proofCheck(most: number = MOST_REMEMBERED): ProofCheck {
  const seen = new Map<string, number>();
  const isNew = (id: string, until: number): boolean => {
    const now = Date.now();
    for (const [old, end] of seen) {
      if (end > now) break;
      seen.delete(old);
    }
    if (seen.has(id) || seen.size >= most) return false;
    seen.set(id, until);
    return true;
  };
  return async (shown, token, thumbprint) => {
    try {
      const { jti } = await verify(shown, token, thumbprint);
      return isNew(hashOf(`${thumbprint}.${jti}`), Date.now() + (GOOD_FOR + 2 * CLOCK_TOLERANCE) * 1000);
    } catch {
      return false;
    }
  };
}

async function verify(
  { proof, method, url }: ShownProof,
  token: string,
  thumbprint: string,
): Promise<{ readonly jti: string }> {
  if (proof.length > LONGEST_PROOF) throw new Rejected('UNAUTHENTICATED');
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: [...proofAlgorithms],
    requiredClaims: ['iat', 'jti'],
    maxTokenAge: GOOD_FOR,
    clockTolerance: CLOCK_TOLERANCE,
  });
  const { jti, htm, htu, ath } = claims.parse(payload);
  const isOf = htm === method && isSameAddress(htu, url) && ath === hashOf(token);
  const { jwk } = protectedHeader;
  if (!isOf || jwk === undefined || (await calculateJwkThumbprint(jwk)) !== thumbprint)
    throw new Rejected('UNAUTHENTICATED');
  return { jti };
}

/** Their scheme and host in any case, and the port of the scheme said or not; query and fragment are not looked at. */
function isSameAddress(one: string, other: string): boolean {
  const [said, asked] = [new URL(one), new URL(other)];
  return said.origin === asked.origin && said.pathname === asked.pathname;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
