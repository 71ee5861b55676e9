import { randomUUID } from 'node:crypto';
import type { Clear, CommandOf, StoredEvent } from '#libs/contracts';
import { eventId } from '../door/stored.ts';
import { coordinator, text, type Send } from './telling.ts';

export async function people(send: Send) {
  const person = (given: string, more: Partial<CommandOf<'RegisterPerson'>['data']>) =>
    send('RegisterPerson', {
      names: [{ use: 'LEGAL', given: text(given), family: text('Hill') }],
      sex: 'F',
      adult: false,
      ...more,
    });
  const address = { type: 'HOME', line: text('1 High Street'), postcode: 'AL10 2LE', uprn: '0130879568' };
  const identifiers = [{ scheme: 'NHS', value: '999 778 3530', verification: 'PDS_TRACED' }];
  const { id: child } = await person('Ava', { dateOfBirth: '2016-07-19', identifiers, address });
  const { id: sibling } = await person('Ben', { dateOfBirth: '2016-07-19' });
  const { id: parent } = await person('Cara', { adult: true });
  return { child, sibling, parent };
}

export async function requested(
  send: Send,
  { child, parent }: Record<'child' | 'parent', string>,
): Promise<string> {
  const { id: request } = await send('ReceiveRequest', form(child, parent), coordinator);
  await send('AcknowledgeRequest', { request, how: 'EMAIL' }, coordinator);
  const information = { from: 'POLICE', summary: text('Called out.'), peoplePresent: [text('Mr A')] };
  await send('ReceiveRequestInformation', { request, ...information }, coordinator);
  return request;
}

export async function family(
  send: Send,
  people: { child: string; sibling: string; parent: string },
  request: string,
): Promise<string> {
  const members = [
    { person: people.child, role: 'CHILD', livesHere: 'FULL', from: '2016-07-19' },
    { person: people.parent, role: 'MOTHER', livesHere: 'FULL' },
  ];
  const { id: family } = await send('RegisterFamily', { members, request }, coordinator);
  const sibling = { family, person: people.sibling, role: 'CHILD', livesHere: 'PART' };
  await send('AddMember', sibling, coordinator);
  await send('ChangeMemberRole', { ...sibling, livesHere: 'FULL' }, coordinator);
  await send('LinkRequestToFamily', { request, family }, coordinator);
  return family;
}

export async function requestedAgain(send: Send, family: string, episode: string): Promise<void> {
  const { id: request } = await send('ReceiveRequest', form(), coordinator);
  await send('FlagDuplicateOfOpenWork', { request, family, episode }, coordinator);
  await send('WithdrawRequest', { request, reason: 'NEEDS_MET' }, coordinator);
}

/** Who came without a record by the last form is said to have one. */
export async function identified(
  send: Send,
  events: readonly StoredEvent[],
  { sibling: person }: { sibling: string },
): Promise<void> {
  const form = events.findLast(({ type }) => type === 'RequestReceived');
  const [child] = (form?.data as Partial<Clear.RequestReceived>).children ?? [];
  const said = { request: form?.stream ?? '', subject: child?.subject ?? '', person };
  await send('IdentifyOnRequest', said, coordinator);
}

export async function matters(
  send: Send,
  {
    child: person,
    sibling,
    parent,
  }: {
    child: string;
    sibling: string;
    parent: string;
  },
): Promise<void> {
  const number = { person, scheme: 'NHS', value: '943 476 5919' };
  await send(
    'RecordPersonName',
    { person, use: 'KNOWN_AS', given: text('Avie'), family: text('Reed') },
    coordinator,
  );
  await send('RecordIdentifier', { ...number, verification: 'DOCUMENT_SEEN' }, coordinator);
  await send('WithdrawIdentifier', { ...number, reason: 'TYPO' }, coordinator);
  await send('RecordAddress', { person, type: 'TEMPORARY', line: text('2 Low Street') }, coordinator);
  await send('EndAddress', { person, type: 'TEMPORARY', to: '2026-03' }, coordinator);
  await send('RecordRelationship', { person, other: parent, type: 'MOTHER' }, coordinator);
  await send('EndRelationship', { person, other: parent, type: 'MOTHER', to: '2026-03' }, coordinator);
  await send('RecordParentalResponsibility', { person, holder: parent, basis: 'BIRTH_MOTHER' }, coordinator);
  await send('EndParentalResponsibility', { person, holder: parent, to: '2026-03' }, coordinator);
  await send('RecordEthnicity', { person, ethnicity: 'WBRI', selfDefined: true }, coordinator);
  await send('RecordSendStatus', { person, status: 'SEN_SUPPORT' }, coordinator);
  await circumstances(send, { person, parent });
  await pregnancies(send);
  await corrected(send, person);
  const { id: link } = await send(
    'DetectPossibleDuplicate',
    { first: person, second: sibling, score: 700, reasons: ['SAME_BIRTH_DATE'] },
    coordinator,
  );
  await send('ConfirmNotDuplicate', { link, reason: text('Twins.') }, coordinator);
  const { id: flag } = await send('RaiseDataQualityFlag', {
    flag: 'DOUBTFUL_NAME',
    persons: [person],
  });
  await send('ResolveDataQualityFlag', { flag, resolution: 'EXPLAINED' });
  await send(
    'RecordDeath',
    { person: parent, dateOfDeath: '2026-03', verification: 'NOTIFIED' },
    coordinator,
  );
  await send('RetractDeath', { person: parent, reason: text('A namesake.') }, coordinator);
}

async function circumstances(
  send: Send,
  { person, parent }: { person: string; parent: string },
): Promise<void> {
  const bar = { person, barred: parent, scope: 'NO_ADDRESS' };
  const warning = { person: parent, warning: 'DANGEROUS_ANIMAL' };
  await send('RecordContactBar', { ...bar, orderReference: text('NMO 1') }, coordinator);
  await send('LiftContactBar', { ...bar, to: '2026-03', reason: text('Expired.') }, coordinator);
  await send('RecordWarning', { ...warning, details: text('Dogs.') }, coordinator);
  await send('EndWarning', { ...warning, to: '2026-03', reason: text('Gone.') }, coordinator);
  await send(
    'RecordLanguageNeed',
    { person: parent, language: text('Polish'), interpreter: true },
    coordinator,
  );
  await send('RegisterYoungCarer', { person, caresFor: parent }, coordinator);
  await send('EndYoungCarer', { person, to: '2026-03' }, coordinator);
  await send('RecordUpnUnknownReason', { person, reason: 'UN1' }, coordinator);
}

async function pregnancies(send: Send): Promise<void> {
  const names = [{ use: 'LEGAL', family: text('Hill') }];
  const unborn = { names, expectedDeliveryDate: '2026-06-19', sex: 'U', adult: false };
  const { id: person } = await send('RegisterPerson', unborn);
  await send('ReviseExpectedDeliveryDate', { person, expectedDeliveryDate: '2026-06-26' }, coordinator);
  await send('RecordBirth', { person, dateOfBirth: '2026-03', sex: 'F' }, coordinator);
  const { id: lost } = await send('RegisterPerson', unborn);
  await send('EndPregnancyWithoutBirth', { person: lost, endedOn: '2026-03' }, coordinator);
}

/** A name written down wrongly, put right, and then found to be another child's. */
async function corrected(send: Send, person: string): Promise<void> {
  const commandId = randomUUID();
  const name = { person, use: 'ALIAS', family: text('Mountain') };
  await send('RecordPersonName', name, coordinator, { commandId });
  const stream = `person-${person}`;
  const entry = eventId(commandId, stream, 0);
  const replaced = { personNameRecorded: { family: text('Hillside') } };
  await send('CorrectEntry', { stream, entry, reason: 'TYPO', replaced }, coordinator);
  await send('VoidEntry', { stream, entry, reason: 'WRONG_PERSON' }, coordinator);
}

export function form(child?: string, parent?: string): CommandOf<'ReceiveRequest'>['data'] {
  return {
    requestRef: text('RFS-1'),
    source: '2B',
    channel: 'PORTAL',
    urgency: 'ROUTINE',
    agreement: 'GIVEN_VERBAL',
    agreedBy: text('Cara'),
    referrerOrganisation: text('Hill School'),
    referrerName: text('Mrs B'),
    gss: 'E07000241',
    children: [
      {
        ...(child !== undefined && { person: child }),
        givenName: text('Ava'),
        familyName: text('Hill'),
        dateOfBirth: '2016-07-19',
        sex: 'F',
        nhsNumber: '9997783530',
        addressLine: text('1 High Street'),
        postcode: 'AL10 2LE',
      },
    ],
    parent: {
      ...(parent !== undefined && { person: parent }),
      name: text('Cara Hill'),
      relationship: 'MOTHER',
      livesWithChild: 'FULL',
    },
    answers: {
      whatIsWorrying: text('Not sleeping.'),
      whatIsWorkingWell: text('School.'),
      whatHasBeenTried: text('Routines.'),
      whatTheFamilyWants: text('Rest.'),
      whatTheChildSays: text('Tired.'),
      anythingElse: text('No.'),
    },
    otherAgenciesInvolved: text('GP'),
    needs: ['ATTENDANCE'],
  };
}
