import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const current = new AsyncLocalStorage<string>();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id to follow one piece of work by: the caller's own where it is a UUID, else a new one. */
export function correlationIdFrom(offered: string | undefined): string {
  return offered !== undefined && UUID.test(offered) ? offered.toLowerCase() : randomUUID();
}

/** Does the work, and all it starts, under a correlation id. */
export function correlated<T>(id: string, work: () => T): T {
  return current.run(id, work);
}

/** The correlation id of the work at hand; a new one outside of any. */
export function correlationId(): string {
  return current.getStore() ?? randomUUID();
}
