import type { Request, RequestHandler } from 'express';
import type { Principal } from '#libs/access';
import { Rejected } from '#libs/contracts';
import type { Log, TokenVerifier } from '#libs/platform';
import type { Readers } from '#libs/read-models';
import { noteCaller } from './known-requests.ts';
import { refuse } from './refuse.ts';

export interface Authentication {
  readonly verify: TokenVerifier;
  /** The SHA-256 of the certificate that a caller has shown. */
  readonly certificateOf: (request: Request) => string | undefined;
  readonly readers: Readers;
  readonly log: Log;
}

/** Lets known callers in. Whatever is wrong with a token, the answer is the same. */
export function authenticate({ verify, certificateOf, readers, log }: Authentication): RequestHandler {
  const identified = async (request: Request): Promise<Principal> =>
    verify(bearerToken(request.headers.authorization), certificateOf(request));
  return (request, response, next) => {
    identified(request)
      .then((principal) => {
        noteCaller(request, withWorker(principal, readers));
        next();
      })
      .catch((reason: unknown) => refuse(response, reason, log));
  };
}

function bearerToken(header: string | undefined): string {
  const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? '') ?? [];
  if (token === undefined) throw new Rejected('UNAUTHENTICATED');
  return token;
}

/** The worker the caller is: the one the token names, or whose account it is. */
function withWorker(principal: Principal, { directory }: Readers): Principal {
  if (principal.worker !== undefined && directory.worker(principal.worker) !== undefined) return principal;
  const worker = directory.workerOfUser(principal.user)?.worker ?? principal.worker;
  return worker === undefined ? principal : { ...principal, worker };
}
