import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { getArgumentValues, GraphQLError, Kind, type FieldNode } from 'graphql';
import { purposes, type Purpose } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { correlationId, queryCost, queryCosts, type Log } from '#libs/platform';
import type { ReadDoor } from '#libs/service';
import type { RequestContext } from '../reading/request-context.ts';
import type { Budget } from './budget.ts';

export interface CostLimit {
  readonly budget: Budget;
  readonly reads: Pick<ReadDoor, 'turnedAway'>;
  readonly log: Log;
}

type Resolved = GraphQLRequestContextDidResolveOperation<RequestContext>;

/**
 * Refuses, before anything of it runs, an operation that costs too much by itself with QUERY_TOO_COMPLEX, and one with
 * which its caller would have cost too much in this minute with COST_LIMIT. The first of a minute is in the access log.
 */
export function costLimit({ budget, reads, log }: CostLimit): ApolloServerPlugin<RequestContext> {
  const spend = async (resolved: Resolved, cost: number): Promise<void> => {
    const { principal } = resolved.contextValue;
    const over = await budget.spend(principal, cost);
    if (over === undefined) return;
    if (over.isFirst) await record(resolved, reads);
    throw refused(new Rejected('COST_LIMIT', { retryAfter: over.retryAfter }), log);
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
