import type { Server } from 'node:http';
import { promisify } from 'node:util';
import type { RequestHandler } from 'express';
import type { Health } from '../health/health.ts';

/** How often connections are looked for on which nothing is answered any more. */
const LOOK_EVERY_MS = 50;

/** Tells callers of a service that stops to send nothing more by the same connection. */
export function leaving(health: Pick<Health, 'isStopping'>): RequestHandler {
  return (_, response, next) => {
    if (health.isStopping) response.setHeader('Connection', 'close');
    next();
  };
}

/** Takes no more connections, answers what was asked by those that there are, and breaks off what takes longer. */
export async function leaves(servers: readonly Server[], patienceMs: number): Promise<void> {
  const open = servers.filter(({ listening }) => listening);
  const looking = setInterval(() => open.forEach((each) => each.closeIdleConnections()), LOOK_EVERY_MS);
  const late = setTimeout(() => open.forEach((each) => each.closeAllConnections()), patienceMs);
  try {
    await Promise.all(open.map((each) => promisify(each.close.bind(each))()));
  } finally {
    clearInterval(looking);
    clearTimeout(late);
  }
}
