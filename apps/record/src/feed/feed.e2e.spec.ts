import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalBytes } from '#libs/contracts';
import { openMetrics } from '#libs/platform';
import { leafHash, verifyConsistency, verifyInclusion } from '#libs/ledger';
import type { Event } from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import { amend, type AmendedStory } from '../testing/amended-story.ts';
import {
  as,
  feedClient,
  listed,
  pagesUntil,
  refusal,
  storedIn,
  wires,
  type Wire,
} from '../testing/feed-clients.ts';
import { Served } from '../testing/served.ts';
import { nodeStanding } from '../health/node-standing.ts';

let served: Served;
let story: AmendedStory;
let address: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await amend(served);
  const { ledgers, store, origin, projector } = served.record;
  await projector.reached(await store.head());
  await ledgers.signed(origin, await store.head());
  address = served.address;
});
afterAll(() => served[Symbol.asyncDispose]());

const PERSONAL = ['Okafor', 'Canary Lane', '9990000018', 'Often late', 'Quill Referrer', '2018-05-04'];
const ofFamily = () => ({ family: story.family.reference ?? '', purpose: 'FAMILY_HELP' });
const whole = { purpose: 'OPERATIONS' };
const positions = (events: readonly Event[]) => events.map(({ position }) => Number(position));

describe.each(Object.keys(wires) as Wire[])('over %s, a system that follows the record', (wire) => {
  const client = () => feedClient(address, wire);

  it('gets every event in order, page after page, each as it is stored', async () => {
    const events = await listed(client(), served, 'system', { ...whole, limit: 7 });
    const head = await served.record.store.head();
    expect(positions(events)).toEqual(Array.from({ length: head + 1 }, (_, position) => position));
    for (const event of events.filter(({ purge }) => !purge)) {
      const logged = await served.record.store.event(event.id);
      expect(Buffer.from(event.document).equals(logged?.document ?? Buffer.alloc(0))).toBe(true);
      expect(event.exact).toBe(true);
      expect(Buffer.from(canonicalBytes(storedIn(event))).equals(event.document)).toBe(true);
    }
    const sent = events.map(({ document }) => Buffer.from(document).toString()).join('');
    for (const personal of PERSONAL) expect(sent).not.toContain(personal);
  });

  it('is counted among the requests that were answered', async () => {
    const metrics = openMetrics();
    try {
      await listed(client(), served, 'system', whole);
      const counted =
        /^fhr_request_seconds_count\{method="POST",route="\/familyhelp\.feed\.v1\.FeedService",status="200"\} [1-9]/m;
      expect(await metrics.text(await nodeStanding(served.record, served.server.health, []))).toMatch(
        counted,
      );
    } finally {
      metrics.close();
    }
  });

  it('is told what to purge, and nothing else of it', async () => {
    const events = await listed(client(), served, 'system', whole);
    const step = events[Number(story.stepped.position)];
    const voiding = events[Number(story.voided.position)];
    for (const event of [step, voiding])
      expect(event).toMatchObject({
        purge: true,
        entry: step?.id,
        type: '',
        exact: false,
        document: Buffer.alloc(0),
      });
    expect(voiding?.id).not.toBe(step?.id);
  });

  it('goes on from a cursor or a position, and from nowhere else', async () => {
    const all = await listed(client(), served, 'system', whole);
    for (const after of [all[4]?.cursor ?? '', '4'])
      expect(positions(await listed(client(), served, 'system', { ...whole, after }))).toEqual(
        positions(all).slice(5),
      );
    const ask = async (asked: object) =>
      refusal(client().listEvents({ following: { ...whole, ...asked } }, await as(served, 'system')));
    expect(await ask({ after: String(all.length) })).toBe('OutOfRange POSITION_AHEAD');
    expect(await ask({ after: 'nothing' })).toBe('InvalidArgument FOREIGN_TOKEN');
    expect(await ask({ after: '-1' })).toBe('InvalidArgument FOREIGN_TOKEN');
    expect(await ask({ after: Buffer.from('other/log:3').toString('base64url') })).toBe(
      'InvalidArgument FOREIGN_TOKEN',
    );
    expect(await ask({ limit: 101 })).toBe('InvalidArgument PAGE_SIZE');
    expect(await ask({ purpose: 'CURIOSITY' })).toBe('InvalidArgument INVALID_INPUT');
    expect(await refusal(client().listEvents({}, await as(served, 'system')))).toBe(
      'InvalidArgument REQUIRED',
    );
    expect(await refusal(client().listEvents({ following: whole }))).toBe('Unauthenticated UNAUTHENTICATED');
  });

  it('gets what is recorded while its stream is open', async () => {
    const after = String(await served.record.store.head());
    const first = pagesUntil(
      { client: client(), served, persona: 'system' },
      { ...whole, after },
      () => true,
    );
    const { position } = await served.order('coordinator', 'changeFamilyLabel', {
      family: story.family.id,
      label: `Over ${wire}`,
    });
    const [page] = await first;
    expect(positions(page?.events ?? [])).toContain(Number(position));
  });

  it('proves of what it was sent that it is in the log, and that the log only grew', async () => {
    const call = await as(served, 'system');
    const [event] = await listed(client(), served, 'system', { ...whole, limit: 1 });
    const { head, leafHash: leaf, hashes } = await client().proveInclusion({ position: 0n }, call);
    const root = head?.root ?? Buffer.alloc(0);
    const size = Number(head?.size);
    expect(Buffer.from(leaf)).toEqual(Buffer.from(leafHash(event?.document ?? Buffer.alloc(0))));
    expect(verifyInclusion({ index: 0, size, leafHash: leaf, proof: hashes, root })).toBe(true);
    const grown = await client().proveConsistency({ from: 3n }, call);
    const consistency = {
      oldSize: 3,
      newSize: size,
      oldRoot: grown.fromRoot,
      newRoot: root,
      proof: grown.hashes,
    };
    expect(verifyConsistency(consistency)).toBe(true);
    expect((await client().getCheckpoint({}, call)).head).toMatchObject({
      origin: 'test.example/record',
      root,
    });
    expect(await refusal(client().proveInclusion({ position: BigInt(size) }, call))).toBe(
      'OutOfRange POSITION_AHEAD',
    );
    expect(await refusal(client().getCheckpoint({ log: 'OTHER' }, call))).toBe(
      'InvalidArgument INVALID_INPUT',
    );
  });
});

describe('a family that is followed', () => {
  it('is told to its keyworker with the fields that she may read, as corrected', async () => {
    const client = feedClient(address);
    const events = await listed(client, served, 'practitioner', { ...ofFamily(), opened: true });
    const level = events.find(({ type }) => type === 'LevelOfNeedDecided')?.opened;
    expect(level?.data).toMatchObject({ level: 'L1', rationale: 'Often late, and tired.' });
    const renamed = events.find(({ position }) => position === BigInt(story.renamed.position));
    expect(renamed).toMatchObject({
      type: 'EntryCorrected',
      opened: { type: 'PersonRegistered', corrected: true },
    });
    expect(JSON.stringify(renamed?.opened?.data)).toContain('Eva');
    const police = events.find(({ type }) => type === 'InformationReceived')?.opened;
    expect(police?.redactions).toContainEqual(expect.objectContaining({ reason: 'WITHHELD' }));
    const sealed = await listed(client, served, 'practitioner', ofFamily());
    expect(sealed.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(sealed.filter(({ opened }) => opened !== undefined)).toEqual([]);
  });

  it('brings with who joins what was recorded of them before', async () => {
    const events = await listed(feedClient(address), served, 'practitioner', ofFamily());
    const registered = events.find(({ type }) => type === 'PersonRegistered');
    const brought = events.filter(({ type }) => type === 'MemberJoined').flatMap((event) => event.brought);
    expect(brought.map(({ id, exact }) => ({ id, exact }))).toContainEqual({
      id: registered?.id,
      exact: true,
    });
  });

  it('is replayed as it was known then, with what was voided since', async () => {
    const client = feedClient(address);
    const call = await as(served, 'auditor');
    const asked = { purpose: 'AUDIT', family: story.family.id, opened: true };
    const then = await client.replayFamily({ ...asked, position: BigInt(story.stepped.position) }, call);
    expect(then.page?.events.at(-1)).toMatchObject({
      type: 'SteppedUp',
      purge: false,
      opened: { voided: false },
    });
    const now = await client.replayFamily(asked, call);
    const step = now.page?.events.find(({ type }) => type === 'SteppedUp');
    expect(step).toMatchObject({ exact: true, opened: { voided: true, data: { to: 'L2' } } });
    const rest = await client.replayFamily({ ...asked, after: step?.cursor ?? '', limit: 1 }, call);
    expect(rest.page).toMatchObject({ caughtUp: false, events: [{}] });
    const wrong = [
      [{ position: 1n, knownAt: '2026-03-10T00:00:00Z' }, 'InvalidArgument AS_OF_AMBIGUOUS'],
      [{ position: 100_000n }, 'OutOfRange POSITION_AHEAD'],
      [{ knownAt: 'yesterday' }, 'InvalidArgument INVALID_INPUT'],
      [{ effectiveAt: '2026-02-30' }, 'InvalidArgument INVALID_DATE'],
      [{ family: '' }, 'InvalidArgument REQUIRED'],
      [{ family: 'F-1' }, 'InvalidArgument INVALID_REFERENCE'],
    ] as const;
    for (const [more, code] of wrong)
      expect(await refusal(client.replayFamily({ ...asked, ...more }, call))).toBe(code);
  });
});
