import type { Request, RequestHandler } from 'express';
import type { Principal } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { proofAlgorithms, type Log, type ShownProof, type TokenVerifier } from '#libs/platform';
import type { Readers } from '#libs/read-models';
import { noteCaller } from './known-requests.ts';
import { refuse } from './refuse.ts';

export interface Authentication {
  readonly verify: TokenVerifier;
  /** The SHA-256 of the certificate that a caller has shown. */
  readonly certificateOf: (request: Request) => string | undefined;
  /** The address that callers asked, as they write it; undefined where nobody knows it, and no proof is of use. */
  readonly addressOf: (request: Request) => string | undefined;
  readonly readers: Readers;
  readonly log: Log;
}

/** Lets known callers in. Whatever is wrong with a token, the answer is the same. */
export function authenticate(parts: Authentication): RequestHandler {
  const { verify, certificateOf, readers, log } = parts;
  const identified = async (request: Request): Promise<Principal> => {
    const { token, isProven } = tokenIn(request);
    const proof = isProven ? proofIn(request, parts) : undefined;
    return verify(token, { certificate: certificateOf(request), proof });
  };
  return (request, response, next) => {
    identified(request)
      .then((principal) => {
        noteCaller(request, withWorker(principal, readers));
        next();
      })
      .catch((reason: unknown) => {
        if (/^DPoP /i.test(request.headers.authorization ?? ''))
          response.setHeader('WWW-Authenticate', `DPoP algs="${proofAlgorithms.join(' ')}"`);
        refuse(response, reason, log);
      });
  };
}

function tokenIn({ headers }: Request): { readonly token: string; readonly isProven: boolean } {
  const [, scheme = '', token] = /^(Bearer|DPoP) ([\w.~+/=-]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw new Rejected('UNAUTHENTICATED');
  return { token, isProven: scheme.toLowerCase() === 'dpop' };
}

/** RFC 9449: of this method and address. */
function proofIn(request: Request, { addressOf }: Authentication): ShownProof {
  const proof = request.headers['dpop'];
  const url = addressOf(request);
  if (typeof proof !== 'string' || url === undefined) throw new Rejected('UNAUTHENTICATED');
  return { proof, method: request.method, url };
}

/** The worker the caller is: the one the token names, or whose account it is. */
function withWorker(principal: Principal, { directory }: Readers): Principal {
  if (principal.worker !== undefined && directory.worker(principal.worker) !== undefined) return principal;
  const worker = directory.workerOfUser(principal.user)?.worker ?? principal.worker;
  return worker === undefined ? principal : { ...principal, worker };
}
