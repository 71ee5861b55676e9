import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { correlated, correlationIdFrom, tellOfAnswering } from '#libs/platform';
import type { Http2Handler } from './both-protocols.ts';

type Sent = { readonly headers: IncomingHttpHeaders };
type Answering = { setHeader(name: string, value: string): unknown };

/** This service answers programs: nothing that it sends is to be shown, framed, run or led anywhere by a browser. */
const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      sandbox: [],
    },
  },
  frameguard: { action: 'deny' },
  strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true },
});

/** Nothing that is answered is kept on the way, and everything can be followed by its correlation id. */
const followed = (request: Sent, response: Answering, next: () => void): void => {
  const offered = request.headers['x-correlation-id'];
  const id = correlationIdFrom(typeof offered === 'string' ? offered : undefined);
  response.setHeader('X-Correlation-ID', id);
  response.setHeader('Cache-Control', 'no-store');
  correlated(id, next);
};

const told: RequestHandler = (request, response, next) => tellOfAnswering(request, response, next);

export const everyAnswer: readonly RequestHandler[] = [told, headers, followed];

/** The same of what is answered over HTTP/2. */
export function overHttp2(handler: Http2Handler): Http2Handler {
  return (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    tellOfAnswering(request, response, () => followed(request, response, () => handler(request, response)));
  };
}
