import { addDays } from '#libs/reference';
import { isSimulated } from '../clock.ts';
import type { FamilyRecord } from '../record.ts';
import { order } from './small-record.ts';
import { coordinator, teamManager } from './telling.ts';

export const BORN = '2026-03-10T12:00:00.000Z';
const officer = { user: 'u-privacy', role: 'PRIVACY_OFFICER', agency: 'organisation-county' };
/** Why, in words: it stands in every erasure that is decided here. */
export const rationale = 'Recorded by mistake.';

type Sending = Pick<FamilyRecord, 'door'>;

/** Registers somebody in whose every text the word stands; answers the id. */
export async function register({ door }: Sending, word: string): Promise<string> {
  const { id } = await door.send(
    order(
      'RegisterPerson',
      {
        names: [{ use: 'LEGAL', given: `${word} given`, family: `${word} family` }],
        dateOfBirth: '2015-05-01',
        sex: 'F',
        adult: false,
        address: { type: 'HOME', line: `1 ${word} Street`, postcode: 'AL10 2LE' },
      },
      { actor: coordinator },
    ),
  );
  return id;
}

/** The child is helped, audited and not helped any more; the word stands in the audit. Answers the family and the audit. */
export async function audited(
  { door }: Sending,
  child: string,
  word: string,
): Promise<Record<'family' | 'audit', string>> {
  const send = async (...[type, data, more = {}]: Parameters<typeof order>): Promise<string> =>
    (await door.send(order(type, data, { actor: teamManager, ...more }))).id;
  const agency = await send('RegisterOrganisation', { name: 'The council', agencyType: 'COUNCIL' });
  const training = [{ training: 'FFA_KEYWORKER', completedOn: '2024-02-01' }];
  const post = { name: 'Kit', agency, role: 'KEYWORKER', activeFrom: '2024-01-01', training };
  const keyworker = await send('RegisterWorker', post);
  const members = [{ person: child, role: 'CHILD', livesHere: 'FULL' }];
  const family = await send('RegisterFamily', { members }, { actor: coordinator });
  const level = { child, level: 'L2', indicators: ['L2.01'], rationale: 'Tired.' };
  const help = { route: 'SELF', district: 'herts.ff.stevenage', agency, keyworker };
  const episode = await send('OpenEpisode', {
    ...{ ...help, family, children: [level] },
    ...{ familyAgreed: true, decidedBy: keyworker },
  });
  const quality = { actor: { ...teamManager, user: 'u-quality', role: 'QUALITY' } };
  const judged = { episode, reason: 'CONCERN', auditor: 'u-auditor' };
  const audit = await send('AssignAudit', judged, quality);
  await send('RaiseImmediateConcern', { audit, what: `${word} was never seen alone.` }, quality);
  const outcomes = [{ child, outcome: 'Better.' }];
  await send('CloseEpisode', { family, episode, reason: 'OUTCOMES_MET', familyView: 'Glad.', outcomes });
  return { family, audit };
}

/** Two people decide that these persons are to be erased, whatever was found of them in texts that stay; answers the erasure. */
export async function decideErasure(
  { door }: Sending,
  persons: readonly string[],
  { read = [], ...others }: Readonly<Partial<Record<'families' | 'requests' | 'read', string[]>>> = {},
): Promise<string> {
  const data = { persons: [...persons], ...others, ground: 'UNLAWFUL', rationale };
  const { id: erasure } = await door.send(order('ProposeErasure', data, { actor: officer }));
  for (const textOf of read) {
    const found = { erasure, textOf, outcome: 'NOTHING_OF_THEM' };
    await door.send(order('ReviewSharedText', found, { actor: officer }));
  }
  await door.send(order('ApproveErasure', { erasure, rationale }, { actor: teamManager }));
  return erasure;
}

/** Lets the days of reflection go by. */
export function passReflection({ clock }: Pick<FamilyRecord, 'clock'>): void {
  if (!isSimulated(clock)) throw new TypeError('the record lives by the machine\u2019s clock');
  clock.standAt(`${addDays(clock.now().slice(0, 10), 40)}T12:00:00.000Z`);
}

/** Holds persons' records; answers the hold. */
export async function hold({ door }: Sending, ...persons: readonly string[]): Promise<string> {
  const data = { persons: [...persons], everything: false, reason: 'COMPLAINT', explanation: 'A complaint.' };
  const { id } = await door.send(order('PlaceLegalHold', data, { actor: teamManager }));
  return id;
}

/** Two people let a hold go. */
export async function letGo({ door }: Sending, hold: string): Promise<void> {
  const proposed = { hold, reason: 'It is answered.' };
  await door.send(order('ProposeLegalHoldRelease', proposed, { actor: officer }));
  await door.send(order('ReleaseLegalHold', { hold, rationale: 'It is.' }, { actor: teamManager }));
}
