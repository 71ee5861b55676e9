import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Principal } from '#libs/access';
import { Rejected } from '#libs/contracts';
import type { ShownProof, TokenVerifier } from '#libs/platform';
import type { Readers } from '#libs/read-models';

export interface Identification {
  readonly verify: TokenVerifier;
  /** The SHA-256 of the certificate that a caller has shown. */
  readonly certificateOf: (request: SentRequest) => string | undefined;
  /** The address that callers asked, as they write it; undefined where nobody knows it, and no proof is of use. */
  readonly addressOf: (request: SentRequest) => string | undefined;
  readonly readers: Readers;
}

/** What of a request, by either protocol, says who sent it. */
export interface SentRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: IncomingMessage['socket'];
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** As it was sent, where something on the way shortened it. */
  readonly originalUrl?: string | undefined;
}

/**
 * Who sent a request, as of when it is asked: UNAUTHENTICATED, whatever is wrong with the token, or once it has ended. What
 * was shown beside it is looked at once.
 */
export type Identified = () => Promise<Principal>;
export type Identify = (request: SentRequest) => Identified;

export function identifying(parts: Identification): Identify {
  const { verify, certificateOf, readers } = parts;
  return (request) => {
    const certificate = certificateOf(request);
    let wasGood = false;
    return async () => {
      const { token, isProven } = tokenIn(request);
      const proof = isProven ? proofIn(request, parts) : undefined;
      const principal = await verify(token, { certificate, proof, wasGood });
      wasGood = true;
      return withWorker(principal, readers);
    };
  };
}

function tokenIn({ headers }: SentRequest): { readonly token: string; readonly isProven: boolean } {
  const [, scheme = '', token] = /^(Bearer|DPoP) ([\w.~+/=-]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw new Rejected('UNAUTHENTICATED');
  return { token, isProven: scheme.toLowerCase() === 'dpop' };
}

/** RFC 9449: of this method and address. */
function proofIn(request: SentRequest, { addressOf }: Identification): ShownProof {
  const proof = request.headers['dpop'];
  const url = addressOf(request);
  if (typeof proof !== 'string' || url === undefined) throw new Rejected('UNAUTHENTICATED');
  return { proof, method: request.method ?? '', url };
}

/** The worker the caller is: the one the token names, or whose account it is. */
function withWorker(principal: Principal, { directory }: Readers): Principal {
  if (principal.worker !== undefined && directory.worker(principal.worker) !== undefined) return principal;
  const worker = directory.workerOfUser(principal.user)?.worker ?? principal.worker;
  return worker === undefined ? principal : { ...principal, worker };
}
