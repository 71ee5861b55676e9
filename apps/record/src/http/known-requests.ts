import type { IncomingMessage } from 'node:http';
import type { Principal } from '#libs/access';
import type { KnownRequest } from '../reading/request-context.ts';

const callers = new WeakMap<IncomingMessage, Principal>();
const hashes = new WeakMap<IncomingMessage, string>();

/** Notes who sent a request, for what answers it. */
export function noteCaller(request: IncomingMessage, principal: Principal): void {
  callers.set(request, principal);
}

export function noteDocument(request: IncomingMessage, hash: string): void {
  hashes.set(request, hash);
}

/** What is known of a request that came in by the doors: throws where it did not. */
export function knownRequest(request: IncomingMessage): KnownRequest {
  const principal = callers.get(request);
  const documentHash = hashes.get(request);
  if (principal === undefined || documentHash === undefined)
    throw new TypeError('a request that nobody checked');
  return { principal, documentHash };
}
