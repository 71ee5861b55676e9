import { AsyncLocalStorage } from 'node:async_hooks';
import { trace, type Context } from '@opentelemetry/api';

/** The trace that the work at hand belongs to. */
export const currentTrace = new AsyncLocalStorage<Context>();

/** Its id, by which a log line and a trace are found from one another; undefined outside of any. */
export function traceId(): string | undefined {
  const context = currentTrace.getStore();
  return context && trace.getSpanContext(context)?.traceId;
}
