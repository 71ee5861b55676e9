import type { Actor } from '#libs/contracts';
import { school } from './small-record.ts';
import { approver, coordinator, socialWorker, text, type Send } from './telling.ts';

interface Help {
  readonly agency: string;
  readonly other: string;
  readonly keyworker: string;
  readonly second: string;
  readonly third: string;
}

interface Episode extends Help {
  readonly family: string;
  readonly child: string;
  readonly sibling: string;
}

export async function agencies(send: Send) {
  const { id: agency } = await send('RegisterOrganisation', school);
  const { id: other } = await send('RegisterOrganisation', {
    name: 'Reed Centre',
    agencyType: 'SOCIAL_CARE',
  });
  await send('RenameOrganisation', { organisation: other, name: 'Reed Family Centre' });
  const training = [{ training: 'FFA_KEYWORKER', completedOn: '2024-02-01' }];
  const worker = (name: string, of: string, more: { user?: string } = {}) =>
    send('RegisterWorker', {
      name: text(name),
      agency: of,
      role: 'KEYWORKER',
      activeFrom: '2024-01-01',
      training,
      ...more,
    });
  const { id: keyworker } = await worker('Isla', agency);
  const { id: second } = await worker('Noor', agency);
  const { id: third } = await worker('Sam', other, { user: approver.user });
  await send('RecordTraining', {
    worker: third,
    training: 'FFA_KEYWORKER',
    completedOn: '2024-03-01',
  });
  return { agency, other, keyworker, second, third };
}

export async function helping(send: Send, of: Episode & { request: string }): Promise<string> {
  const { family, child, sibling, agency, keyworker, request } = of;
  const decided = {
    level: 'L2',
    indicators: ['L2.01'],
    rationale: text('Needs more.'),
    decidedBy: keyworker,
  };
  await send(
    'TriageRequest',
    {
      request,
      outcome: 'FFA_ALLOCATE_KEYWORKER',
      level: 'L2',
      rationale: text('Yes.'),
      decidedBy: keyworker,
    },
    coordinator,
  );
  const { decidedBy, ...level } = decided;
  const { id: episode } = await send('OpenEpisode', {
    family,
    children: [{ child, ...level }],
    route: 'REQUEST',
    district: 'herts.ff.welwyn-hatfield',
    request,
    agency,
    keyworker,
    familyAgreed: true,
    decidedBy,
  });
  await send('AddChildToEpisode', { family, episode, child: sibling, ...decided });
  const own: Actor = { user: 'u-isla', role: 'KEYWORKER', agency };
  const practising = { worker: keyworker };
  await send('DecideLevelOfNeed', { family, episode, child, ...decided }, own, practising);
  const step = { family, episode, child, indicators: ['L3.01'], rationale: text('Harder.'), decidedBy };
  await send('StepUp', { ...step, from: 'L2', to: 'L3' }, own, practising);
  await send('StepDown', { ...step, from: 'L3', to: 'L2', indicators: ['L2.01'] }, own, practising);
  await steps(send, { ...of, episode });
  await send('HandOverKeyworker', {
    family,
    episode,
    to: of.second,
    agency,
    agreementReviewed: true,
    reason: 'MANAGE',
  });
  await overseeing(send, { family, episode, keyworker });
  await send('ChangeAccountableAgency', { family, episode, to: of.other });
  const information = { from: 'POLICE', summary: text('Called out.'), peoplePresent: [text('Mr A')] };
  const late = {
    occurredAt: { precision: 'DATE', value: '2026-01-03' },
    lateReason: 'RECEIVED_LATE',
  } as const;
  await send('ReceiveInformation', { family, episode, ...information }, coordinator, late);
  return episode;
}

export async function overseeing(
  send: Send,
  { family, episode, keyworker }: Record<'family' | 'episode' | 'keyworker', string>,
): Promise<void> {
  const about = { family, episode };
  await send('ArrangeTemporaryCover', { ...about, worker: keyworker, until: '2026-12-31', reason: 'ABSENC' });
  await send('EndTemporaryCover', { ...about, reason: 'KEYWORKER_BACK' });
  await send('RecordSupervision', { ...about, supervisor: keyworker, reflection: text('Going well.') });
  await send('RecordNonEngagement', { ...about, attempts: 3, whatWasTried: text('Three visits.') });
  const acknowledged = { rule: 'OPEN_LONG', acknowledgedBy: keyworker, reason: text('Agreed.') };
  await send('AcknowledgeDrift', { ...about, ...acknowledged });
  await send('ChangeDistrict', { family, to: 'herts.ff.st-albans' });
}

export async function steps(
  send: Send,
  { family, episode, child, keyworker, other, third }: Episode & { episode: string },
): Promise<void> {
  const up = {
    family,
    episode,
    children: [child],
    target: 'CIN_S17',
    urgent: false,
    reason: text('Worse.'),
    proposedBy: keyworker,
  };
  const taken = { to: 'L4', indicators: ['L4.01'], rationale: text('Taken over.') };
  const { id: first } = await send('ProposeStepUp', up);
  await send('DeclineStepUp', { family, episode, step: first, reason: text('Not yet.') }, socialWorker);
  await send('EscalateStepUp', { family, episode, step: first, reason: text('We disagree.') });
  const receiving = { receivingAgency: other, receivingWorker: third, receivingReference: text('LCS-1') };
  await send('AcceptStepUp', { family, episode, step: first, ...receiving, ...taken }, socialWorker);
  const status = { family, episode, child, status: 'CP_S47_ENQUIRY', sourceReference: text('LCS-1') };
  await send('NoteStatutoryStatus', status, socialWorker);
  const down = { family, episode, children: [child], from: 'CIN_S17', reason: text('Better.') };
  const { id: unready } = await send('ProposeStepDown', down, socialWorker);
  await send('DeclineStepDown', { family, episode, step: unready, reason: text('Not yet.') });
  const { id: ready } = await send('ProposeStepDown', down, socialWorker);
  const back = { to: 'L3', indicators: ['L3.01'], rationale: text('Early help again.') };
  await send('AcceptStepDown', {
    family,
    episode,
    step: ready,
    receivingWorker: keyworker,
    ...back,
  });
}

export async function closing(
  send: Send,
  { family, episode, child, sibling, other, third }: Episode & { episode: string },
): Promise<void> {
  const outcome = { outcome: text('Sleeping.'), bees: ['BEE.SAF'] };
  const outcomes = [child, sibling].map((each) => ({ child: each, ...outcome }));
  const views = { familyView: text('Glad.'), nextSupport: text('GP') };
  await send('CloseEpisode', { family, episode, reason: 'AUTHORITY_REORGANISED', outcomes, ...views });
  await send('ReopenEpisode', {
    family,
    episode,
    reason: 'NEEDS_RETURNED',
    agency: other,
    keyworker: third,
    familyAgreed: true,
  });
  await send('CloseEpisode', { family, episode, reason: 'AUTHORITY_REORGANISED', outcomes, ...views });
  await send('RemoveMember', { family, person: sibling, to: '2026-03', reason: 'MOVED_OUT' }, coordinator);
}

export async function endings(send: Send, { agency, other, keyworker, second, third }: Help): Promise<void> {
  await send('MoveWorker', { worker: keyworker, agency: other, role: 'KEYWORKER' });
  const suspended = { worker: second, reason: 'LONG_ABSENCE', explanation: text('She is away.') };
  await send('SuspendWorker', { ...suspended, reviewBy: '2026-04-01' });
  await send('ReinstateWorker', { worker: second, reason: text('She is back.') });
  for (const worker of [keyworker, second, third])
    await send('EndWorker', { worker, activeTo: '2026-03-09' });
  await send('EndOrganisation', { organisation: agency, endedOn: '2026-03-09', successor: other });
  const operator = { user: 'u-operator', role: 'ADMINISTRATOR', agency: other };
  await send('StrikeOffNode', { node: `node-${'0'.repeat(26)}` }, operator);
}
