import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { roles, type Principal } from '#libs/access';
import { shapeFault } from '#libs/contracts';

/** What a token is bound to: whoever sends it must show that they have it. */
export interface Bound {
  /** SHA-256, base64url, of a certificate (RFC 8705). */
  readonly certificate?: string;
  /** Thumbprint of the key of a proof (RFC 9449). */
  readonly key?: string;
}

export interface Claimed {
  readonly principal: Principal;
  readonly bound?: Bound | undefined;
}

/** How tokens of a kind of issuer look, and who they say somebody is. */
export interface TokenShape {
  /** Of their header. */
  readonly type: string;
  readonly required: readonly string[];
  /** Throws where they do not say it. */
  read(payload: JWTPayload): Claimed;
}

export const pseudonym = z.string().regex(/^[\w.:|/+=-]{1,200}$/);
export const workerId = z.string().refine((text) => shapeFault('worker', text) === undefined);

const thumbprint = z.string().regex(/^[\w-]{43}$/);
/** Bound in one way that is known. Bound in another, or in two, it is not believed. */
const confirmation = z.union([
  z.strictObject({ 'x5t#S256': thumbprint }),
  z.strictObject({ jkt: thumbprint }),
]);

/** What tokens of every shape may say besides. */
export const signedIn = {
  cnf: confirmation.optional(),
  acr: z.string().max(200).optional(),
  /** Nobody signed in tomorrow: it would be recent for ever. */
  auth_time: z
    .int()
    .nonnegative()
    .refine((seconds) => seconds <= Date.now() / 1000 + CLOCK_TOLERANCE)
    .optional(),
};

/** Seconds by which an issuer's clock may differ from this machine's. */
export const CLOCK_TOLERANCE = 5;

type SignedIn = z.infer<z.ZodObject<typeof signedIn>>;

/** What of how somebody signed in is told of them. */
export function howSignedIn({ acr, auth_time }: SignedIn): Pick<Principal, 'acr' | 'authTime'> {
  return {
    ...(acr !== undefined && { acr }),
    ...(auth_time !== undefined && { authTime: auth_time }),
  };
}

export function boundBy({ cnf }: SignedIn): Bound | undefined {
  if (cnf === undefined) return undefined;
  return 'jkt' in cnf ? { key: cnf.jkt } : { certificate: cnf['x5t#S256'] };
}

const claims = z.object({
  ...signedIn,
  sub: pseudonym,
  role: z.enum(roles),
  agency: pseudonym,
  worker: workerId.optional(),
  authority: z.string().max(20).optional(),
});

/** RFC 9068, with the record's own claims. */
export function recordShape(users = ''): TokenShape {
  return {
    type: 'at+jwt',
    required: ['jti'],
    read: (payload) => {
      const said = claims.parse(payload);
      const { sub, role, agency, worker, authority } = said;
      const principal = {
        user: pseudonym.parse(`${users}${sub}`),
        role,
        agency,
        ...(worker !== undefined && { worker }),
        ...(authority !== undefined && { authority }),
        ...howSignedIn(said),
      };
      return { principal, bound: boundBy(said) };
    },
  };
}
