import { tracingChannel } from 'node:diagnostics_channel';
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';

/** A request, while it is answered. What is told of it is of closed lists: nothing that a caller wrote. */
export interface Answering {
  readonly method: string;
  readonly route: string;
  /** Of the answer; 0 where the caller went away before. */
  status: number;
}

export const answering = tracingChannel<unknown, Answering>('family-help:request');

const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
const ROUTES = [
  '/graphql',
  '/livez',
  '/readyz',
  '/info',
  '/operator',
  '/feed',
  '/familyhelp.feed.v1.FeedService',
] as const;

/** Tells whoever wants to know of a request, from when it comes to when it is answered. */
export function tellOfAnswering(
  { method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>,
  response: ServerResponse | Http2ServerResponse,
  next: () => void,
): void {
  if (!answering.hasSubscribers) return next();
  const told: Answering = {
    method: METHODS.has(method) ? (method ?? '') : 'other',
    route: routeOf(url),
    status: 0,
  };
  response.once('close', () => {
    if (wasAnswered(response)) told.status = response.statusCode;
    answering.asyncEnd.publish(told);
  });
  answering.start.runStores(told, next);
}

/** Over HTTP/2 there is no word of what was sent, only that there was no more to send. */
function wasAnswered(response: ServerResponse | Http2ServerResponse): boolean {
  return response instanceof ServerResponse ? response.writableFinished : response.writableEnded;
}

function routeOf(url: string): string {
  const [path = ''] = url.split('?');
  return ROUTES.find((route) => path === route || path.startsWith(`${route}/`)) ?? 'other';
}
