import { randomUUID } from 'node:crypto';
import { personaAgencies } from '#libs/access';
import type { Receipt, Served } from './served.ts';
import { DISTRICT } from './story.ts';

/** Those who sit at a panel of Stevenage, each of another agency: a chair, a school, a health visitor, and a keyworker. */
export interface Members {
  readonly chair: string;
  readonly school: string;
  readonly teacher: string;
  readonly health: string;
  readonly visitor: string;
  readonly help: string;
  readonly keyworker: string;
}

/** A family known to the record, with one child. */
export interface Known {
  readonly family: string;
  readonly child: string;
}

export async function membersOf(served: Served): Promise<Members> {
  const organisation = async (name: string, agencyType: string) =>
    (await served.order('administrator', 'registerOrganisation', { name, agencyType })).id;
  const worker = async (name: string, agency: string, role: string) => {
    const training = [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }];
    const data = { name, agency, role, activeFrom: '2020-01-01', training };
    return (await served.order('administrator', 'registerWorker', data)).id;
  };
  const council = await organisation('Families First', 'COUNCIL');
  const school = await ofPartner(served);
  const health = await organisation('Health visitors', 'HEALTH_VISITING');
  const help = await organisation('Families First Stevenage', 'EARLY_HELP');
  return {
    chair: await worker('Cho Reed', council, 'PANEL_CHAIR'),
    school,
    teacher: await worker('Tam Hill', school, 'SCHOOL_STAFF'),
    health,
    visitor: await worker('Val Shaw', health, 'HEALTH_STAFF'),
    help,
    keyworker: await worker('Kit Wardley', help, 'KEYWORKER'),
  };
}

/** The school that the partner of the tests belongs to. */
async function ofPartner({ record }: Served): Promise<string> {
  const { id } = await record.door.send({
    type: 'RegisterOrganisation',
    data: { name: 'Hill School', agencyType: 'SCHOOL' },
    commandId: randomUUID(),
    actor: { user: 'setup', role: 'SYSTEM', agency: 'system' },
    source: 'SYSTEM',
    stream: personaAgencies.school,
  });
  return id;
}

export async function familyOf(served: Served, given = 'Ava'): Promise<Known> {
  const child = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given, family: 'Okafor' }],
    dateOfBirth: '2018-05-04',
    sex: 'F',
    adult: false,
  });
  const members = [{ person: child.id, role: 'CHILD', livesHere: 'FULL' }];
  const family = await served.order('coordinator', 'registerFamily', { members });
  return { family: family.id, child: child.id };
}

export const FORM = {
  source: '2A',
  channel: 'PORTAL',
  urgency: 'ROUTINE',
  agreement: 'GIVEN_SIGNED',
  agreedBy: 'Mother',
  referrerName: 'Quill Referrer',
  gss: 'E07000243',
  children: [{ givenName: 'Ava', familyName: 'Okafor', dateOfBirth: '2018-05-04', sex: 'F' }],
  answers: { whatIsWorrying: 'Ava is tired and often late.' },
};

/** A request of the family that triage leaves to the panel. */
export async function requestAtPanel(
  served: Served,
  { family }: Known,
  { keyworker }: Members,
): Promise<Receipt> {
  const request = await served.order('coordinator', 'receiveRequest', { ...FORM, family });
  await served.order('coordinator', 'triageRequest', triagedToPanel(request.id, keyworker));
  return request;
}

export function triagedToPanel(request: string, decidedBy: string): object {
  return { request, outcome: 'PANEL', rationale: 'More than one agency is needed.', decidedBy };
}

export async function scheduled(served: Served, date: string, more: object = {}): Promise<Receipt> {
  const panel = { district: DISTRICT, date, cadence: 'WEEKLY', quorumRule: 'CHAIR_AND_THREE', ...more };
  return served.order('coordinator', 'schedulePanel', panel);
}

/** The chair, in the room, and three agencies from afar: the panel can decide. */
export async function convened(served: Served, panel: string, members: Members): Promise<void> {
  const { chair, school, teacher, health, visitor, help, keyworker } = members;
  const council = await agencyOf(served, chair);
  for (const [member, agency] of [
    [chair, council],
    [teacher, school],
    [visitor, health],
    [keyworker, help],
  ] as const) {
    const chairing = member === chair;
    const came = { panel, member, agency, chairing, remote: !chairing };
    await served.order('chair', 'recordPanelAttendance', came);
  }
  await served.order('chair', 'convenePanel', { panel });
}

async function agencyOf(served: Served, worker: string): Promise<string> {
  await followed(served);
  return served.record.readers.directory.worker(worker)?.agency ?? personaAgencies.familyHelp;
}

/** All that follows by itself from what is in the log has been done, and can be read. */
export async function followed({ record }: Served): Promise<void> {
  for (let head = -1; head !== (await record.store.head());) {
    head = await record.store.head();
    await record.managers.reached(head);
    await record.projector.reached(head);
  }
}

export function decisionOn(item: string, { child }: Known, members: Members, panel: string): object {
  return {
    panel,
    item,
    outcome: 'FFA_ALLOCATE_KEYWORKER',
    children: [{ child, level: 'L2', indicators: ['L2.01'] }],
    agency: members.help,
    keyworker: members.keyworker,
    rationale: 'Several needs, and the family asks for help.',
    decidedBy: members.chair,
  };
}

export const AGENDA = `query ($panel: ID, $district: String, $date: Date, $asOf: AsOf, $purpose: Purpose!) {
  panelAgenda(panel: $panel, district: $district, date: $date, asOf: $asOf, purpose: $purpose) {
    id reference status lacking
    members { member memberName standing chairing remote agencyType }
    items {
      item reference family state revision outcome agency allocation keyworker decidedBy evidence deferredUntil
      levels { child level } events { type summary data redactions { pointer reason } }
    }
  }
}`;

export interface Agenda {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly lacking: readonly string[];
  readonly members: readonly { member: string; standing: string; remote: boolean }[];
  readonly items: readonly AgendaItem[];
}

export interface AgendaItem {
  readonly item: string;
  readonly reference: string | null;
  readonly family: string | null;
  readonly state: string;
  readonly revision: number;
  readonly outcome: string | null;
  readonly agency: string | null;
  readonly allocation: string | null;
  readonly evidence: readonly string[];
  readonly levels: readonly { child: string; level: string }[];
  readonly events: readonly { type: string; summary: string; data: Record<string, unknown> }[];
}

export async function agenda(served: Served, panel: string, asOf?: object): Promise<Agenda> {
  return served.read<Agenda>('chair', AGENDA, { panel, asOf, purpose: 'FAMILY_HELP' });
}
