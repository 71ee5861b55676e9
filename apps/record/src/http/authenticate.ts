import type { RequestHandler } from 'express';
import { proofAlgorithms, type Log } from '#libs/platform';
import type { Identify } from './identifying.ts';
import { noteCaller } from './known-requests.ts';
import { refuse } from './refuse.ts';

/** Lets known callers in. Whatever is wrong with a token, the answer is the same. */
export function authenticate(identify: Identify, log: Log): RequestHandler {
  return (request, response, next) => {
    identify(request)()
      .then((principal) => {
        noteCaller(request, principal);
        next();
      })
      .catch((reason: unknown) => {
        if (/^DPoP /i.test(request.headers.authorization ?? ''))
          response.setHeader('WWW-Authenticate', `DPoP algs="${proofAlgorithms.join(' ')}"`);
        refuse(response, reason, log);
      });
  };
}
