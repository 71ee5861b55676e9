import { randomUUID } from 'node:crypto';
import type { PersonaName } from '#libs/access';
import type { CommandType, JsonObject } from '#libs/contracts';
import type { Receipt } from '../../apps/record/src/testing/served.ts';
import { MARKER, markedInput } from './marked-input.ts';
import type { ServiceProcess } from './processes.ts';
import { CHILD, FORM } from './story-values.ts';

/** Somebody in whose every text one word stands, with a family and a request of their own. */
export interface Canary {
  readonly word: string;
  readonly person: string;
  readonly family: string;
  readonly request: string;
}

type Service = Pick<ServiceProcess, 'ask'>;

const READ = `query ($person: ID!, $family: ID!) {
  person(reference: $person, purpose: AUDIT) { name erased }
  familyTimeline(family: $family, purpose: AUDIT, first: 100) { nodes { type summary data } }
}`;
const MATCH = `query ($given: String!, $family: String!) {
  matchPerson(given: $given, family: $family, purpose: FAMILY_HELP) { matches { person name } }
}`;

/** Tells the record of a canary as people would: written, looked for, read, and refused where it is said wrongly. */
export async function release(word: string, service: Service): Promise<Canary> {
  const send = sender(word, service);
  const person = await send('coordinator', 'RegisterPerson', {
    ...{ adult: false, expectedDeliveryDate: null, multipleIndex: null, identifiers: null },
  });
  for (const type of ['RecordEthnicity', 'RecordSendStatus', 'RecordLanguageNeed', 'RecordWarning'] as const)
    await send('coordinator', type, { person });
  await send('coordinator', 'RecordPersonName', { person, use: 'KNOWN_AS' });
  await send('coordinator', 'RecordAddress', { person, type: 'TEMPORARY', confidentialFrom: null });
  const children = [{ ...CHILD, person }];
  const request = await send('coordinator', 'ReceiveRequest', { ...FORM, children });
  await send('coordinator', 'AcknowledgeRequest', { request, how: 'EMAIL' });
  await send('coordinator', 'WithdrawRequest', { request });
  const members = [{ person, role: 'CHILD', livesHere: 'FULL' }];
  const family = await send('coordinator', 'RegisterFamily', { members, request });
  const canary = { word, person, family, request };
  await read(canary, service);
  await match(canary, service);
  const wrong = { input: { commandId: word, person, use: word, family: `${word}\u0000` } };
  const naming = 'mutation ($input: RecordPersonNameInput!) { recordPersonName(input: $input) { id } }';
  const refused = await service.ask('coordinator', naming, wrong);
  if (refused.errors === undefined) throw new Error('it was not refused');
  return canary;
}

/** What auditors are told of a canary, as text. */
export async function read({ person, family }: Canary, service: Service): Promise<string> {
  const { data, errors } = await service.ask('auditor', READ, { person, family });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return JSON.stringify(data);
}

/** What is found by whoever looks for the canary by name, as text. */
export async function match({ word }: Canary, service: Service): Promise<string> {
  const named = { given: `${word} given`, family: `${word} family` };
  return JSON.stringify(await service.ask('coordinator', MATCH, named));
}

/** Two people decide that all of a canary is to be erased. */
export async function decideErasure(canary: Canary, service: Service): Promise<void> {
  const { word, person, family, request } = canary;
  const send = sender(word, service);
  const named = { persons: [person], families: [family], requests: [request] };
  const erasure = await send('privacy-officer', 'ProposeErasure', { ...named, ground: 'UNLAWFUL' });
  await send('manager', 'ApproveErasure', { erasure });
}

/** Gives commands with the word in every text; answers the id of what each made. */
function sender(word: string, service: Service) {
  return async (persona: PersonaName, type: CommandType, given: JsonObject): Promise<string> => {
    const marked = JSON.stringify({ commandId: randomUUID(), ...markedInput(type, given) });
    const input = JSON.parse(marked.replaceAll(MARKER, word)) as JsonObject;
    const name = `${type[0]?.toLowerCase()}${type.slice(1)}`;
    const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { id } }`;
    const { data, errors } = await service.ask(persona, query, { input });
    if (errors) throw new Error(`${type}: ${JSON.stringify(errors)}`);
    return (data?.[name] as Receipt).id;
  };
}

/** A word in every form in which it may stand somewhere, in small letters. */
export function formsOf(word: string): string[] {
  const forms = [word, word.toLowerCase(), word.toUpperCase()].flatMap((each) => {
    const bytes = Buffer.from(each, 'utf8');
    const wide = Buffer.from(each, 'utf16le');
    const codes = [...each].map((letter) => letter.charCodeAt(0).toString(16));
    return [
      each,
      wide.toString('latin1'),
      Buffer.from(wide).swap16().toString('latin1'),
      bytes.toString('hex'),
      codes.map((code) => `\\u00${code}`).join(''),
      codes.map((code) => `%${code}`).join(''),
      ...[0, 1, 2].flatMap((offset) => inBase64(bytes, offset)),
    ];
  });
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

/** As it stands in the base64 of something longer, so many bytes after a multiple of three: without what its neighbours tell. */
function inBase64(bytes: Buffer, offset: number): string[] {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor((whole.length * 8) / 6);
  return [whole.toString('base64'), whole.toString('base64url')].map((text) => text.slice(first, last));
}

/** The names of the texts or files in which one of the forms stands. */
export function placesOf(forms: readonly string[], texts: ReadonlyMap<string, Buffer | string>): string[] {
  return [...texts]
    .filter(([, text]) => {
      const small = (typeof text === 'string' ? text : text.toString('latin1')).toLowerCase();
      return forms.some((form) => small.includes(form));
    })
    .map(([name]) => name);
}
