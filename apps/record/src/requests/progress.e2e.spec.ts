import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { familyOf, FORM, membersOf, type Members } from '../testing/panel-story.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served, type Answer, type Receipt } from '../testing/served.ts';

// The school sends a request, which is triaged; it is told, and told more later.

let served: Served;
let members: Members;
let request: Receipt;
let other: Receipt;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  members = await membersOf(served);
  request = await served.order('partner', 'receiveRequest', FORM);
  other = await served.order('coordinator', 'receiveRequest', FORM);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const PROGRESS = `query ($request: ID!, $asOf: AsOf) {
  requestProgress(request: $request, asOf: $asOf, purpose: FAMILY_HELP) {
    reference state told { how content outcome agency }
  }
}`;
const BY_NUMBER = `query ($number: String!) {
  requestProgress(senderReference: $number, purpose: FAMILY_HELP) { reference state }
}`;
const REQUEST = `query ($request: ID!) { request(reference: $request, purpose: FAMILY_HELP) { form } }`;
const codeOf = ({ errors }: Answer): unknown => errors?.[0]?.extensions['code'];
const progress = (asOf?: object) =>
  served.read<object>('partner', PROGRESS, { request: request.id, ...(asOf && { asOf }) });
const refusal = async (persona: PersonaName, id: string) =>
  codeOf(await served.ask(persona, PROGRESS, { request: id }));
const tell = (content: string) =>
  served.order('coordinator', 'informReferrer', { request: request.id, how: 'EMAIL', content });

describe('whoever sent a request', () => {
  it('sees how far it has come, and no outcome before they are told', async () => {
    expect(await progress()).toEqual({ reference: request.reference, state: 'RECEIVED', told: [] });
    await served.order('coordinator', 'triageRequest', {
      request: request.id,
      outcome: 'SIGNPOST_UNIVERSAL',
      rationale: 'The mother has asked for help with debts.',
      decidedBy: members.chair,
    });
    expect(await progress()).toMatchObject({ state: 'SETTLED', told: [] });
  });

  it('sees that a contact is in hand once it was acknowledged, and settled only by what decides', async () => {
    const { id } = await served.order('partner', 'receiveContact', {
      ...{ source: '2A', channel: 'PHONE', urgency: 'SOON', gss: 'E07000243' },
      ...{ children: [{ familyName: 'Okafor' }], concern: 'They shout at night.' },
    });
    const stateAfter = async (name?: string, said: object = {}) => {
      if (name !== undefined) await served.order('coordinator', name, { request: id, ...said });
      await served.record.projector.reached(await served.record.store.head());
      return (await served.read<{ state: string }>('partner', PROGRESS, { request: id })).state;
    };
    const decision = { rationale: 'As it stands.', decidedBy: members.chair };
    expect(await stateAfter()).toBe('RECEIVED');
    expect(await stateAfter('acknowledgeRequest', { how: 'EMAIL' })).toBe('IN_HAND');
    expect(await stateAfter('triageRequest', { ...decision, outcome: 'DEFER_INFO_NEEDED' })).toBe('IN_HAND');
    expect(await stateAfter('triageRequest', { ...decision, outcome: 'ADVICE_TO_REFERRER' })).toBe('SETTLED');
  });

  it('sees what they were told, as much as they were told', async () => {
    const first = await tell('RECEIPT_ONLY');
    await tell('OUTCOME_ONLY');
    const receipt = { how: 'EMAIL', content: 'RECEIPT_ONLY', outcome: null, agency: null };
    const outcome = { how: 'EMAIL', content: 'OUTCOME_ONLY', outcome: 'SIGNPOST_UNIVERSAL', agency: null };
    expect(await progress()).toMatchObject({ told: [receipt, outcome] });
    expect(await progress({ position: first.position })).toMatchObject({ told: [receipt] });
  });

  it('hears of what was decided since when they are told again', async () => {
    await served.order('manager', 'reopenRequest', { request: request.id, reason: 'The mother rang.' });
    expect(await progress()).toMatchObject({
      state: 'IN_HAND',
      told: [{}, { outcome: 'SIGNPOST_UNIVERSAL' }],
    });
  });

  it('does not open the request itself, of which the family’s part is no longer theirs', async () => {
    expect(codeOf(await served.ask('partner', REQUEST, { request: request.id }))).toBe('NOT_FOUND');
  });

  it('finds it by its own number, and nothing that others sent under it', async () => {
    const requestRef = 'SCHOOL-7';
    const sent = await served.order('partner', 'receiveRequest', { ...FORM, requestRef });
    await served.order('coordinator', 'receiveRequest', { ...FORM, requestRef });
    await served.record.projector.reached(await served.record.store.head());
    expect(await served.read('partner', BY_NUMBER, { number: requestRef })).toEqual({
      reference: sent.reference,
      state: 'RECEIVED',
    });
    const last = await served.order('partner', 'receiveRequest', { ...FORM, requestRef });
    await served.record.projector.reached(await served.record.store.head());
    expect(await served.read('partner', BY_NUMBER, { number: requestRef })).toMatchObject({
      reference: last.reference,
    });
  });

  it('finds nothing by a number that only others sent something under, as by one that nobody did', async () => {
    await served.order('coordinator', 'receiveRequest', { ...FORM, requestRef: 'COUNTY-1' });
    await served.record.projector.reached(await served.record.store.head());
    const refusals = await Promise.all(
      ['COUNTY-1', 'NOBODY-1'].map(async (number) => {
        const { errors } = await served.ask('partner', BY_NUMBER, { number });
        const { correlationId, ...said } = errors?.[0]?.extensions ?? {};
        return said;
      }),
    );
    expect(refusals[0]).toMatchObject({ code: 'NOT_FOUND' });
    expect(refusals[0]).toEqual(refusals[1]);
    const asAdministrator = await served.ask('administrator', BY_NUMBER, { number: 'SCHOOL-7' });
    expect(codeOf(asAdministrator)).toBe('NOT_PERMITTED');
  });

  it('finds what a seal leaves there, and of what it does not as much as of a number of nobody’s', async () => {
    const send = (requestRef: string) => served.order('partner', 'receiveRequest', { ...FORM, requestRef });
    const left = await send('SCHOOL-8');
    const { family } = await familyOf(served);
    for (const { id } of [await send('SCHOOL-8'), await send('SCHOOL-9')])
      await served.order('coordinator', 'linkRequestToFamily', { request: id, family });
    await sealed(served, family, await custodians(served, { agency: members.help }));
    await served.record.projector.reached(await served.record.store.head());
    expect(await served.read('partner', BY_NUMBER, { number: 'SCHOOL-8' })).toMatchObject({
      reference: left.reference,
    });
    const answers = ['SCHOOL-9', 'NOBODY-1'].map((number) => served.ask('partner', BY_NUMBER, { number }));
    const [hidden, absent] = (await Promise.all(answers)).map(codeOf);
    expect([hidden, absent]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });

  it('names it by one of the two', async () => {
    const both = `{ requestProgress(request: "${request.id}", senderReference: "A", purpose: FAMILY_HELP) { state } }`;
    for (const asked of [both, '{ requestProgress(purpose: FAMILY_HELP) { state } }'])
      expect(codeOf(await served.ask('partner', asked))).toBe('INVALID_INPUT');
  });

  it('is the only one to see it so', async () => {
    expect(await refusal('partner', other.id)).toBe('NOT_FOUND');
    expect(await refusal('partner', `request-${'0'.repeat(26)}`)).toBe('NOT_FOUND');
    expect(await refusal('social-worker', request.id)).toBe('NOT_FOUND');
    expect(await refusal('administrator', request.id)).toBe('NOT_PERMITTED');
  });
});
