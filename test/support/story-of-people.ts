import { randomUUID } from 'node:crypto';
import type { PersonaName } from '#libs/access';
import { uuidv5, type CommandType, type JsonObject } from '#libs/contracts';
import type { ServiceProcess } from './processes.ts';

/** What tells part of the whole story. */
export interface Story {
  send(persona: PersonaName, type: CommandType, given: JsonObject): Promise<string>;
}

export async function tellPregnancies(story: Story, { unborn, lost }: Record<'unborn' | 'lost', string>) {
  const revised = { person: unborn, expectedDeliveryDate: '2026-06-26' };
  await story.send('coordinator', 'ReviseExpectedDeliveryDate', revised);
  await story.send('coordinator', 'RecordBirth', {
    person: unborn,
    dateOfBirth: '2026-03',
    multipleIndex: 1,
  });
  await story.send('coordinator', 'EndPregnancyWithoutBirth', { person: lost, endedOn: '2026-03' });
}

const FORM = 'query ($request: ID!) { request(reference: $request, purpose: FAMILY_HELP) { form } }';

/** Whichever child of a form came without a record is said to have one. */
export async function tellOfSubject(
  story: Story & { readonly service: Pick<ServiceProcess, 'ask'> },
  request: string,
  person: string,
): Promise<void> {
  const { data } = await story.service.ask('coordinator', FORM, { request });
  const { form } = data?.['request'] as { form: { children: { subject?: string }[] } };
  const { subject = '' } = form.children.find((child) => child.subject !== undefined) ?? {};
  await story.send('coordinator', 'IdentifyOnRequest', { request, subject, person });
}

export async function tellLinks(
  story: Story,
  { child, sibling, keyworker, manager }: Record<'child' | 'sibling' | 'keyworker' | 'manager', string>,
) {
  const asked = { requestedBy: keyworker, approvedBy: manager };
  const pair = { survivor: child, other: sibling };
  const link = await story.send('manager', 'LinkPersonsAsSame', { ...pair, ...asked });
  const commandId = randomUUID();
  await story.send('coordinator', 'RecordWarning', { commandId, person: child, warning: 'WEAPONS' });
  const event = uuidv5(commandId, `person-${child}/0`);
  const reallocations = [{ event, person: sibling }];
  await story.send('manager', 'ReversePersonLink', { link, reallocations, ...asked });
  const split = { from: child, into: sibling, reallocated: [event] };
  await story.send('manager', 'SplitPersonRecord', { ...split, ...asked });
}

/** What is recorded of a person's life. */
export async function tellMatters(
  story: Story,
  { child, sibling, parent }: Record<'child' | 'sibling' | 'parent', string>,
): Promise<void> {
  const number = { person: child, scheme: 'NHS', value: '9434765919' };
  for (const [type, given] of [
    ['RecordPersonName', { use: 'KNOWN_AS' }],
    ['RecordIdentifier', number],
    ['WithdrawIdentifier', number],
    ['RecordAddress', { type: 'TEMPORARY', confidentialFrom: [parent] }],
    ['EndAddress', { type: 'TEMPORARY' }],
    ['RecordRelationship', { other: parent, type: 'MOTHER' }],
    ['EndRelationship', { other: parent, type: 'MOTHER' }],
    ['RecordParentalResponsibility', { holder: parent }],
    ['EndParentalResponsibility', { holder: parent }],
    ['RecordEthnicity', {}],
    ['RecordSendStatus', {}],
    ['RecordLanguageNeed', {}],
    ['RegisterYoungCarer', { caresFor: parent }],
    ['EndYoungCarer', {}],
    ['RecordContactBar', { barred: parent }],
    ['LiftContactBar', { barred: parent }],
    ['RecordWarning', {}],
    ['EndWarning', {}],
  ] as const)
    await story.send('coordinator', type, { person: child, ...given });
  const link = await story.send('coordinator', 'DetectPossibleDuplicate', { first: child, second: sibling });
  await story.send('coordinator', 'ConfirmNotDuplicate', { link });
  const flag = await story.send('coordinator', 'RaiseDataQualityFlag', { persons: [child] });
  await story.send('coordinator', 'ResolveDataQualityFlag', { flag });
  await story.send('coordinator', 'RecordUpnUnknownReason', { person: sibling });
  await story.send('coordinator', 'RecordDeath', { person: parent, dateOfDeath: '2026-03' });
  await story.send('coordinator', 'RetractDeath', { person: parent });
}
