import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { familyOf, FORM, membersOf, type Members } from '../testing/panel-story.ts';
import { Served, type Answer, type Receipt } from '../testing/served.ts';

let served: Served;
let members: Members;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  members = await membersOf(served);
});
afterAll(() => served[Symbol.asyncDispose]());

const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions['code'];

function give(persona: PersonaName, mutation: string, input: object): Promise<Answer> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`;
  return served.ask(persona, query, { input: { commandId: randomUUID(), ...input } });
}

interface Shown {
  readonly state: string;
  readonly concern: string | null;
  readonly form: Record<string, unknown>;
  readonly redactions: readonly { pointer: string; reason: string }[];
  readonly events: readonly {
    type: string;
    summary: string;
    data: Record<string, unknown>;
    redactions: readonly { pointer: string }[];
  }[];
}
const REQUEST = `query ($reference: ID!, $purpose: Purpose!) {
  request(reference: $reference, purpose: $purpose) {
    state concern form redactions { pointer reason } events { type summary data redactions { pointer } }
  }
}`;
const shown = (persona: PersonaName, purpose: string, { id }: Receipt) =>
  served.read<Shown>(persona, REQUEST, { reference: id, purpose });

async function asStored({ id }: Receipt): Promise<string> {
  const { events } = await served.record.store.readStream(id);
  return events.map(({ document }) => Buffer.from(document).toString('utf8')).join('\n');
}

describe('a request of somebody who must not be known', () => {
  it.each([
    ['9', 'Anonymous'],
    ['1C', 'Individual: self'],
  ])('of source %s has its source sealed, and nobody is told of the outcome', async (source, title) => {
    const request = await served.order('coordinator', 'receiveRequest', { ...FORM, source });
    await served.order('coordinator', 'triageRequest', {
      request: request.id,
      outcome: 'SIGNPOST_UNIVERSAL',
      rationale: 'A family centre can help.',
      decidedBy: members.chair,
    });
    const told = { request: request.id, how: 'PHONE', content: 'OUTCOME_ONLY' };
    expect(codeOf(await give('coordinator', 'informReferrer', told))).toBe('NO_FEEDBACK_POSSIBLE');

    const stored = await asStored(request);
    expect(stored).toContain('RequestReceived');
    expect(stored).not.toContain('Quill Referrer');
    expect(stored).not.toContain(`"source":"${source}"`);

    const toQuality = await shown('quality', 'QUALITY', request);
    expect(toQuality.form).not.toHaveProperty('source');
    expect(toQuality.form).not.toHaveProperty('referrerName');
    expect(toQuality.redactions).toEqual(
      expect.arrayContaining([{ pointer: '/source', reason: 'WITHHELD' }]),
    );
    expect(JSON.stringify(toQuality)).not.toContain('Quill Referrer');
    expect(toQuality.events[0]?.summary).not.toContain(title);
    expect((await shown('auditor', 'AUDIT', request)).events[0]?.summary).toContain(title);
  });

  it('and one of a school is told, and so it stands in the list', async () => {
    const request = await served.order('coordinator', 'receiveRequest', FORM);
    const told = { request: request.id, how: 'PHONE', content: 'OUTCOME_ONLY' };
    expect(codeOf(await give('coordinator', 'informReferrer', told))).toBe('REQUEST_UNDECIDED');
    await served.order('coordinator', 'withdrawRequest', { request: request.id, reason: 'NEEDS_MET' });
    await served.order('coordinator', 'informReferrer', told);
    const events = (await shown('coordinator', 'FAMILY_HELP', request)).events;
    expect(events.at(-1)).toMatchObject({
      type: 'ReferrerInformedOfOutcome',
      summary: 'Referrer told (Telephone): The outcome only',
    });
  });
});

describe('a contact', () => {
  const contact = {
    source: '1B',
    channel: 'PHONE',
    urgency: 'SOON',
    gss: 'E07000243',
    callerName: 'Quill Caller',
    children: [{ familyName: 'Okafor' }],
    concern: 'They shout at night.',
  };

  it('becomes a request for support under the reference it has', async () => {
    const received = await served.order('coordinator', 'receiveContact', contact);
    expect(received.reference).toMatch(/^R-/);
    expect(await shown('coordinator', 'FAMILY_HELP', received)).toMatchObject({
      state: 'CONTACT',
      form: { concern: 'They shout at night.' },
    });
    await served.order('coordinator', 'receiveRequest', { ...FORM, contact: received.id });
    const request = await shown('coordinator', 'FAMILY_HELP', received);
    expect(request).toMatchObject({ state: 'RECEIVED', form: { answers: FORM.answers } });
    expect(request.events.map(({ type }) => type)).toEqual(['ContactReceived', 'RequestReceived']);
    const again = await give('coordinator', 'receiveRequest', { ...FORM, contact: received.id });
    expect(codeOf(again)).toBe('ALREADY_A_REQUEST');
  });

  it('of which a concern goes to children’s services, whatever became of it', async () => {
    const received = await served.order('coordinator', 'receiveContact', contact);
    await served.order('coordinator', 'seekAgreement', {
      request: received.id,
      asked: 'The mother',
      outcome: 'REFUSED',
      how: 'PHONE',
    });
    await served.order('coordinator', 'withdrawRequest', { request: received.id, reason: 'FAMILY_DECLINED' });
    await served.order('coordinator', 'identifySafeguardingConcern', {
      request: received.id,
      concern: 'A bruise on the arm.',
      identifiedBy: members.chair,
    });
    const passed = { request: received.id, route: 'MASH_PHONE', passedBy: members.chair };
    await served.order('social-worker', 'passToChildrensServices', passed);
    expect(await shown('coordinator', 'FAMILY_HELP', received)).toMatchObject({
      state: 'WITHDRAWN',
      concern: 'PASSED',
    });
  });
});

describe('an agency that is asked', () => {
  const ask = (request: Receipt, agency: string) =>
    served.order('coordinator', 'requestAgencyInformation', {
      request: request.id,
      agency,
      due: '2026-03-17',
      basis: 'PUBLIC_TASK',
    });

  it('answers for itself, of what it was asked about and nothing else', async () => {
    const request = await served.order('coordinator', 'receiveRequest', FORM);
    const other = await served.order('coordinator', 'receiveRequest', FORM);
    await ask(request, members.school);
    await ask(other, members.health);
    const answer = { agency: members.school, summary: 'Often late.' };
    const tell = async (about: Receipt, said: object) =>
      codeOf(await give('partner', 'receiveAgencyInformation', { request: about.id, ...said }));
    expect(await tell(other, answer)).toBe('NOT_FOUND');
    expect(await tell(request, { ...answer, agency: members.health })).toBe('NOT_ASKED');
    expect(await tell(request, answer)).toBeUndefined();
    const read = await served.ask('partner', REQUEST, { reference: request.id, purpose: 'FAMILY_HELP' });
    expect(codeOf(read)).toBe('NOT_FOUND');
  });

  it('is not read by whoever sent the request, who sees only how it stands', async () => {
    const request = await served.order('partner', 'receiveRequest', FORM);
    await ask(request, members.health);
    const told = { request: request.id, agency: members.health, summary: 'Known to us.' };
    await served.order('coordinator', 'receiveAgencyInformation', told);
    const { events } = await shown('coordinator', 'FAMILY_HELP', request);
    expect(events).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ summary: 'Known to us.' }) }),
    );
    const variables = { reference: request.id, purpose: 'FAMILY_HELP' };
    expect(codeOf(await served.ask('partner', REQUEST, variables))).toBe('NOT_FOUND');
    const progress = `query ($reference: ID!) {
      requestProgress(request: $reference, purpose: FAMILY_HELP) { state told { outcome } }
    }`;
    expect(await served.read('partner', progress, { reference: request.id })).toEqual({
      state: 'RECEIVED',
      told: [],
    });
  });
});

describe('advice', () => {
  it('is sought by a pupil number, and given', async () => {
    const { child } = await familyOf(served, 'Ben');
    const question = { source: '2A', channel: 'PHONE', gss: 'E07000243', question: 'Is anyone helping?' };
    const asked = { ...question, person: child, upn: 'A950000178302' };
    expect(codeOf(await give('coordinator', 'seekAdvice', asked))).toBe('INVALID_UPN');
    const sought = await served.order('coordinator', 'seekAdvice', { ...asked, upn: 'A950000178301' });
    const advice = { request: sought.id, advice: 'Nobody yet: ask the parents.', givenBy: members.chair };
    await served.order('coordinator', 'giveAdvice', advice);
    expect(await shown('coordinator', 'FAMILY_HELP', sought)).toMatchObject({ state: 'ADVISED' });
    expect(await asStored(sought)).not.toContain('A950000178301');
  });
});
