import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  familyOf,
  followed,
  membersOf,
  requestAtPanel,
  scheduled,
  type Known,
} from '../testing/panel-story.ts';
import { Served, type Receipt } from '../testing/served.ts';

// Two requests come before one panel; its chair is a relation of the first family, and says so.

let served: Served;
let known: Known;
let request: Receipt;
let other: Receipt;
let panel: Receipt;
let before: string;
let otherFamily: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  const members = await membersOf(served);
  known = await familyOf(served);
  request = await requestAtPanel(served, known, members);
  const others = await familyOf(served, 'Ben');
  otherFamily = others.family;
  other = await requestAtPanel(served, others, members);
  panel = await scheduled(served, '2026-03-12');
  await followed(served);
  const { id: member } = await served.order('administrator', 'registerWorker', {
    name: 'Cho Reed',
    user: 'chair',
    agency: members.help,
    role: 'PANEL_CHAIR',
    activeFrom: '2020-01-01',
  });
  before = String(await served.record.store.head());
  const came = { panel: panel.id, member, agency: members.help, chairing: true, remote: false };
  await served.order('chair', 'recordPanelAttendance', came);
  const declared = { panel: panel.id, item: request.id, member, nature: 'The mother is my sister.' };
  await served.order('chair', 'declareConflictOfInterest', declared);
  await followed(served);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const AGENDA = `query ($panel: ID!, $asOf: AsOf, $purpose: Purpose!) {
  panelAgenda(panel: $panel, asOf: $asOf, purpose: $purpose) { items { item family events { type } } }
}`;
const REQUEST = `query ($reference: ID!) { request(reference: $reference, purpose: FAMILY_HELP) { id } }`;
const FAMILY = `query ($reference: ID!) { family(reference: $reference, purpose: FAMILY_HELP) { id } }`;
const itemsFor = async (persona: 'chair' | 'manager', asOf?: object): Promise<string[]> => {
  const variables = { panel: panel.id, asOf, purpose: 'FAMILY_HELP' };
  const found = await served.read<{ items: { item: string }[] }>(persona, AGENDA, variables);
  return found.items.map(({ item }) => item);
};

describe('a member with a conflict of interest', () => {
  it('does not see the item, and sees the others', async () => {
    expect(await itemsFor('chair')).toEqual([other.id]);
    expect(new Set(await itemsFor('manager'))).toEqual(new Set([request.id, other.id]));
  });

  it('does not see it as of a position before the conflict was declared either', async () => {
    expect(await itemsFor('chair', { position: before })).toEqual([other.id]);
  });

  it('opens neither the request nor the family directly, and those of other items still', async () => {
    const requestOf = (persona: 'chair' | 'manager', reference: string) =>
      served.read(persona, REQUEST, { reference });
    const familyFor = (persona: 'chair' | 'manager', reference: string) =>
      served.read(persona, FAMILY, { reference });
    expect(await requestOf('manager', request.id)).toBeTruthy();
    await expect(requestOf('chair', request.id)).rejects.toThrow('NOT_FOUND');
    expect(await requestOf('chair', other.id)).toBeTruthy();
    expect(await familyFor('manager', known.family)).toEqual({ id: known.family });
    await expect(familyFor('chair', known.family)).rejects.toThrow('NOT_FOUND');
    expect(await familyFor('chair', otherFamily)).toEqual({ id: otherFamily });
  });

  it('leaves no record of a read of that family', async () => {
    await itemsFor('chair');
    await served.record.projector.accessReached(await served.record.accessStore.head());
    const query = `query ($family: ID!) {
      whoSaw(family: $family, purpose: AUDIT, first: 20) { nodes { user reads } }
    }`;
    const { nodes } = await served.read<{ nodes: object[] }>('auditor', query, { family: known.family });
    expect(nodes).not.toContainEqual({ user: 'chair', reads: ['panelAgenda'] });
  });
});
