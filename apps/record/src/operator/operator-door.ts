import { Router, type Request, type RequestHandler, type Response } from 'express';
import { personas, type Principal } from '#libs/access';
import { Rejected } from '#libs/contracts';
import type { Log, TokenVerifier } from '#libs/platform';
import type { Projector } from '#libs/read-models';
import { serviceProof, type Settings } from '#libs/service';
import type { Follower } from '../feed/followers.ts';
import { refuse } from '../http/refuse.ts';
import { isLoopback, isOperator } from './operator-token.ts';

const LARGEST_FILE = 64_000_000;
const CHALLENGE = /^[\w-]{16,64}$/;

export interface ImportOrder {
  /** The file's bytes as they come. */
  readonly csv: AsyncIterable<Uint8Array>;
  /** The most bytes it may have. */
  readonly limit: number;
  readonly principal: Principal;
  readonly dryRun: boolean;
  readonly acceptValid: boolean;
}

/** A family as people call it: by its reference, or by its stream. */
export interface BundleRequest {
  readonly family: string;
  readonly purpose: string;
  readonly principal: Principal;
}

/** Somebody's own record out of a family's, and how it will be handed to them. */
export interface PackRequest {
  readonly family: string;
  readonly person: string;
  readonly how: string;
  readonly by?: string | undefined;
  readonly principal: Principal;
}

export interface OperatorTasks {
  /** An audit bundle of one family, as the access decision lets this principal have it. */
  createBundle(request: BundleRequest): Promise<object>;
  /** A subject access pack, of what was decided to be told. */
  createPack(request: PackRequest): Promise<object>;
  /** Takes in a file of requests; answers what the command line prints. */
  importRequests(order: ImportOrder): Promise<object>;
}

export interface OperatorDoorParts {
  readonly tasks: OperatorTasks;
  readonly projector: Projector;
  /** Who follows the feed, and how far. */
  readonly followers: () => Promise<readonly Follower[]>;
  /** Who a bearer token says someone is. */
  readonly verify: TokenVerifier;
  /** The token of service.json. */
  readonly token: string;
  /** Personas are of development alone. */
  readonly mode: Settings['mode'];
  readonly log: Log;
}

/**
 * The door of the operator's command line: from this machine only, with the token of service.json. What is done is
 * done as the bearer of the token in `X-Acting-Token`, or in development as the coordinator where there is none.
 */
export function operatorDoor(parts: OperatorDoorParts): Router {
  const { tasks, projector, followers, log } = parts;
  const router = Router();
  router.get('/hello', shown(parts));
  router.use(fromOperatorOnly(parts));
  router.post('/import', (request, response) =>
    answer(response, log, async () =>
      tasks.importRequests({
        csv: request,
        limit: LARGEST_FILE,
        principal: await actingAs(request, parts),
        dryRun: isSet(request, 'dryRun'),
        acceptValid: isSet(request, 'acceptValid'),
      }),
    ),
  );
  router.post('/bundles', (request, response) =>
    answer(response, log, async () =>
      tasks.createBundle({
        family: textOf(request, 'family'),
        purpose: textOf(request, 'purpose'),
        principal: await actingAs(request, parts),
      }),
    ),
  );
  router.post('/packs', (request, response) =>
    answer(response, log, async () =>
      tasks.createPack({
        family: textOf(request, 'family'),
        person: textOf(request, 'person'),
        how: textOf(request, 'how'),
        by: textOf(request, 'by') || undefined,
        principal: await actingAs(request, parts),
      }),
    ),
  );
  router.get('/feed', (_, response) => answer(response, log, followers));
  router.get('/projections', (_, response) => answer(response, log, () => projector.status()));
  for (const task of ['rebuild', 'retry'] as const)
    router.post(`/projections/${task}`, (request, response) =>
      answer(response, log, async () => {
        const { name } = request.query;
        await projector[task](typeof name === 'string' ? name : undefined);
        return projector.status();
      }),
    );
  return router;
}

/** Shows a program of this machine, which keeps its token to itself until then, that this is its service. */
function shown({ token }: OperatorDoorParts): RequestHandler {
  return (request, response, next) => {
    const challenge = textOf(request, 'challenge');
    if (!isLoopback(request.socket.remoteAddress) || !CHALLENGE.test(challenge)) next();
    else response.type('text/plain').send(serviceProof(token, challenge));
  };
}

/** From elsewhere, or without the token, the door is not there. */
function fromOperatorOnly({ token, log }: OperatorDoorParts): RequestHandler {
  return (request, response, next) => {
    const [, given] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (isOperator(request, given, token)) next();
    else refuse(response, new Rejected('NOT_FOUND'), log);
  };
}

function answer(response: Response, log: Log, work: () => Promise<unknown>): void {
  work()
    .then((result) => response.json(result))
    .catch((reason: unknown) => refuse(response, reason, log));
}

async function actingAs({ headers }: Request, { verify, mode }: OperatorDoorParts): Promise<Principal> {
  const token = headers['x-acting-token'];
  if (typeof token === 'string') return verify(token);
  if (mode === 'production') throw new Rejected('UNAUTHENTICATED');
  return personas.coordinator;
}

function isSet({ query }: Request, name: string): boolean {
  return query[name] === 'true';
}

function textOf({ query }: Request, name: string): string {
  const value = query[name];
  return typeof value === 'string' ? value : '';
}
