import type { Actor, CommandOf } from '#libs/contracts';
import { coordinator, text, type Send } from './telling.ts';

interface Known {
  readonly agency: string;
  readonly other: string;
  readonly keyworker: string;
  readonly third: string;
  readonly child: string;
  readonly family: string;
  readonly episode: string;
}

const chair: Actor = { user: 'u-chair', role: 'PANEL_CHAIR', agency: 'organisation-county' };
const came = { source: '2A', channel: 'PHONE', gss: 'E07000241', callerName: text('Mrs Quill') };
const callerOrganisation = text('Hill School');

/** Advice is sought and given; a concern goes on to children's services; who asked is told. */
export async function advised(send: Send, { keyworker, child }: Known): Promise<void> {
  const { id: request } = await send(
    'SeekAdvice',
    { ...came, callerOrganisation, upn: 'E919576519948', question: text('What now?') },
    coordinator,
  );
  await send('GiveAdvice', { request, advice: text('Ask her.'), givenBy: keyworker }, coordinator);
  const concern = { request, concern: text('A bruise.'), identifiedBy: keyworker, children: [child] };
  await send('IdentifySafeguardingConcern', concern, coordinator);
  const passed = { request, route: 'MASH_PHONE', receivingReference: text('MASH-1'), passedBy: keyworker };
  await send('PassToChildrensServices', passed, coordinator);
  await send('InformReferrer', { request, how: 'PHONE', content: 'OUTCOME_ONLY' }, coordinator);
  await send('WithdrawRequest', { request, reason: 'MADE_IN_ERROR' }, coordinator);
  await send('ReopenRequest', { request, reason: text('It was not.') }, coordinator);
  const elsewhere = { request, district: 'herts.ff.st-albans', reason: 'OTHER_DISTRICT' };
  await send('RedirectRequest', elsewhere, coordinator);
}

/** A contact becomes a request, agencies are asked, and triage leaves it to the panel. */
export async function contacted(
  send: Send,
  form: CommandOf<'ReceiveRequest'>['data'],
  known: Known,
): Promise<string> {
  const { agency, other, keyworker, child: person, family } = known;
  const children = [{ person, givenName: text('Ava'), familyName: text('Hill'), dateOfBirth: '2016-07-19' }];
  const contact = { ...came, callerOrganisation, urgency: 'SOON', children, concern: text('Worried.') };
  const { id: request } = await send('ReceiveContact', contact, coordinator);
  await send('ReceiveRequest', { ...form, contact: request, family }, coordinator);
  const ask = (asked: string) =>
    send(
      'RequestAgencyInformation',
      { request, agency: asked, question: text('Known?'), due: '2026-03-17', basis: 'PUBLIC_TASK' },
      coordinator,
    );
  await ask(agency);
  await ask(other);
  await send(
    'ReceiveAgencyInformation',
    {
      request,
      agency,
      summary: text('Often late.'),
      healthInformation: text('Asthma.'),
      policeInformation: text('Nothing.'),
    },
    coordinator,
  );
  const missing = { request, agency: other, reason: 'NO_REPLY' };
  await send('RecordInformationNotProvided', missing, coordinator);
  const asked = { request, asked: text('Cara'), outcome: 'GIVEN_VERBAL', how: 'PHONE' };
  await send('SeekAgreement', asked, coordinator);
  const triaged = { request, outcome: 'PANEL', rationale: text('Many needs.'), decidedBy: keyworker };
  await send('TriageRequest', triaged, coordinator);
  return request;
}

/** A panel of the chair and three agencies. */
export async function convened(send: Send, { agency, other, keyworker, third }: Known): Promise<string> {
  const { id: health } = await send('RegisterOrganisation', { name: 'Reed Surgery', agencyType: 'GP' });
  const { id: doctor } = await send('RegisterWorker', {
    name: text('Dr Lin'),
    agency: health,
    role: 'HEALTH_STAFF',
    activeFrom: '2024-01-01',
  });
  const { id: panel } = await send(
    'SchedulePanel',
    {
      district: 'herts.ff.welwyn-hatfield',
      date: '2026-03-10',
      cadence: 'WEEKLY',
      quorumRule: 'CHAIR_AND_THREE_WITH_HEALTH',
      chair: keyworker,
    },
    coordinator,
  );
  await send('ExpectPanelMember', { panel, member: doctor, agency: health }, coordinator);
  await send('RecordPanelApology', { panel, member: doctor, agency: health }, coordinator);
  const attend = (member: string, of: string, chairing: boolean) =>
    send('RecordPanelAttendance', { panel, member, agency: of, chairing, remote: !chairing }, chair);
  await attend(keyworker, agency, true);
  await attend(third, other, false);
  await attend(doctor, health, false);
  await send('ConvenePanel', { panel }, chair);
  return panel;
}

interface Sitting extends Known {
  readonly panel: string;
  readonly request: string;
  /** Resolves once what follows from the last event was done. */
  readonly followed: () => Promise<void>;
}

/** The panel decides, one agency declines, the next accepts; the open episode is put off. */
export async function sat(send: Send, of: Sitting): Promise<void> {
  const { panel, request: item, child, agency, other, keyworker, third, episode, followed } = of;
  const decision = {
    panel,
    item,
    outcome: 'FFA_ALLOCATE_KEYWORKER',
    children: [{ child, level: 'L2', indicators: ['L2.01'] }],
    services: ['HOUSING'],
    rationale: text('Needs more than one.'),
    decidedBy: keyworker,
    dissent: [{ member: third, reason: text('Too soon.') }],
  };
  await followed();
  await send('DecideItem', { ...decision, agency }, chair);
  await followed();
  await send('DeclineAllocation', { panel, item, agency, reason: text('Nobody free.') });
  await send('ReviewDecision', { ...decision, agency: other, reason: text('The other can.') }, chair);
  await followed();
  await send('AcceptAllocation', { panel, item, agency: other, keyworker: third, familyAgreed: true });
  await send('TableItem', { panel, item: episode, evidencePositions: [0] }, chair);
  const conflict = { panel, item: episode, member: third, nature: text('A cousin.') };
  await send('DeclareConflictOfInterest', conflict, chair);
  const until = '2026-03-24';
  await send('DeferItem', { panel, item: episode, until, needed: [text('The school\u2019s view')] }, chair);
  await send('ClosePanel', { panel }, chair);
}
