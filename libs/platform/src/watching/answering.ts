import { tracingChannel } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request, while it is answered. What is told of it is of closed lists: nothing that a caller wrote. */
export interface Answering {
  readonly method: string;
  readonly route: string;
  /** Of the answer; 0 where the caller went away before. */
  status: number;
}

export const answering = tracingChannel<unknown, Answering>('family-help:request');

const METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
const ROUTES = ['/graphql', '/livez', '/readyz', '/info', '/operator', '/feed'] as const;

/** Tells whoever wants to know of a request, from when it comes to when it is answered. */
export function tellOfAnswering(
  { method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>,
  response: ServerResponse,
  next: () => void,
): void {
  if (!answering.hasSubscribers) return next();
  const told: Answering = {
    method: METHODS.has(method) ? (method ?? '') : 'other',
    route: routeOf(url),
    status: 0,
  };
  response.once('close', () => {
    if (response.writableFinished) told.status = response.statusCode;
    answering.asyncEnd.publish(told);
  });
  answering.start.runStores(told, next);
}

function routeOf(url: string): string {
  const [path = ''] = url.split('?');
  return ROUTES.find((route) => path === route || path.startsWith(`${route}/`)) ?? 'other';
}
