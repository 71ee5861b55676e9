import type { PersonaName } from '#libs/access';
import type { CommandType, JsonObject } from '#libs/contracts';
import { CHILD, FORM, KEYWORKER } from './story-values.ts';

/** Gives a command; answers the id of what it made. */
type Send = (persona: PersonaName, type: CommandType, given?: JsonObject) => Promise<string>;

interface Known {
  readonly agency: string;
  readonly other: string;
  readonly keyworker: string;
  readonly third: string;
  readonly child: string;
  readonly family: string;
  readonly episode: string;
}

/** Everything that people say at the front door and at a panel. */
export async function tellOfPanels(send: Send, known: Known): Promise<void> {
  await advice(send, known);
  const panel = await convened(send, known);
  await sitting(send, { ...known, panel, item: await contact(send, known) });
}

async function advice(send: Send, { keyworker, child }: Known): Promise<void> {
  const request = await send('coordinator', 'SeekAdvice', { gss: FORM.gss });
  await send('coordinator', 'GiveAdvice', { request, givenBy: keyworker });
  const concern = { request, identifiedBy: keyworker, children: [child] };
  await send('social-worker', 'IdentifySafeguardingConcern', concern);
  await send('coordinator', 'PassToChildrensServices', { request, passedBy: keyworker });
  await send('coordinator', 'InformReferrer', { request });
  await send('coordinator', 'WithdrawRequest', { request });
  await send('coordinator', 'ReopenRequest', { request });
  await send('coordinator', 'RedirectRequest', { request, district: 'herts.ff.st-albans' });
}

async function contact(send: Send, { agency, other, keyworker, child, family }: Known): Promise<string> {
  const children = [{ ...CHILD, person: child }];
  const about = {
    gss: FORM.gss,
    children: [{ person: child, expectedDeliveryDate: null }, { dateOfBirth: null }],
  };
  const request = await send('coordinator', 'ReceiveContact', about);
  await send('coordinator', 'ReceiveRequest', { ...FORM, children, family, contact: request });
  for (const asked of [agency, other])
    await send('coordinator', 'RequestAgencyInformation', { request, agency: asked, due: '2026-03-17' });
  await send('coordinator', 'ReceiveAgencyInformation', { request, agency });
  await send('coordinator', 'RecordInformationNotProvided', { request, agency: other });
  await send('coordinator', 'SeekAgreement', { request });
  await send('coordinator', 'TriageRequest', { request, outcome: 'PANEL', decidedBy: keyworker });
  return request;
}

async function convened(send: Send, { agency, other, keyworker, third }: Known): Promise<string> {
  const named = { name: 'Reed Surgery', agencyType: 'GP' };
  const health = await send('administrator', 'RegisterOrganisation', named);
  const doctor = await send('administrator', 'RegisterWorker', { agency: health, user: 'd', ...KEYWORKER });
  const when = { district: 'herts.ff.welwyn-hatfield', date: '2026-03-10', chair: keyworker };
  const panel = await send('coordinator', 'SchedulePanel', when);
  await send('coordinator', 'ExpectPanelMember', { panel, member: doctor, agency: health });
  await send('coordinator', 'RecordPanelApology', { panel, member: doctor, agency: health });
  for (const [member, of] of [
    [keyworker, agency],
    [third, other],
    [doctor, health],
  ] as const)
    await send('chair', 'RecordPanelAttendance', { panel, member, agency: of });
  await send('chair', 'ConvenePanel', { panel });
  return panel;
}

interface Sitting extends Known {
  readonly panel: string;
  readonly item: string;
}

async function sitting(send: Send, of: Sitting): Promise<void> {
  const { panel, item, child, agency, other, keyworker, third, episode } = of;
  await send('chair', 'TableItem', { panel, item, evidencePositions: [0] });
  const decision = {
    panel,
    item,
    outcome: 'FFA_ALLOCATE_KEYWORKER',
    children: [{ child, level: 'L2', indicators: ['L2.01'] }],
    decidedBy: keyworker,
    dissent: [{ member: third }],
  };
  await send('chair', 'DecideItem', { ...decision, agency });
  await onceOffered(() => send('manager', 'DeclineAllocation', { panel, item, agency }));
  await send('chair', 'ReviewDecision', { ...decision, agency: other });
  const taken = { panel, item, agency: other, keyworker: third };
  await onceOffered(() => send('manager', 'AcceptAllocation', taken));
  await send('chair', 'TableItem', { panel, item: episode, evidencePositions: [0] });
  await send('chair', 'DeclareConflictOfInterest', { panel, item: episode, member: third });
  await send('chair', 'DeferItem', { panel, item: episode, until: '2026-03-24' });
  await send('chair', 'ClosePanel', { panel });
}

/** What follows from a decision follows soon: until then nothing is offered. */
async function onceOffered(answer: () => Promise<string>): Promise<void> {
  for (const until = performance.now() + 10_000; ;) {
    try {
      await answer();
      return;
    } catch (error) {
      if (performance.now() > until || !String(error).includes('NOT_OFFERED')) throw error;
    }
  }
}
