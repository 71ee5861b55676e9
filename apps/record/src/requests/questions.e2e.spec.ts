import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { decodeStoredEvent, type StoredEvent } from '#libs/contracts';
import { familyOf, FORM, membersOf, type Members } from '../testing/panel-story.ts';
import { Served, type Answer, type Receipt } from '../testing/served.ts';

// A request comes in; the school and the health visitors are asked, each something of its own.

let served: Served;
let members: Members;
let request: Receipt;
let unasked: Receipt;
let before: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  members = await membersOf(served);
  const { family } = await familyOf(served);
  request = await served.order('coordinator', 'receiveRequest', { ...FORM, family });
  unasked = await served.order('coordinator', 'receiveRequest', FORM);
  before = unasked.position;
  const asking = { request: request.id, due: '2026-03-17', basis: 'CONSENT' };
  await ask({ ...asking, agency: members.school, question: 'How often is Ava late?' });
  await ask({ ...asking, agency: members.health, question: 'Does Ava sleep?' });
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const ask = (input: object) => served.order('coordinator', 'requestAgencyInformation', input);
const QUESTIONS = `query ($request: ID!, $asOf: AsOf) {
  agencyQuestions(request: $request, asOf: $asOf, purpose: FAMILY_HELP) {
    reference children { givenName familyName dateOfBirth }
    questions { question basis due answered redactions { pointer } }
  }
}`;
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions['code'];
const refusal = async (persona: PersonaName, variables: object) =>
  codeOf(await served.ask(persona, QUESTIONS, variables));

describe('an agency that is asked about a request', () => {
  it('reads its own question, by when and about whom, and nothing else', async () => {
    const answer = await served.read<object>('partner', QUESTIONS, { request: request.reference });
    expect(answer).toEqual({
      reference: request.reference,
      children: [{ givenName: 'Ava', familyName: 'Okafor', dateOfBirth: '2018-05-04' }],
      questions: [
        {
          question: 'How often is Ava late?',
          basis: 'CONSENT',
          due: '2026-03-17',
          answered: false,
          redactions: [],
        },
      ],
    });
    const whole = `query ($request: ID!) { request(reference: $request, purpose: FAMILY_HELP) { form } }`;
    expect(codeOf(await served.ask('partner', whole, { request: request.id }))).toBe('NOT_FOUND');
  });

  it('sees that it has answered', async () => {
    const summary = 'Twice a week.';
    const answer = { request: request.id, agency: members.school, summary };
    await served.order('partner', 'receiveAgencyInformation', answer);
    expect(await served.read<object>('partner', QUESTIONS, { request: request.id })).toMatchObject({
      questions: [{ answered: true }],
    });
  });

  it('finds nothing where it was not asked, or not yet, and nobody else does', async () => {
    expect(await refusal('partner', { request: unasked.id })).toBe('NOT_FOUND');
    expect(await refusal('partner', { request: request.id, asOf: { position: before } })).toBe('NOT_FOUND');
    expect(await refusal('partner', { request: `request-${'0'.repeat(26)}` })).toBe('NOT_FOUND');
    expect(await refusal('administrator', { request: request.id })).toBe('NOT_PERMITTED');
  });

  it('leaves a record of the read', async () => {
    await served.read<object>('partner', QUESTIONS, { request: request.id });
    const views: StoredEvent[] = [];
    for await (const { events } of served.record.accessStore.readAll())
      views.push(...events.map(({ document }) => decodeStoredEvent(document)));
    expect(views.at(-1)).toMatchObject({
      actor: { user: 'partner' },
      subjects: [request.id.slice('request-'.length)],
      data: { reads: ['agencyQuestions'], effect: 'GRANTED', relationships: ['asked'] },
    });
  });
});
