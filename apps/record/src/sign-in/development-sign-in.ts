import { urlencoded, Router, type Request, type RequestHandler, type Response } from 'express';
import type Provider from 'oidc-provider';
import { isPersona } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { localIssuer, type Log, type TrustedIssuer } from '#libs/platform';
import { refuse } from '../http/refuse.ts';
import { PAGE_POLICY, personaPage } from './persona-page.ts';

/** Where the development issuer answers. */
export const SIGN_IN = '/sign-in';
const PAGES = '/as';

export interface SignInParts {
  readonly folder: string;
  /** Where the service listens: asked when it does. */
  readonly address: () => string;
  readonly systemSecret: string;
  readonly log: Log;
}

export interface SignIn {
  readonly issuer: TrustedIssuer;
  readonly handler: RequestHandler;
}

/**
 * Signs developers in as a persona: an OpenID Connect issuer under `/sign-in`, whose tokens the service of the same
 * folder believes. It is made when it is first asked, so that a start does not wait for it. In development only.
 */
export async function developmentSignIn(parts: SignInParts): Promise<SignIn> {
  const local = await localIssuer(parts.folder);
  const name = (): string => `${parts.address()}${SIGN_IN}`;
  let made: Promise<Provider> | undefined;
  const provider = (): Promise<Provider> => {
    made ??= import('./provider.ts').then(({ developmentProvider }) =>
      developmentProvider({ ...parts, issuer: name(), pages: `${SIGN_IN}${PAGES}` }),
    );
    return made;
  };
  return {
    issuer: {
      ...local,
      get issuer() {
        return name();
      },
    },
    handler: signInRouter(provider, parts),
  };
}

function signInRouter(provider: () => Promise<Provider>, { address, log }: SignInParts): RequestHandler {
  const router = Router();
  const answered =
    (work: (request: Request, response: Response) => Promise<void>) =>
    (request: Request, response: Response): void => {
      work(request, response).catch((reason: unknown) => refuse(response, asRefusal(reason), log));
    };
  // A page elsewhere may lead a browser here by a name of its own.
  router.use((request, response, next) => {
    if (request.headers.host === new URL(address()).host) next();
    else refuse(response, new Rejected('NOT_FOUND'), log);
  });
  router.get(
    `${PAGES}/:uid`,
    answered(async (request, response) => {
      const { params } = await (await provider()).interactionDetails(request, response);
      response.setHeader('Content-Security-Policy', PAGE_POLICY);
      response.type('html').send(personaPage(String(params['client_id'])));
    }),
  );
  router.post(
    `${PAGES}/:uid`,
    urlencoded({ extended: false, limit: 1_000 }),
    answered(async (request, response) => {
      const { persona } = (request.body ?? {}) as { readonly persona?: unknown };
      if (typeof persona !== 'string' || !isPersona(persona))
        throw new Rejected('UNKNOWN_CODE', { field: 'persona' });
      const chosen = { login: { accountId: persona }, consent: {} };
      await (await provider()).interactionFinished(request, response, chosen);
    }),
  );
  router.use(
    answered(async (request, response) => {
      response.removeHeader('Content-Security-Policy');
      await (await provider()).callback()(request, response);
    }),
  );
  return router;
}

/** A sign-in that is over, or was never begun in this browser. */
function asRefusal(reason: unknown): unknown {
  return reason instanceof Error && reason.name === 'SessionNotFound' ? new Rejected('NOT_FOUND') : reason;
}
