import { isSimulated } from '#libs/service';
import type { Receipt, Served } from './served.ts';

/** Everyone in one family's story, by the ids the record gave them. */
export interface Story {
  readonly agency: string;
  readonly keyworker: string;
  readonly request: Receipt;
  readonly child: Receipt;
  readonly mother: Receipt;
  readonly family: Receipt;
  readonly episode: string;
  readonly level: Level;
  readonly opened: Receipt;
}

type Level = 'L1' | 'L2';
const NEXT = { L1: 'L2', L2: 'L3' };

/** A request comes in, the family is registered, and help opens at the level with the practitioner as keyworker. */
export async function helpOpens(served: Pick<Served, 'order'>, level: Level = 'L2'): Promise<Story> {
  const agency = (
    await served.order('administrator', 'registerOrganisation', {
      name: 'Families First Stevenage',
      agencyType: 'EARLY_HELP',
    })
  ).id;
  const keyworker = (
    await served.order('administrator', 'registerWorker', {
      name: 'Kit Wardley',
      user: 'practitioner',
      agency,
      role: 'KEYWORKER',
      activeFrom: '2020-01-01',
      training: [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }],
    })
  ).id;
  const request = await served.order('coordinator', 'receiveRequest', {
    source: '2A',
    channel: 'PORTAL',
    urgency: 'ROUTINE',
    agreement: 'GIVEN_SIGNED',
    agreedBy: 'Mother',
    referrerName: 'Quill Referrer',
    gss: 'E07000243',
    children: [{ givenName: 'Ava', familyName: 'Okafor', dateOfBirth: '2018-05-04', sex: 'F' }],
    answers: { whatIsWorrying: 'Ava is tired and often late.' },
  });
  const child = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Ava', family: 'Okafor' }],
    dateOfBirth: '2018-05-04',
    sex: 'F',
    adult: false,
    identifiers: [{ scheme: 'NHS', value: '9990000018', verification: 'PDS_TRACED' }],
    address: { type: 'HOME', line: '14 Canary Lane', postcode: 'SG1 1AA' },
  });
  const mother = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Ngozi', family: 'Okafor' }],
    dateOfBirth: '1990',
    sex: 'F',
    adult: true,
  });
  const family = await served.order('coordinator', 'registerFamily', {
    request: request.id,
    members: [
      { person: child.id, role: 'CHILD', livesHere: 'FULL' },
      { person: mother.id, role: 'MOTHER', livesHere: 'FULL' },
    ],
  });
  const opened = await served.order('manager', 'openEpisode', {
    family: family.id,
    children: [{ child: child.id, level, indicators: [`${level}.01`], rationale: 'Often late, and tired.' }],
    route: 'REQUEST',
    district: DISTRICT,
    request: request.id,
    agency,
    keyworker,
    familyAgreed: true,
    decidedBy: keyworker,
  });
  return { agency, keyworker, request, child, mother, family, episode: opened.id, level, opened };
}

export const DISTRICT = 'herts.ff.stevenage';

/** The child, to the level above the one at which help opened. */
export function stepUpOf({ family, episode, child, keyworker, level }: Story, day?: string): object {
  return {
    family: family.id,
    episode,
    child: child.id,
    from: level,
    to: NEXT[level],
    indicators: [`${NEXT[level]}.01`],
    rationale: 'The school reports bruises.',
    decidedBy: keyworker,
    ...(day !== undefined && { occurredAt: { value: day, precision: 'DATE' } }),
  };
}

export interface LateReport extends Story {
  readonly stepped: Receipt;
  readonly told: Receipt;
}

/** A step up on 10 March; on 20 March the police tell of 3 March, and the record flags it. The service's clock is simulated, from 2 March. */
export async function policeTellLate(served: Served, level?: Level): Promise<LateReport> {
  const story = await helpOpens(served, level);
  standAt(served, '2026-03-10T10:00:00.000Z');
  const stepped = await served.order('practitioner', 'stepUp', stepUpOf(story, '2026-03-10'));
  standAt(served, '2026-03-20T16:00:00.000Z');
  const told = await served.order('coordinator', 'receiveInformation', {
    family: story.family.id,
    episode: story.episode,
    from: 'POLICE',
    summary: 'Officers were called to the address.',
    occurredAt: { value: '2026-03-03', precision: 'DATE' },
    lateReason: 'RECEIVED_LATE',
  });
  const { managers, projector, store } = served.record;
  await managers.reached(await store.head());
  await projector.reached(await store.head());
  return { ...story, stepped, told };
}

function standAt({ record }: Served, instant: string): void {
  if (isSimulated(record.clock)) record.clock.standAt(instant);
}
