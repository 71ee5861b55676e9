import { Code, ConnectError, createClient, type Client } from '@connectrpc/connect';
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from '@connectrpc/connect-node';
import type { PersonaName } from '#libs/access';
import { decodeStoredEvent, type StoredEvent } from '#libs/contracts';
import {
  FeedService,
  RefusalSchema,
  type Event,
  type Following,
  type Page,
} from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import type { Served } from './served.ts';

export type FeedClient = Client<typeof FeedService>;
/** What a client asks with. */
export type Asked = Partial<Pick<Following, 'purpose' | 'family' | 'after' | 'limit' | 'opened'>>;

/** The ways in which the feed is called. */
export const wires = {
  'Connect, in JSON': (baseUrl: string) =>
    createConnectTransport({ baseUrl, httpVersion: '1.1', useBinaryFormat: false }),
  gRPC: (baseUrl: string) => createGrpcTransport({ baseUrl }),
  'gRPC-Web': (baseUrl: string) => createGrpcWebTransport({ baseUrl, httpVersion: '1.1' }),
} as const;

export type Wire = keyof typeof wires;

/** A client of the feed of a service that listens at an address. */
export function feedClient(address: string, wire: Wire = 'Connect, in JSON'): FeedClient {
  return createClient(FeedService, wires[wire](address));
}

/** The headers and the end of one call. */
export async function as(
  served: Served,
  persona: PersonaName,
  signal?: AbortSignal,
): Promise<{ headers: Record<string, string>; signal?: AbortSignal }> {
  return { headers: await served.as(persona), ...(signal && { signal }) };
}

/** Every event after a cursor, page after page. */
export async function listed(
  client: FeedClient,
  served: Served,
  persona: PersonaName,
  asked: Asked,
): Promise<Event[]> {
  const events: Event[] = [];
  for (let after = asked.after ?? ''; ;) {
    const { page } = await client.listEvents({ following: { ...asked, after } }, await as(served, persona));
    events.push(...(page?.events ?? []));
    if (page?.caughtUp !== false) return events;
    after = page.cursor;
  }
}

/** The code of the closed list by which a call is refused, with that of gRPC. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ANSWERED';
  } catch (error) {
    return refusalIn(error);
  }
}

export function refusalIn(error: unknown): string {
  const told = ConnectError.from(error);
  const [detail] = told.findDetails(RefusalSchema);
  return `${Code[told.code]} ${detail?.code ?? told.message}`;
}

export function storedIn({ document }: Event): StoredEvent {
  return decodeStoredEvent(document);
}

/** The pages of a stream until one of them is what is waited for; then it is ended. */
export async function pagesUntil(
  { client, served, persona }: { client: FeedClient; served: Served; persona: PersonaName },
  following: Asked,
  isLast: (page: Page) => boolean,
): Promise<Page[]> {
  const pages: Page[] = [];
  const ending = new AbortController();
  const call = await as(served, persona, ending.signal);
  for await (const { page } of client.streamEvents({ following }, call)) {
    if (page === undefined) continue;
    pages.push(page);
    if (isLast(page)) break;
  }
  ending.abort();
  return pages;
}
