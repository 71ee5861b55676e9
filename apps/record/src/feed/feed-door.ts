import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { Code, ConnectError, createConnectRouter, createContextValues } from '@connectrpc/connect';
import type { UniversalHandler } from '@connectrpc/connect/protocol';
import {
  compressionGzip,
  universalRequestFromNodeRequest,
  universalResponseToNodeResponse,
} from '@connectrpc/connect-node';
import { errorMembers, type Log } from '#libs/platform';
import { FeedService } from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import type { Identified, Identify } from '../http/identifying.ts';
import { caller, type FeedCalls } from './feed.calls.ts';
import { refusedCall } from './refused-call.ts';

export interface FeedDoorParts {
  readonly calls: FeedCalls;
  readonly identify: Identify;
  readonly log: Log;
  /** Aborted when the service stops: streams end then, and say that they may be opened again. */
  readonly stopping: AbortSignal;
}

/** A call, by either protocol; false where it is none of the feed's. */
export type FeedDoor = (
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
) => boolean;

/** Bytes that one call may send. */
const LARGEST_CALL = 100_000;

/**
 * The feed over Connect: gRPC, gRPC-Web, and JSON by POST. Who calls is known before anything of the call is read; a member
 * that no message has is refused, so that nobody follows the whole record by a slip.
 */
export function feedDoor({ calls, identify, log, stopping }: FeedDoorParts): FeedDoor {
  const router = createConnectRouter({
    acceptCompression: [compressionGzip],
    readMaxBytes: LARGEST_CALL,
    jsonOptions: { ignoreUnknownFields: false },
    shutdownSignal: stopping,
    requestGate: async ({ values }) => {
      try {
        await values.get(caller)();
      } catch (error) {
        throw refusedCall(error, log);
      }
    },
  }).service(FeedService, calls.answering(log));
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, handler]));
  return (request, response) => {
    const handler = handlers.get(request.url?.split('?', 1)[0] ?? '');
    if (handler === undefined) return false;
    answer(handler, request, response, identify(request)).catch((error: unknown) => {
      if (ConnectError.from(error).code !== Code.Aborted)
        log('warn', 'a call broke off', errorMembers(error));
    });
    return true;
  };
}

async function answer(
  handler: UniversalHandler,
  request: Parameters<FeedDoor>[0],
  response: Parameters<FeedDoor>[1],
  identified: Identified,
): Promise<void> {
  const values = createContextValues().set(caller, identified);
  const answered = await handler(universalRequestFromNodeRequest(request, response, undefined, values));
  await universalResponseToNodeResponse(answered, response);
}
