import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connect, type ClientHttp2Stream } from 'node:http2';
import { setTimeout as pause } from 'node:timers/promises';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { decodeStoredEvent } from '#libs/contracts';
import {
  StreamEventsRequestSchema,
  StreamEventsResponseSchema,
} from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import { Served } from '../testing/served.ts';
import { helpOpens } from '../testing/story.ts';

let served: Served;
let address: string;
let events: number;

beforeAll(async () => {
  served = await Served.start();
  const { family } = await helpOpens(served);
  for (let label = 0; label < 120; label++)
    await served.order('coordinator', 'changeFamilyLabel', { family: family.id, label: `Label ${label}` });
  events = (await served.record.store.head()) + 1;
  await served.record.projector.reached(events - 1);
  address = served.address;
}, 120_000);
afterAll(() => served[Symbol.asyncDispose]());

/** A call by gRPC as it goes over the wire, so that nothing is taken in before it is asked for. */
async function streamOf(session: ReturnType<typeof connect>): Promise<ClientHttp2Stream> {
  const stream = session.request({
    ':method': 'POST',
    ':path': '/familyhelp.feed.v1.FeedService/StreamEvents',
    'content-type': 'application/grpc+proto',
    te: 'trailers',
    ...(await served.as('system')),
  });
  const asked = { following: { purpose: 'OPERATIONS', limit: 1 } };
  const message = toBinary(StreamEventsRequestSchema, create(StreamEventsRequestSchema, asked));
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.byteLength, 1);
  stream.end(Buffer.concat([prefix, message]));
  return stream;
}

async function pagesOnRecord(): Promise<number> {
  let pages = 0;
  for await (const { events: read } of served.record.accessStore.readAll())
    pages += read.filter(({ document }) => decodeStoredEvent(document).data['door'] === 'FEED').length;
  return pages;
}

/** As many as there are once no more are made. */
async function settled(): Promise<number> {
  for (let before = 0; ; await pause(300)) {
    const now = await pagesOnRecord();
    if (now > 0 && now === before) return now;
    before = now;
  }
}

/** Positions of the events in messages of gRPC, one after the other. */
function positionsIn(bytes: Buffer): number[] {
  const positions: number[] = [];
  for (let at = 0; at + 5 <= bytes.length;) {
    const end = at + 5 + bytes.readUInt32BE(at + 1);
    if (end > bytes.length) break;
    const { page } = fromBinary(StreamEventsResponseSchema, bytes.subarray(at + 5, end));
    positions.push(...(page?.events ?? []).map(({ position }) => Number(position)));
    at = end;
  }
  return positions;
}

it('makes no pages for a consumer that takes none, and all of them, in order, once it does', async () => {
  const session = connect(address);
  const stream = await streamOf(session);
  const made = await settled();
  expect(made).toBeLessThan(events);
  const taken: Buffer[] = [];
  for await (const chunk of stream) {
    taken.push(chunk as Buffer);
    if (positionsIn(Buffer.concat(taken)).length >= events) break;
  }
  session.destroy();
  expect(positionsIn(Buffer.concat(taken))).toEqual(
    Array.from({ length: events }, (_, position) => position),
  );
  expect(await settled()).toBe(events);
});
