import type { PersonaName } from '#libs/access';
import type { Receipt, Served } from './served.ts';
import { helpOpens } from './story.ts';

/** What nobody may read of him once he is erased, or sealed. */
export const OF_BEN = ['Benzu', '2021-02-01', '9 Benzu Yard'];

interface OnForm {
  readonly subject?: string;
  readonly person?: string;
  readonly givenName?: string;
}
export interface Form {
  readonly children: readonly OnForm[];
  readonly parent?: OnForm;
}

/** Two children and their mother, by a form on which nobody had a record yet. */
export interface Referral {
  readonly worker: string;
  readonly agency: string;
  readonly request: Receipt;
  readonly ben: string;
  readonly cara: string;
  readonly mother: string;
  readonly family: string;
}

const CHILDREN = [
  {
    ...{ givenName: 'Benzu', familyName: 'Reed', dateOfBirth: '2021-02-01', sex: 'M' },
    ...{ addressLine: '9 Benzu Yard', postcode: 'SG1 1AA' },
  },
  { givenName: 'Cara', familyName: 'Reed', dateOfBirth: '2019-07-03', sex: 'F' },
];

/** A form comes in and is decided on; the family is registered from it. */
export async function firstReferral(served: Served): Promise<Referral> {
  const { keyworker: worker, agency } = await helpOpens(served);
  const request = await served.order('coordinator', 'receiveRequest', {
    ...{ source: '2A', channel: 'PORTAL', urgency: 'ROUTINE', agreement: 'GIVEN_SIGNED', gss: 'E07000243' },
    ...{ agreedBy: 'Mother', children: CHILDREN, parent: { name: 'Mia Reed', relationship: 'MOTHER' } },
    answers: { whatIsWorrying: 'They are tired.' },
  });
  const triaged = { request: request.id, outcome: 'SFYP', rationale: 'Advice is enough.', decidedBy: worker };
  await served.order('coordinator', 'triageRequest', triaged);
  const person = async (given: string, more: object): Promise<string> => {
    const names = [{ use: 'LEGAL', given, family: 'Reed' }];
    return (await served.order('coordinator', 'registerPerson', { names, adult: false, ...more })).id;
  };
  const ben = await person('Benzu', { dateOfBirth: '2021-02-01', sex: 'M' });
  const cara = await person('Cara', { dateOfBirth: '2019-07-03', sex: 'F' });
  const mother = await person('Mia', { dateOfBirth: '1990', sex: 'F', adult: true });
  const children = [ben, cara].map((child) => ({ person: child, role: 'CHILD', livesHere: 'FULL' }));
  const { id: family } = await served.order('coordinator', 'registerFamily', {
    request: request.id,
    members: [...children, { person: mother, role: 'MOTHER', livesHere: 'FULL' }],
  });
  await followed(served);
  return { worker, agency, request, ben, cara, mother, family };
}

export async function followed({ record }: Served): Promise<void> {
  await record.managers.reached(await record.store.head());
  await record.projector.reached(await record.store.head());
}

const FORM = `query ($request: ID!) { request(reference: $request, purpose: FAMILY_HELP) { form } }`;

export async function formOf(served: Served, request: string): Promise<Form> {
  return (await served.read<{ form: Form }>('coordinator', FORM, { request })).form;
}

/** Which records the two children and their mother on the form have. */
export async function identified(served: Served, { request, ben, cara, mother }: Referral): Promise<void> {
  const { children, parent } = await formOf(served, request.id);
  for (const [at, person] of [ben, cara, mother].entries()) {
    const { subject } = [...children, parent][at] ?? {};
    await served.order('coordinator', 'identifyOnRequest', { request: request.id, subject, person });
  }
  await followed(served);
}

/** Ben's name on the form is mended; the form's entry. */
export async function corrected(served: Served, { request }: Referral): Promise<void> {
  const { children } = await formOf(served, request.id);
  const [first, second] = CHILDREN.map((child, at) => ({ ...child, subject: children[at]?.subject }));
  const entry = `query ($request: ID!) { request(reference: $request, purpose: FAMILY_HELP) { events { id type } } }`;
  const { events } = await served.read<{ events: { id: string; type: string }[] }>('coordinator', entry, {
    request: request.id,
  });
  const replaced = { requestReceived: { children: [{ ...first, givenName: 'Benzu-Lee' }, second] } };
  const id = events.find(({ type }) => type === 'RequestReceived')?.id;
  await served.order('coordinator', 'correctEntry', {
    stream: request.id,
    entry: id,
    reason: 'TYPO',
    replaced,
  });
  await followed(served);
}

const READS: readonly string[] = [
  'query ($request: ID!, $purpose: Purpose!) { request(reference: $request, purpose: $purpose) { form events { type summary data } } }',
  ...['AS_RECORDED', 'AS_CORRECTED'].map(
    (view) => `query ($family: ID!, $purpose: Purpose!) {
      familyTimeline(family: $family, purpose: $purpose, view: ${view}, first: 100) { nodes { type summary data } } }`,
  ),
  ...['ben', 'cara'].map(
    (who) => `query ($${who}: ID!, $purpose: Purpose!) {
      whatWasKnown(person: $${who}, purpose: $purpose, first: 100) { person { name } nodes { type summary data } } }`,
  ),
  `query ($family: ID!, $purpose: Purpose!) {
    changesSince(family: $family, purpose: $purpose, first: 100) { nodes { event entry { type data } brought { type data } } } }`,
  'query ($family: ID!, $purpose: Purpose!) { family(reference: $family, purpose: $purpose) { members { name dateOfBirth } } }',
];
const MATCH = `query ($purpose: Purpose!) {
  matchPerson(given: "Benzu", family: "Reed", dateOfBirth: "2021-02-01", purpose: $purpose) { matches { person name } } }`;

/** All that somebody can read of them, as one text. */
export async function allReads(
  served: Served,
  [persona, purpose]: readonly [PersonaName, string],
  { request, ...told }: Referral,
): Promise<string> {
  const named = { ...told, request: request.id, purpose };
  const answers: unknown[] = [];
  for (const query of [...READS, MATCH]) {
    const { data, errors } = await served.ask(persona, query, named);
    answers.push(
      data,
      errors?.map(({ extensions }) => extensions['code']),
    );
  }
  return JSON.stringify(answers);
}
