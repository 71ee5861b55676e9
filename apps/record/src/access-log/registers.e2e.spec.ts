import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readCodeSets } from '#libs/reference';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Registers name families and persons: whoever asks for one looked at those.

const GLASS = `query ($asOf: AsOf) { brokenGlass(purpose: AUDIT, asOf: $asOf) { nodes { reviewDueOn } } }`;
const REGISTERS = [
  GLASS,
  `{ disclosureRegister(purpose: AUDIT) { nodes { family } } }`,
  `{ legalHolds(purpose: OPERATIONS) { nodes { families } } }`,
  `{ erasures(purpose: OPERATIONS) { nodes { persons } } }`,
];

let served: Served;
let story: Story;
let broken: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, child, keyworker: worker } = story;
  const { school } = await staffAround(served, story);
  await served.order('manager', 'decideDisclosure', {
    ...{ family: family.id, persons: [child.id], recipientAgency: school, classes: ['general'] },
    ...{ decision: 'DISCLOSE', basis: 'VITAL', reason: 'She is in danger.', decidedBy: worker },
  });
  const why = { category: 'RISK_OF_HARM', explanation: 'A neighbour heard her scream.' };
  broken = (await served.order('practitioner', 'breakGlass', { worker, family: family.id, ...why })).position;
  const held = { everything: false, reason: 'COMPLAINT', explanation: 'The ombudsman asked for it.' };
  await served.order('manager', 'placeLegalHold', { families: [family.id], ...held });
  const asked = { persons: [child.id], askedBy: 'THEMSELVES', words: 'That is not me.' };
  await served.order('coordinator', 'requestErasure', asked);
  await served.record.projector.reached(await served.record.store.head());
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

async function readsOf(named: object): Promise<string[]> {
  const { projector, accessStore } = served.record;
  await projector.accessReached(await accessStore.head());
  const query = `query ($family: ID, $person: ID) {
    whoSaw(family: $family, person: $person, purpose: AUDIT, first: 100) { nodes { user reads } } }`;
  const { nodes } = await served.read<{ nodes: { user: string; reads: string[] }[] }>(
    'auditor',
    query,
    named,
  );
  return nodes.flatMap(({ user, reads }) => (user === 'privacy-officer' ? reads : [])).sort();
}

it('who asked for a register is found to have looked at whom it names', async () => {
  for (const query of REGISTERS) await served.read('privacy-officer', query);
  expect(await readsOf({ family: story.family.id })).toEqual([
    'brokenGlass',
    'disclosureRegister',
    'legalHolds',
  ]);
  expect(await readsOf({ person: story.child.id })).toEqual(['erasures']);
});

it('a broken glass is to be reviewed by the holidays that were published by then', async () => {
  const known = readCodeSets().find(({ name }) => name === 'bank-holiday');
  const codes = [...(known?.codes ?? []), { code: '2026-03-03', title: 'A day of mourning' }];
  const content = JSON.stringify({ ...known, version: '2099.1', codes });
  await served.record.door.send({
    type: 'PublishCodeSet',
    data: { name: 'bank-holiday', version: '2099.1', content },
    commandId: randomUUID(),
    actor: { user: 'system', role: 'SYSTEM', agency: 'organisation-county' },
    source: 'SYSTEM',
  });
  await served.record.projector.reached(await served.record.store.head());
  const due = (asOf?: object) => served.read<object>('privacy-officer', GLASS, { asOf });
  expect(await due()).toEqual({ nodes: [{ reviewDueOn: '2026-03-05' }] });
  expect(await due({ position: broken })).toEqual({ nodes: [{ reviewDueOn: '2026-03-04' }] });
});
