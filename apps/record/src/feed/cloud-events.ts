import { create, toJson } from '@bufbuild/protobuf';
import type { Request, RequestHandler, Response } from 'express';
import { eventTable, Rejected } from '#libs/contracts';
import type { Log } from '#libs/platform';
import { EventSchema } from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import type { Identify } from '../http/identifying.ts';
import { refuse } from '../http/refuse.ts';
import { waitOf } from './feed.calls.ts';
import type { FeedEvent } from './feed-events.ts';
import type { FeedStreams } from './feed.streams.ts';
import { followingOf, type Following } from './following.ts';

export interface CloudEventsParts {
  readonly streams: FeedStreams;
  readonly origin: string;
  readonly identify: Identify;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

const BATCH = 'application/cloudevents-batch+json';
const ASKED = ['purpose', 'family', 'lastEventId', 'limit', 'timeout', 'opened'];

/**
 * The feed as batches of CloudEvents 1.0 (http-feeds.org): GET, with `lastEventId` the id of the last event that was taken,
 * and `timeout` in milliseconds to wait for one. At the end the batch is empty.
 */
export function cloudEvents({ streams, origin, identify, log, stopping }: CloudEventsParts): RequestHandler {
  const batch = async (request: Request, response: Response): Promise<object[]> => {
    const identified = identify(request);
    await identified();
    const { following, timeout } = askedIn(request, origin);
    const page = await streams.next(following, {
      identified,
      read: 'feed',
      milliseconds: timeout,
      signal: AbortSignal.any([stopping, gone(response)]),
    });
    return page.events.map((event) => cloudEventOf(event, origin));
  };
  return (request, response, next) => {
    if (request.method !== 'GET') {
      response.setHeader('Allow', 'GET');
      return refuse(response, new Rejected('INVALID_INPUT', { field: 'method' }), log, 405);
    }
    batch(request, response)
      .then((events) => void response.type(BATCH).send(Buffer.from(JSON.stringify(events))))
      .catch((error: unknown) => refuse(response, withoutPlace(error), log))
      .catch(next);
  };
}

function gone(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

/** How far the log goes is not told to whoever asks too far ahead. */
function withoutPlace(error: unknown): unknown {
  return error instanceof Rejected && error.code === 'POSITION_AHEAD'
    ? new Rejected('POSITION_AHEAD')
    : error;
}

function askedIn({ query }: Request, origin: string): { following: Following; timeout: number } {
  const stray = Object.entries(query).find(
    ([name, value]) => !ASKED.includes(name) || typeof value !== 'string',
  );
  if (stray !== undefined) throw new Rejected('INVALID_INPUT', { field: 'query' });
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const following = followingOf(
    {
      purpose: text('purpose'),
      family: text('family'),
      after: text('lastEventId'),
      limit: numberIn(text('limit'), 'limit'),
      opened: yesIn(text('opened')),
    },
    origin,
  );
  return { following, timeout: waitOf(numberIn(text('timeout'), 'timeout'), 'timeout') };
}

function numberIn(text: string, field: string): number {
  if (text === '') return 0;
  if (!/^\d{1,6}$/.test(text)) throw new Rejected('INVALID_INPUT', { field });
  return Number(text);
}

function yesIn(text: string): boolean {
  if (!['', 'true', 'false'].includes(text)) throw new Rejected('INVALID_INPUT', { field: 'opened' });
  return text === 'true';
}

/** One event as CloudEvents 1.0 says it; `data` is the Event of feed_service.proto, as protobuf's JSON writes it. */
function cloudEventOf(event: FeedEvent, source: string): object {
  return {
    specversion: '1.0',
    id: event.cursor,
    source,
    type: typeOf(event),
    subject: event.stream ?? event.entry,
    ...(event.recordedAt !== undefined && { time: event.recordedAt }),
    datacontenttype: 'application/json',
    dataschema: 'familyhelp.feed.v1.Event',
    data: toJson(EventSchema, create(EventSchema, event)),
  };
}

const aggregates: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(eventTable).map(([type, { aggregate }]) => [type, aggregate]),
);

/** `SteppedUp` of a family, version 1, is `uk.familyhelp.family.stepped-up.v1`. */
function typeOf({ type, version }: FeedEvent): string {
  if (type === undefined) return 'uk.familyhelp.entry.purged.v1';
  const kebab = type.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return `uk.familyhelp.${aggregates[type] ?? 'unknown'}.${kebab}.v${version ?? 1}`;
}
