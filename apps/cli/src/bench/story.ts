import { randomUUID } from 'node:crypto';
import { personas } from '#libs/access';
import { decodeStoredEvent, type CommandOf, type CommandType, type StoredEvent } from '#libs/contracts';
import type { Answer, FamilyRecord } from '#libs/service';

/** What differs from one family to the next, as it stands in the story's events. */
export interface FamilyDetails {
  readonly child: string;
  readonly sibling: string;
  readonly parent: string;
  readonly request: string;
  readonly family: string;
  readonly episode: string;
  readonly references: readonly string[];
}

/** Texts of the story that stand for a family's own. */
export const placeholders = {
  surname: 'Surname',
  child: 'Childname',
  sibling: 'Siblingname',
  parent: 'Parentname',
  born: '2014-02-28',
} as const;

/** One family's story as the door recorded it, opened: how its help began, and a round of help that leaves all as it was. */
export interface Story {
  readonly told: FamilyDetails;
  /** Everybody it is about, those without a record of their own too. */
  readonly subjects: readonly string[];
  readonly beginning: readonly StoredEvent[];
  readonly round: readonly StoredEvent[];
}

type Send = <T extends CommandType>(
  type: T,
  data: CommandOf<T>['data'],
  as?: 'manager' | 'coordinator',
) => Promise<Answer>;

interface Help {
  readonly agency: string;
  readonly keyworker: string;
  readonly second: string;
}

/** Tells it through the door, to a record that was just made. */
export async function tellStory(record: FamilyRecord): Promise<Story> {
  const references: string[] = [];
  const send: Send = async (type, data, as = 'manager') => {
    const { user, role, agency } = personas[as];
    const actor = { user, role, agency };
    const answer = await record.door.send({ type, data, actor, commandId: randomUUID(), source: 'UI' });
    if (answer.reference !== undefined) references.push(answer.reference);
    return answer;
  };
  const help = await begin(send);
  const before = await record.store.head();
  const told = { ...(await beginHelp(send, help)), references };
  const begun = await record.store.head();
  await tellRound(send, { ...help, ...told });
  const events = await openedAfter(before, record);
  const beginning = events.splice(0, begun - before);
  const subjects = [...new Set([...beginning, ...events].flatMap((event) => event.subjects))];
  return { told, subjects, beginning, round: events };
}

async function begin(send: Send): Promise<Help> {
  const { id: agency } = await send('RegisterOrganisation', {
    name: 'Family Support Service',
    agencyType: 'FAMILY_SUPPORT',
  });
  const worker = (name: string) =>
    send('RegisterWorker', {
      name,
      agency,
      role: 'KEYWORKER',
      activeFrom: '2020-01-01',
      training: [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }],
    });
  const { id: keyworker } = await worker('Alex Morgan');
  const { id: second } = await worker('Robin Ellis');
  return { agency, keyworker, second };
}

async function beginHelp(
  send: Send,
  { agency, keyworker }: Help,
): Promise<Omit<FamilyDetails, 'references'>> {
  const { child, sibling, parent } = await registerPeople(send);
  const { id: request } = await send('ReceiveRequest', requestFor(child, parent), 'coordinator');
  await send('AcknowledgeRequest', { request, how: 'EMAIL' }, 'coordinator');
  const members = [
    { person: child, role: 'CHILD', livesHere: 'FULL' },
    { person: sibling, role: 'CHILD', livesHere: 'FULL' },
    { person: parent, role: 'MOTHER', livesHere: 'FULL' },
  ];
  const { id: family } = await send('RegisterFamily', { members, request }, 'coordinator');
  const level = { level: 'L2', indicators: ['L2.01'], rationale: 'Attendance has fallen since the spring.' };
  const decided = { ...level, decidedBy: keyworker };
  const outcome = 'FFA_ALLOCATE_KEYWORKER';
  await send('LinkRequestToFamily', { request, family }, 'coordinator');
  await send(
    'TriageRequest',
    { request, outcome, level: 'L2', rationale: level.rationale, decidedBy: keyworker },
    'coordinator',
  );
  const { id: episode } = await send('OpenEpisode', {
    family,
    request,
    agency,
    keyworker,
    children: [child, sibling].map((each) => ({ child: each, ...level })),
    route: 'REQUEST',
    district: 'herts.ff.stevenage',
    familyAgreed: true,
    decidedBy: decided.decidedBy,
  });
  await send('NoteStatutoryStatus', { family, episode, child, status: 'NONE' });
  return { child, sibling, parent, request, family, episode };
}

async function registerPeople(send: Send) {
  const address = { type: 'HOME', line: '14 Orchard Way', postcode: 'AL10 2LE', uprn: '130879568291' };
  const person = (given: string, more: Partial<CommandOf<'RegisterPerson'>['data']>) =>
    send('RegisterPerson', {
      names: [{ use: 'LEGAL', given, family: placeholders.surname }],
      sex: 'F',
      adult: false,
      address,
      ...more,
    });
  const { id: child } = await person(placeholders.child, { dateOfBirth: placeholders.born });
  const { id: sibling } = await person(placeholders.sibling, { dateOfBirth: placeholders.born });
  const { id: parent } = await person(placeholders.parent, { adult: true });
  return { child, sibling, parent };
}

/** Everything in it, twice over, leaves levels and keyworker as they were. */
async function tellRound(
  send: Send,
  { family, episode, child, agency, keyworker, second }: Help & Omit<FamilyDetails, 'references'>,
): Promise<void> {
  const about = { family, episode };
  const decided = { ...about, child, rationale: 'Seen at home and at school.', decidedBy: keyworker };
  const handOver = { ...about, agency, agreementReviewed: true, reason: 'MANAGE' };
  const told = { ...about, summary: 'The school reports two more days missed, and a calmer week.' };
  await send('ReceiveInformation', { ...told, from: 'SCHOOL' });
  await send('StepUp', { ...decided, from: 'L2', to: 'L3', indicators: ['L3.01'] });
  await send('DecideLevelOfNeed', { ...decided, level: 'L3', indicators: ['L3.01'] });
  await send('HandOverKeyworker', { ...handOver, to: second });
  await send('ReceiveInformation', { ...told, from: 'SCHOOL' });
  await send('StepDown', { ...decided, from: 'L3', to: 'L2', indicators: ['L2.01'] });
  await send('DecideLevelOfNeed', { ...decided, level: 'L2', indicators: ['L2.01'] });
  await send('HandOverKeyworker', { ...handOver, to: keyworker });
}

function requestFor(child: string, parent: string): CommandOf<'ReceiveRequest'>['data'] {
  const { surname, child: givenName, parent: parentName, born } = placeholders;
  return {
    source: '2A',
    channel: 'PORTAL',
    urgency: 'ROUTINE',
    agreement: 'GIVEN_SIGNED',
    agreedBy: `${parentName} ${surname}`,
    referrerOrganisation: 'Example Primary School',
    referrerName: 'Jo Bailey',
    gss: 'E07000243',
    children: [{ person: child, givenName, familyName: surname, dateOfBirth: born, sex: 'F' }],
    parent: {
      person: parent,
      name: `${parentName} ${surname}`,
      relationship: 'MOTHER',
      livesWithChild: 'FULL',
    },
    answers: {
      whatIsWorrying: 'Mornings are hard, and she has missed school on most Mondays this term.',
      whatIsWorkingWell: 'She likes her class, and her grandmother helps.',
      whatHasBeenTried: 'A later start and a meeting at school.',
      whatTheFamilyWants: 'Help with routines.',
    },
    needs: ['ATTENDANCE'],
  };
}

async function openedAfter(position: number, { store, vault }: FamilyRecord): Promise<StoredEvent[]> {
  const opened: StoredEvent[] = [];
  for await (const { events } of store.readAll({ after: position })) {
    for (const { document } of events) {
      const event = decodeStoredEvent(document);
      await vault.prepare(event.sealed.map(({ subject }) => subject));
      opened.push({ ...event, data: vault.open(event).data });
    }
  }
  return opened;
}
