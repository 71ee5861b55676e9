import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  familyOf,
  FORM,
  followed,
  membersOf,
  requestAtPanel,
  scheduled,
  type Known,
  type Members,
} from '../testing/panel-story.ts';
import { Served, type Answer, type Receipt } from '../testing/served.ts';

// A school sits on a panel: a request is before it, another is not; then its member knows the family.

let served: Served;
let members: Members;
let known: Known;
let request: Receipt;
let elsewhere: Receipt;
let panel: Receipt;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  members = await membersOf(served);
  known = await familyOf(served);
  request = await requestAtPanel(served, known, members);
  elsewhere = await served.order('coordinator', 'receiveRequest', FORM);
  panel = await scheduled(served, '2026-03-12');
  await followed(served);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const REQUEST = `query ($request: ID!) {
  request(reference: $request, purpose: FAMILY_HELP) { form redactions { pointer } }
}`;
const FAMILY = `query ($family: ID!) { family(reference: $family, purpose: FAMILY_HELP) { id } }`;
const EVENT = `query ($id: ID!) { event(id: $id, purpose: FAMILY_HELP) { type } }`;
const codeOf = ({ errors }: Answer): unknown => errors?.[0]?.extensions['code'];
const opens = async (id: string) => codeOf(await served.ask('partner', REQUEST, { request: id })) ?? 'OPEN';
const papers = async (): Promise<readonly string[]> => {
  const asked = `query ($panel: ID!) { panelAgenda(panel: $panel, purpose: FAMILY_HELP) { items { evidence } } }`;
  const { items } = await served.read<{ items: { evidence: string[] }[] }>('chair', asked, {
    panel: panel.id,
  });
  return items.flatMap(({ evidence }) => evidence);
};

describe('a member of a panel', () => {
  it('reads nothing of what is before it until they are one', async () => {
    expect(await opens(request.id)).toBe('NOT_FOUND');
  });

  it('reads what is before it, in the classes of its papers, and no other request', async () => {
    const { teacher, school } = members;
    await served.order('coordinator', 'expectPanelMember', {
      panel: panel.id,
      member: teacher,
      agency: school,
    });
    await followed(served);
    const read = await served.read<{ form: object; redactions: object[] }>('partner', REQUEST, {
      request: request.id,
    });
    expect(read.form).toMatchObject({ answers: { whatIsWorrying: 'Ava is tired and often late.' } });
    expect(read.redactions).toContainEqual({ pointer: '/referrerName' });
    expect(JSON.stringify(read)).not.toContain('Quill Referrer');
    expect(await opens(elsewhere.id)).toBe('NOT_FOUND');
  });

  it('reads the entries that its papers hold, and no others of the family, nor the family', async () => {
    const [paper = ''] = await papers();
    expect(await served.read('partner', EVENT, { id: paper })).toMatchObject({ type: expect.any(String) });
    const born = (await served.record.store.readStream(known.family)).events[0]?.position;
    expect(await papers()).not.toContain(String(born));
    expect(codeOf(await served.ask('partner', EVENT, { id: String(born) }))).toBe('NOT_FOUND');
    expect(codeOf(await served.ask('partner', FAMILY, { family: known.family }))).toBe('NOT_FOUND');
  });

  it('reads nothing of it any more once they declared a conflict of interest', async () => {
    const [paper = ''] = await papers();
    const declared = { panel: panel.id, item: request.id, member: members.teacher, nature: 'A neighbour.' };
    await served.order('partner', 'declareConflictOfInterest', declared);
    await followed(served);
    expect(await opens(request.id)).toBe('NOT_FOUND');
    expect(codeOf(await served.ask('partner', EVENT, { id: paper }))).toBe('NOT_FOUND');
  });
});
