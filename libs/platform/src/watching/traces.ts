import type { TracingChannel } from 'node:diagnostics_channel';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { appending } from '#libs/event-store';
import { projected, type Projected } from '#libs/read-models';
import { openings, ordering } from '#libs/service';
import { answering } from './answering.ts';
import { currentTrace } from './current-trace.ts';
import { outcomeOf } from './outcome.ts';
import { hear } from './subscribed.ts';

export interface Traces {
  /** Sends what is left, and traces no more. */
  close(): Promise<void>;
}

/** Which program is traced. */
export interface Traced {
  readonly name: string;
  readonly version: string;
  /** The log's name. */
  readonly origin: string;
}

/** Traces from now on, and sends the traces by OTLP over HTTP to this address. */
export async function sendTraces(url: string, traced: Traced): Promise<Traces> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { BatchSpanProcessor } = await import('@opentelemetry/sdk-trace');
  return traceTo(new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) }), traced);
}

/**
 * Traces requests, orders, reads, appends and pages of projections from now on. A span says what was done, how many events
 * it was of and the code of how it ended: no id of a record or a caller, no name, no reference, no text of a query.
 */
export async function traceTo(processor: SpanProcessor, { name, version, origin }: Traced): Promise<Traces> {
  const { TracerProvider } = await import('@opentelemetry/sdk-trace');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const resource = resourceFromAttributes({
    'service.name': name,
    'service.version': version,
    'service.namespace': origin,
  });
  const provider = new TracerProvider({ resource, spanProcessors: [processor] });
  const tracer = provider.getTracer(name, version);
  const follow = spans(tracer);
  const undo = [
    follow(answering, {
      name: ({ method, route }) => `${method} ${route}`,
      kind: SpanKind.SERVER,
      begun: ({ method, route }) => ({ 'http.request.method': method, 'http.route': route }),
      ended: ({ status }) => ({ 'http.response.status_code': status }),
    }),
    follow(ordering, {
      name: ({ order }) => `order ${order}`,
      begun: ({ order }) => ({ 'fhr.order': order }),
    }),
    follow(openings, {
      name: ({ read }) => `read ${read}`,
      begun: ({ read, purpose, door }) => ({ 'fhr.read': read, 'fhr.purpose': purpose, 'fhr.door': door }),
    }),
    follow(appending, {
      name: ({ log }) => `append ${log}`,
      begun: ({ log, events }) => ({ 'fhr.log': log, 'fhr.events': events }),
    }),
    hear<Projected>(projected, (page) => projection(tracer, page)),
  ];
  return {
    close: async () => {
      undo.forEach((each) => each());
      await provider.shutdown();
    },
  };
}

interface Followed<Told> {
  readonly name: (told: Told) => string;
  readonly kind?: SpanKind;
  readonly begun: (told: Told) => Attributes;
  readonly ended?: (told: Told) => Attributes;
}

type Ended = object & { readonly error?: unknown };

/** Makes a span of all that begins and ends on a channel, under the span of the work that it is part of. */
function spans(tracer: Tracer) {
  return <Told extends object>(
    channel: TracingChannel<unknown, Told>,
    followed: Followed<Told>,
  ): (() => void) => {
    const open = new WeakMap<object, Span>();
    const start = channel.start;
    const begin = (told: Told) => {
      const parent = currentTrace.getStore() ?? ROOT_CONTEXT;
      const { name, kind = SpanKind.INTERNAL, begun } = followed;
      const span = tracer.startSpan(name(told), { kind, attributes: begun(told) }, parent);
      open.set(told, span);
      return trace.setSpan(parent, span);
    };
    start.bindStore(currentTrace, begin);
    const deaf = hear<Told & Ended>(channel.asyncEnd, (told) => {
      const span = open.get(told);
      if (span === undefined) return;
      span.setAttributes({ 'fhr.outcome': outcomeOf(told.error), ...followed.ended?.(told) });
      if (told.error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    return () => {
      start.unbindStore(currentTrace);
      deaf();
    };
  };
}

function projection(tracer: Tracer, { events, models, begunAt, milliseconds }: Projected): void {
  const attributes = { 'fhr.events': events, 'fhr.models': models };
  tracer.startSpan('project', { startTime: begunAt, attributes }, ROOT_CONTEXT).end(begunAt + milliseconds);
}
