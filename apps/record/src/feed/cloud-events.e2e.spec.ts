import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '#libs/contracts';
import { amend, type AmendedStory } from '../testing/amended-story.ts';
import { feedClient, listed } from '../testing/feed-clients.ts';
import { Served } from '../testing/served.ts';
import { stepUpOf } from '../testing/story.ts';

let served: Served;
let story: AmendedStory;
let address: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await amend(served);
  await served.record.projector.reached(await served.record.store.head());
  address = served.address;
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const whole = { purpose: 'OPERATIONS' };

describe('a batch of CloudEvents', () => {
  interface CloudEvent {
    readonly id: string;
    readonly type: string;
    readonly subject: string;
    readonly data: Readonly<Record<string, Json>>;
  }
  const get = async (asked: Record<string, string>, headers?: Record<string, string>) =>
    fetch(`${address}/feed?${new URLSearchParams(asked).toString()}`, {
      headers: headers ?? (await served.as('system')),
    });
  const batch = async (asked: Record<string, string>) => (await (await get(asked)).json()) as CloudEvent[];

  it('holds the same events, and goes on from its last id until it is empty', async () => {
    const events: CloudEvent[] = [];
    for (let lastEventId = ''; ;) {
      const next = await batch({ ...whole, limit: '9', lastEventId });
      events.push(...next);
      if (next.length === 0) break;
      lastEventId = next.at(-1)?.id ?? '';
    }
    const told = await listed(feedClient(address), served, 'system', whole);
    expect(events.map(({ id, data }) => [id, data['position']])).toEqual(
      told.map(({ cursor, position }) => [cursor, String(position)]),
    );
    expect(events[Number(story.opened.position)]).toMatchObject({
      specversion: '1.0',
      source: 'test.example/record',
      type: 'uk.familyhelp.family.keyworker-assigned.v1',
      subject: story.family.id,
      datacontenttype: 'application/json',
    });
    expect(events[Number(story.stepped.position)]).toMatchObject({
      type: 'uk.familyhelp.entry.purged.v1',
      data: { purge: true },
    });
    const response = await get(whole);
    expect(response.headers.get('content-type')).toBe('application/cloudevents-batch+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    await response.body?.cancel();
  });

  it('waits for the next event as long as it is asked to', async () => {
    const lastEventId = String(await served.record.store.head());
    const waiting = batch({ ...whole, lastEventId, timeout: '20000' });
    const { position } = await served.order('practitioner', 'stepUp', stepUpOf(story));
    expect((await waiting).map(({ data }) => data['position'])).toContain(position);
    const end = String(await served.record.store.head());
    expect(await batch({ ...whole, lastEventId: end, timeout: '100' })).toEqual([]);
  });

  it('is refused with a code, and nothing besides, for anything wrong', async () => {
    const code = async (asked: Record<string, string>, headers?: Record<string, string>) => {
      const response = await get(asked, headers);
      const { errors } = (await response.json()) as {
        errors: { extensions: { code: string; details?: object } }[];
      };
      return [response.status, errors[0]?.extensions.code, errors[0]?.extensions.details];
    };
    expect(await code(whole, {})).toEqual([401, 'UNAUTHENTICATED', undefined]);
    expect(await code({ ...whole, lastEventId: '99999' })).toEqual([400, 'POSITION_AHEAD', undefined]);
    expect(await code({ ...whole, lastEventId: 'x' })).toEqual([400, 'FOREIGN_TOKEN', undefined]);
    expect(await code({ ...whole, famly: 'F-1' })).toEqual([400, 'INVALID_INPUT', { field: 'query' }]);
    expect(await code({ ...whole, timeout: '30001' })).toEqual([400, 'INVALID_INPUT', { field: 'timeout' }]);
    expect(await code({ ...whole, opened: '1' })).toEqual([400, 'INVALID_INPUT', { field: 'opened' }]);
    expect(await code({})).toEqual([400, 'INVALID_INPUT', { field: 'purpose' }]);
    const wrong = { ...whole, purpose: 'COMMISSIONING' };
    expect(await code(wrong)).toEqual([403, 'PURPOSE_NOT_PERMITTED', undefined]);
    const posted = await fetch(`${address}/feed`, { method: 'POST', headers: await served.as('system') });
    expect(posted.status).toBe(405);
    await posted.body?.cancel();
  });
});
