import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { decodeStoredEvent, type StoredEvent } from '#libs/contracts';
import {
  as,
  feedClient,
  listed,
  pagesUntil,
  refusal,
  refusalIn,
  storedIn,
  type Asked,
} from '../testing/feed-clients.ts';
import { decideErasure, helpEnded, standAt } from '../testing/forgotten-story.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let address: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  await caughtUp(served);
  address = served.address;
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const whole = { purpose: 'OPERATIONS' };
const ofFamily = () => ({ family: story.family.id, purpose: 'FAMILY_HELP' });
const caughtUp = async ({ record }: Served) => record.projector.reached(await record.store.head());

const ask = async (persona: PersonaName, following: Asked) =>
  refusal(feedClient(address).listEvents({ following }, await as(served, persona)));

/** What stands in the access log of the feed. */
async function onRecord(of: Served = served): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const { events } of of.record.accessStore.readAll())
    found.push(...events.map(({ document }) => decodeStoredEvent(document)));
  return found.filter(({ data }) => data['door'] === 'FEED');
}

/** How a stream ends that is open while something is done. */
async function endingOf(
  persona: PersonaName,
  following: Asked,
  done: () => Promise<unknown>,
): Promise<string> {
  const ends = Promise.withResolvers<string>();
  const opened = Promise.withResolvers<void>();
  void (async () => {
    try {
      const call = await as(served, persona);
      for await (const { page } of feedClient(address, 'gRPC').streamEvents({ following }, call))
        if (page?.caughtUp === true) opened.resolve();
      ends.resolve('ENDED');
    } catch (error) {
      ends.resolve(refusalIn(error));
    }
  })();
  await opened.promise;
  await done();
  return ends.promise;
}

describe('who may follow', () => {
  it('is said by the rules by which anything is read', async () => {
    expect(await ask('system', whole)).toBe('ANSWERED');
    expect(await ask('practitioner', ofFamily())).toBe('ANSWERED');
    expect(await ask('system', { ...whole, family: story.family.id })).toBe('PermissionDenied NOT_PERMITTED');
    expect(await ask('partner', whole)).toBe('PermissionDenied NOT_PERMITTED');
    expect(await ask('partner', ofFamily())).toBe('NotFound NOT_FOUND');
    expect(await ask('manager', { purpose: 'FAMILY_HELP' })).toBe('PermissionDenied PURPOSE_NOT_PERMITTED');
    expect(await ask('practitioner', { ...ofFamily(), family: `family-${'0'.repeat(26)}` })).toBe(
      'NotFound NOT_FOUND',
    );
  });

  it('has every page on record, and every refusal, and nothing that never left', async () => {
    const before = (await onRecord()).length;
    const stream = { client: feedClient(address, 'gRPC'), served, persona: 'practitioner' } as const;
    const pages = await pagesUntil(stream, { ...ofFamily(), limit: 2 }, ({ caughtUp: end }) => end);
    expect(pages.length).toBeGreaterThan(3);
    await ask('partner', ofFamily());
    const since = (await onRecord()).slice(before);
    const results = since.map(({ data }) => data['results']);
    expect(results).toEqual([...pages.map(({ events }) => events.length), 0]);
    expect(since.at(0)).toMatchObject({
      actor: { user: 'practitioner' },
      data: { reads: ['streamEvents'], purpose: 'FAMILY_HELP', effect: 'GRANTED' },
    });
    expect(since.at(0)?.families).toEqual([story.family.id]);
    expect(since.at(-1)?.data).toMatchObject({ reads: ['listEvents'], effect: 'REFUSED' });
    const shown = await listed(stream.client, served, 'practitioner', { ...ofFamily(), opened: true });
    expect(JSON.stringify(shown.map(({ opened }) => opened?.data))).toContain('Okafor');
    expect((await onRecord()).at(-1)?.data['classes']).toEqual(expect.arrayContaining(['general']));
  });
});

describe('a stream that is open', () => {
  it('ends when its worker is suspended', async () => {
    const suspended = {
      worker: story.keyworker,
      reason: 'ACCESS_MISUSED',
      explanation: 'He looked up a neighbour.',
      reviewBy: '2026-03-30',
    };
    const suspends = () => served.order('administrator', 'suspendWorker', suspended);
    expect(await endingOf('practitioner', ofFamily(), suspends)).toBe('NotFound NOT_FOUND');
    await served.order('manager', 'reinstateWorker', { worker: story.keyworker, reason: 'It was nothing.' });
  });

  it('ends for a partner when agreement is withdrawn', async () => {
    const { school, teacher } = await staffAround(served, story);
    const { child, family, mother, keyworker, episode } = story;
    const about = {
      person: child.id,
      family: family.id,
      by: mother.id,
      takenBy: keyworker,
      capacity: 'CARER',
      method: 'SIGNED',
    };
    await served.order('practitioner', 'giveAgreement', { ...about, agencies: [school], explained: 'All.' });
    await served.order('manager', 'changeAccountableAgency', { family: family.id, episode, to: school });
    await served.order('manager', 'handOverKeyworker', {
      family: family.id,
      episode,
      to: teacher,
      agency: school,
      agreementReviewed: true,
      reason: 'SCHOOL_PHASE',
    });
    await caughtUp(served);
    const shown = await listed(feedClient(address), served, 'partner', { ...ofFamily(), opened: true });
    const redacted = shown.flatMap(({ opened }) => opened?.redactions ?? []);
    expect(redacted).toContainEqual(expect.objectContaining({ reason: 'WITHHELD' }));
    expect(JSON.stringify(shown.map(({ opened }) => opened?.data))).not.toContain('Canary Lane');
    const withdraws = () => served.order('coordinator', 'withdrawAgreement', { ...about, reason: 'Enough.' });
    expect(await endingOf('partner', ofFamily(), withdraws)).toBe('NotFound NOT_FOUND');
  });

  it('ends when the record is sealed, and then nothing of it is there for anybody but who keeps it', async () => {
    const keeping = await custodians(served, story);
    const before = await listed(feedClient(address), served, 'system', whole);
    const names = [story.child.id, story.family.id, story.family.id.replace('family-', '')];
    const named = (of: typeof before) =>
      of.filter(({ document }) => names.some((name) => Buffer.from(document).includes(name)));
    expect(named(before).length).toBeGreaterThan(5);
    const seals = () => sealed(served, story.child.id, keeping);
    const coordinating = { family: story.family.id, purpose: 'FAMILY_HELP' };
    expect(await endingOf('coordinator', coordinating, seals)).toBe('NotFound NOT_FOUND');
    const after = await listed(feedClient(address), served, 'system', whole);
    expect(named(after)).toEqual([]);
    expect(after.length).toBeGreaterThan(0);
    expect(await ask('coordinator', coordinating)).toBe('NotFound NOT_FOUND');
    expect(await ask('manager', coordinating)).toBe('ANSWERED');
    const replay = { purpose: 'AUDIT', family: story.family.id };
    expect(await refusal(feedClient(address).replayFamily(replay, await as(served, 'auditor')))).toBe(
      'NotFound NOT_FOUND',
    );
  });
});

describe('what was erased', () => {
  it('is told as subjects to take out, and opens for nobody who follows from the start', async () => {
    await using other = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
    const { child, mother, family, request } = await helpEnded(other);
    const at = other.address;
    const opened = async () =>
      listed(feedClient(at), other, 'coordinator', {
        family: family.id,
        purpose: 'FAMILY_HELP',
        opened: true,
      });
    expect(JSON.stringify((await opened()).map((each) => each.opened?.data))).toContain('Okafor');
    const records = { persons: [child.id, mother.id], families: [family.id], requests: [request.id] };
    await decideErasure(other, records);
    standAt(other, '2062-04-01T10:00:00.000Z');
    await other.record.erasures.look();
    await caughtUp(other);
    const events = await listed(feedClient(at), other, 'system', whole);
    const gone = events.flatMap(({ erased }) => erased);
    expect(gone).toEqual(expect.arrayContaining([child.id, mother.id, family.id.replace('family-', '')]));
    const registered = events.find(({ id, type }) => type === 'PersonRegistered' && id !== '');
    expect(registered?.exact).toBe(true);
    expect(storedIn(registered ?? events[0] ?? never()).sealed.length).toBeGreaterThan(0);
    const story = await opened();
    expect(JSON.stringify(story.map((each) => each.opened?.data))).not.toContain('Okafor');
    expect(story.flatMap((each) => each.opened?.redactions ?? [])).toContainEqual(
      expect.objectContaining({ reason: 'ERASED' }),
    );
    expect(story.flatMap(({ erased }) => erased)).toEqual(expect.arrayContaining([child.id]));
  });
});

function never(): never {
  throw new TypeError('no event');
}
