import { Code, ConnectError } from '@connectrpc/connect';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Log } from '#libs/platform';
import type { Http2Handler } from '../http/both-protocols.ts';
import { overHttp2 } from '../http/headers.ts';
import type { Identify } from '../http/identifying.ts';
import { cloudEvents } from './cloud-events.ts';
import { FeedCalls } from './feed.calls.ts';
import { FeedDesk } from './feed.desk.ts';
import { feedDoor } from './feed-door.ts';
import { FeedEvents } from './feed-events.ts';
import { FeedProofs } from './feed.proofs.ts';
import { FeedStreams } from './feed.streams.ts';
import { Followers } from './followers.ts';

/** The parts of the feed that Nest makes. */
export const feedProviders = [
  { provide: Followers, useFactory: () => new Followers() },
  FeedEvents,
  FeedDesk,
  FeedStreams,
  FeedProofs,
  FeedCalls,
];

export interface FeedParts {
  readonly identify: Identify;
  readonly origin: string;
  readonly log: Log;
}

/** The feed of a service. */
export interface Feed {
  /** Answers its calls over HTTP/2, on which there is nothing else. */
  readonly http2: Http2Handler;
  readonly followers: Followers;
  /** Ends what waits and what streams, so that it is asked for again. */
  stop(): void;
}

/** Lets a service answer the feed: over Connect at the paths of its calls, and as CloudEvents at `/feed`. */
export function openFeed(app: NestExpressApplication, { identify, origin, log }: FeedParts): Feed {
  const stopping = new AbortController();
  const common = { identify, log, stopping: stopping.signal };
  const door = feedDoor({ ...common, calls: app.get(FeedCalls) });
  app.use('/feed', cloudEvents({ ...common, origin, streams: app.get(FeedStreams) }));
  app.use((request: Parameters<typeof door>[0], response: Parameters<typeof door>[1], next: () => void) => {
    if (!door(request, response)) next();
  });
  return {
    followers: app.get(Followers),
    http2: overHttp2((request, response) => {
      if (!door(request, response)) response.writeHead(404).end();
    }),
    stop: () => stopping.abort(new ConnectError('STALE: the service stops', Code.Unavailable)),
  };
}
