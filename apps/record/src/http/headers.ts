import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { correlated, correlationIdFrom, tellOfAnswering } from '#libs/platform';

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
const followed: RequestHandler = (request, response, next) => {
  const offered = request.headers['x-correlation-id'];
  const id = correlationIdFrom(typeof offered === 'string' ? offered : undefined);
  response.setHeader('X-Correlation-ID', id);
  response.setHeader('Cache-Control', 'no-store');
  correlated(id, next);
};

const told: RequestHandler = (request, response, next) => tellOfAnswering(request, response, next);

export const everyAnswer: readonly RequestHandler[] = [told, headers, followed];
