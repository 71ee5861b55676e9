import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { getArgumentValues, GraphQLError, Kind, type FieldNode } from 'graphql';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { purposes, type Principal, type Purpose } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { correlationId, queryCost, queryCosts, type Log } from '#libs/platform';
import type { ReadDoor } from '#libs/service';
import type { RequestContext } from '../reading/request-context.ts';

export interface CostLimit {
  /** What the operations of one caller may cost in a minute; undefined: no limit. */
  readonly limit: number | undefined;
  readonly reads: Pick<ReadDoor, 'turnedAway'>;
  readonly log: Log;
}

type Resolved = GraphQLRequestContextDidResolveOperation<RequestContext>;

const MINUTE = 60;

/**
 * Refuses, before anything of it runs, an operation that costs too much by itself with QUERY_TOO_COMPLEX, and one with
 * which its caller would have cost too much in this minute with COST_LIMIT. The first of a minute is in the access log.
 */
export function costLimit({ limit, reads, log }: CostLimit): ApolloServerPlugin<RequestContext> {
  const spent = limit === undefined ? undefined : new RateLimiterMemory({ points: limit, duration: MINUTE });

  const spend = async (resolved: Resolved, cost: number): Promise<void> => {
    const { principal } = resolved.contextValue;
    const over = await overspent(spent, callerOf(principal), cost);
    if (over === undefined) return;
    if (over.consumedPoints - cost <= (limit ?? 0)) await record(resolved, reads);
    throw refused(new Rejected('COST_LIMIT', { retryAfter: secondsIn(over.msBeforeNext) }), log);
  };

  return {
    requestDidStart: async () => ({
      didResolveOperation: async (resolved) => {
        const { schema, document, operation, request } = resolved;
        if (operation === undefined) return;
        const cost = queryCost({ schema, document, operation, variables: request.variables });
        if (cost > queryCosts.most)
          throw refused(new Rejected('QUERY_TOO_COMPLEX', { limit: 'cost', most: queryCosts.most }), log);
        await spend(resolved, cost);
      },
    }),
  };
}

/** A caller is who a token is of, whichever of their tokens they send. */
function callerOf({ user, agency }: Principal): string {
  return JSON.stringify([agency, user]);
}

async function overspent(
  spent: RateLimiterMemory | undefined,
  caller: string,
  cost: number,
): Promise<RateLimiterRes | undefined> {
  try {
    await spent?.consume(caller, cost);
    return undefined;
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return reason;
    throw reason;
  }
}

function secondsIn(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}

function refused(reason: Rejected, log: Log): GraphQLError {
  const { code, details } = reason;
  const status = code === 'COST_LIMIT' ? 429 : 400;
  const headers = new Map(code === 'COST_LIMIT' ? [['retry-after', String(details['retryAfter'])]] : []);
  log('warn', 'a request was refused', { code, status });
  return new GraphQLError(reason.message, {
    originalError: reason,
    extensions: { http: { status, headers } },
  });
}

/** What was asked for stands in the access log, for a purpose where it says one: an order is not a read. */
async function record(resolved: Resolved, reads: CostLimit['reads']): Promise<void> {
  const { principal, documentHash } = resolved.contextValue;
  const root = resolved.operation?.selectionSet.selections.find((each) => each.kind === Kind.FIELD);
  const purpose = root && purposeOf(root, resolved);
  if (purpose === undefined) return;
  await reads.turnedAway(
    {
      principal,
      purpose,
      read: root?.name.value ?? '',
      door: 'GRAPHQL',
      documentHash,
      correlationId: correlationId(),
    },
    'cost-limit',
  );
}

function purposeOf(root: FieldNode, { schema, request }: Resolved): Purpose | undefined {
  const field = schema.getQueryType()?.getFields()[root.name.value];
  if (field === undefined) return undefined;
  try {
    const { purpose } = getArgumentValues(field, root, request.variables);
    return purposes.find((each) => each === purpose);
  } catch {
    return undefined;
  }
}
