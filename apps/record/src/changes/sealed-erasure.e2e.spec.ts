import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { personas } from '#libs/access';
import { streamSubject } from '#libs/contracts';
import { feedClient, listed } from '../testing/feed-clients.ts';
import { decideErasure, helpEnded, standAt } from '../testing/forgotten-story.ts';
import { custodians } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import type { Story } from '../testing/story.ts';

// A family that is sealed is erased, as its custodians decide.

let served: Served;
let story: Story;
let erasure: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpEnded(served);
  const { child, mother, family, request, agency } = story;
  const { custodian, approver } = await custodians(served, story);
  const { user } = personas['privacy-officer'];
  const { id: officer } = await served.order('administrator', 'registerWorker', {
    ...{ name: 'Pia Lund', user, agency, role: 'TEAM_MANAGER', activeFrom: '2020-01-01' },
    training: [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }],
  });
  await served.order('manager', 'sealRecord', {
    ...{ record: family.id, ground: 'ADDRESS_PROTECTION', authority: 'RISK_CONFERENCE' },
    ...{ reason: 'He is looking for them.', custodians: [custodian, officer] },
    ...{ requestedBy: custodian, approvedBy: approver, reviewBy: '2062-03-20' },
  });
  const persons = [child.id, mother.id];
  erasure = await decideErasure(served, { persons, families: [family.id], requests: [request.id] });
  standAt(served, '2062-04-15T10:00:00.000Z');
  await served.record.erasures.look();
  await served.record.projector.reached(await served.record.store.head());
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const CHANGES = `query ($purpose: Purpose!, $last: Int) {
  changesSince(purpose: $purpose, last: $last) { nodes { event entry { type stream data families } erased } }
}`;

const FOLLOWERS = [
  ['system', 'OPERATIONS'],
  ['auditor', 'AUDIT'],
] as const;

it.each(FOLLOWERS)(
  'tells the %s, who follows the whole record, neither of whom nor that it was',
  async (...of) => {
    const [persona, purpose] = of;
    const { child, mother, family, request } = story;
    const changed = JSON.stringify(await served.read(persona, CHANGES, { purpose, last: 100 }));
    const fed = await listed(feedClient(served.address), served, persona, { purpose, opened: true });
    const told = changed + fed.map(textOf).join(' ');
    const hidden = [child.id, mother.id, family.id, request.id, erasure].map(streamSubject);
    expect(hidden.filter((id) => told.includes(id))).toEqual([]);
    expect(told).not.toContain('"subject":null');
    expect(told).toContain('WorkerRegistered');
  },
);

it('tells who keeps it of all of that', async () => {
  const changed = await served.read('manager', CHANGES, { purpose: 'OPERATIONS', last: 100 });
  const text = JSON.stringify(changed);
  for (const each of [story.child.id, streamSubject(story.family.id), 'ReadModelsPurged', 'ErasureCertified'])
    expect(text).toContain(each);
});

function textOf(event: object): string {
  return JSON.stringify(event, (_, value: unknown) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString();
    return typeof value === 'bigint' ? String(value) : value;
  });
}
