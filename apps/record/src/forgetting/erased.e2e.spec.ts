import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { uuidv5 } from '#libs/contracts';
import { decideErasure, helpEnded, standAt } from '../testing/forgotten-story.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import type { Story } from '../testing/story.ts';

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpEnded(served);
  const { child, mother, family, request } = story;
  const records = { persons: [child.id, mother.id], families: [family.id], requests: [request.id] };
  await decideErasure(served, records);
  await begins(served);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

/** The days of reflection are over, and what was decided is done. */
async function begins(service: Served): Promise<void> {
  standAt(service, '2062-04-01T10:00:00.000Z');
  await service.record.erasures.look();
  await service.record.projector.reached(await service.record.store.head());
}

describe('what was erased', () => {
  it('is told by a report that is asked for again as of before, and by no other', async () => {
    const { child, family } = story;
    const asOf = { position: story.opened.position };
    const report = `query ($asOf: AsOf) {
      families(purpose: OPERATIONS, asOf: $asOf) { erasedSince nodes { id level } }
    }`;
    const ofNow = `query { families(purpose: OPERATIONS) { erasedSince nodes { id } } }`;
    const erasedSince = '2062-04-01T10:00:00.000Z';
    expect(await served.read('manager', report, { asOf })).toEqual({
      erasedSince,
      nodes: [{ id: family.id, level: 'L2' }],
    });
    expect(await served.read('manager', ofNow)).toEqual({ erasedSince: null, nodes: [{ id: family.id }] });
    const figures = `query ($asOf: AsOf) {
      districtOverview(district: "herts.ff.stevenage", from: "2026-01-01", to: "2026-03-31", purpose: OPERATIONS, asOf: $asOf) { erasedSince }
    }`;
    expect(await served.read('manager', figures, { asOf })).toEqual({ erasedSince });
    const alone = `query ($asOf: AsOf, $child: ID!, $request: ID!, $event: ID!) {
      person(reference: $child, purpose: AUDIT, asOf: $asOf) { erasedSince }
      request(reference: $request, purpose: AUDIT, asOf: $asOf) { erasedSince }
      event(id: $event, purpose: AUDIT, asOf: $asOf) { erasedSince }
    }`;
    const named = { child: child.id, request: story.request.id, event: story.opened.position };
    const { data } = await served.ask('auditor', alone, { asOf, ...named });
    expect(data).toEqual({ person: { erasedSince }, request: { erasedSince }, event: { erasedSince } });
    const ofNobody = `query ($asOf: AsOf) {
      accessLog(user: "nobody", purpose: AUDIT, asOf: $asOf) { erasedSince nodes { user } }
    }`;
    expect(await served.read('auditor', ofNobody, { asOf })).toEqual({ erasedSince: null, nodes: [] });
    const person = `query ($person: ID!) {
      person(reference: $person, purpose: SUBJECT_ACCESS) { name erased }
    }`;
    expect(await served.read('privacy-officer', person, { person: child.id })).toEqual({
      name: null,
      erased: true,
    });
  });
  it('lets nothing more be written of whom it took', async () => {
    const { child, mother, family, episode, request } = story;
    const naming = { person: child.id, use: 'KNOWN_AS', given: 'Avie', family: 'Okafor' };
    const told = { family: family.id, episode, from: 'POLICE', summary: 'Late, but true.' };
    const orders: [Parameters<Served['order']>[0], string, object][] = [
      ['coordinator', 'recordPersonName', naming],
      ['coordinator', 'recordRelationship', { person: mother.id, other: child.id, type: 'CHILD' }],
      ['coordinator', 'receiveInformation', told],
      ['coordinator', 'changeFamilyLabel', { family: family.id, label: 'Others' }],
      ['coordinator', 'acknowledgeRequest', { request: request.id, how: 'EMAIL' }],
      [
        'manager',
        'placeLegalHold',
        { persons: [child.id], everything: false, reason: 'COURT', explanation: 'Now.' },
      ],
      ['privacy-officer', 'proposeErasure', { persons: [child.id], ground: 'UNLAWFUL', rationale: 'Again.' }],
    ];
    for (const [persona, mutation, input] of orders)
      await expect(served.order(persona, mutation, input)).rejects.toThrow('SUBJECT_ERASED');
  });
});

describe('a family of which one was erased', () => {
  it('still takes late information of its closed help, and corrections, and nothing else', async () => {
    await using other = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
    const { child, family, episode, request, keyworker } = await helpEnded(other);
    await decideErasure(other, { persons: [child.id] }, [family.id, request.id]);
    await begins(other);
    const about = { family: family.id, episode };
    const told = { ...about, from: 'SCHOOL', summary: 'She did well.' };
    const commandId = randomUUID();
    await other.order('coordinator', 'receiveInformation', { ...told, commandId });
    const entry = uuidv5(commandId, `${family.id}/0`);
    const replaced = { informationReceived: { summary: 'She did very well.' } };
    const correcting = { stream: family.id, entry, reason: 'TYPO', replaced };
    await other.order('coordinator', 'correctEntry', correcting);
    const looked = { ...about, supervisor: keyworker, reflection: 'It went well.' };
    await expect(other.order('manager', 'recordSupervision', looked)).rejects.toThrow('EPISODE_CLOSED');
  });
});

const CERTIFICATE = `query ($erasure: ID!) {
  erasure(erasure: $erasure, purpose: OPERATIONS) {
    certificate { copies { kind entry at { value precision } user agency agencyName notifiedAt } }
  }
}`;

interface Certified {
  readonly certificate: { readonly copies: readonly { readonly entry: string }[] };
}

describe('the certificate of an erasure', () => {
  it('names who was told before, and when they were told of it', async () => {
    await using other = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
    const ended = await helpEnded(other);
    const { child, family, request, keyworker } = ended;
    const { school } = await staffAround(other, ended);
    const decided = {
      persons: [child.id],
      recipientAgency: school,
      classes: ['general'],
      decision: 'DISCLOSE',
    };
    const why = { basis: 'VITAL', reason: 'She is in danger.', decidedBy: keyworker };
    const about = { family: family.id, ...decided, ...why };
    const { id: disclosure } = await other.order('manager', 'decideDisclosure', about);
    const { events } = await other.record.store.readStream(`person-${child.id}`);
    const entries = events.slice(0, 1).map(({ id }) => id);
    const telling = { disclosure, entries, how: 'LETTER', disclosedBy: keyworker };
    const at = { value: '2026-03', precision: 'MONTH' };
    await other.order('manager', 'discloseInformation', {
      ...telling,
      occurredAt: at,
      lateReason: 'RECEIVED_LATE',
    });
    const erasure = await decideErasure(other, { persons: [child.id] }, [family.id, request.id]);
    await begins(other);
    const copies = async () => {
      const asked = { erasure };
      const answer = await other.read<Certified>('privacy-officer', CERTIFICATE, asked);
      return answer.certificate.copies;
    };
    const [copy] = await copies();
    const held = { kind: 'DISCLOSURE', user: 'manager', agency: school, agencyName: 'Hill School', at };
    expect(await copies()).toEqual([{ ...held, entry: copy?.entry, notifiedAt: null }]);
    await other.order('privacy-officer', 'notifyCopyHolder', { erasure, copy: copy?.entry, how: 'LETTER' });
    await other.record.projector.reached(await other.record.store.head());
    expect(await copies()).toMatchObject([{ ...held, notifiedAt: expect.any(String) as unknown }]);
  });
});
