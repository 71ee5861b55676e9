import type { CommandOf, CommandType } from '#libs/contracts';
import type { Chance } from './chance.ts';
import type { Known } from './known.ts';

type Told<T extends CommandType = CommandType> = {
  [Type in T]: { readonly type: Type; readonly data: CommandOf<Type>['data'] };
}[T];

/** A family with help open, or about to be asked for: where most of what may happen becomes possible. */
export function* beginning(known: Known, chance: Chance): Generator<Told, void, undefined> {
  const first = (kind: string, at = 0): string => known.all(kind)[at] ?? '';
  yield { type: 'RegisterOrganisation', data: { name: 'Family Support', agencyType: 'FAMILY_SUPPORT' } };
  for (const name of ['Alex Morgan', 'Robin Ellis']) yield keyworker(name, first('organisation'));
  for (const given of ['Ava', 'Ben']) yield person(given, { adult: false, dateOfBirth: '2016-05-17' });
  yield person('Mia', { adult: true });
  const [child, sibling, mother] = known.all('person');
  const member = (each: string | undefined, role: string) => ({
    person: each ?? '',
    role,
    livesHere: 'FULL',
  });
  yield {
    type: 'RegisterFamily',
    data: { members: [member(child, 'CHILD'), member(sibling, 'CHILD'), member(mother, 'MOTHER')] },
  };
  if (chance.happens(0.2)) return;
  const level = { level: 'L2', indicators: ['L2.01'], rationale: 'Attendance has fallen.' };
  yield {
    type: 'OpenEpisode',
    data: {
      family: first('family'),
      children: [{ child: child ?? '', ...level }],
      route: 'REQUEST',
      district: 'herts.ff.stevenage',
      agency: first('organisation'),
      keyworker: first('worker'),
      familyAgreed: true,
      decidedBy: first('worker', 1),
    },
  };
}

/** The mother agrees to help for the child, and an assessment begins; refused where it is told of before the help. */
export function* assessment(known: Known): Generator<Told, void, undefined> {
  const [family = ''] = known.all('family');
  const [episode = ''] = known.all('episode');
  const [child = '', , mother = ''] = known.all('person');
  const [worker = ''] = known.all('worker');
  const how = { method: 'VERBAL', explained: 'What the help is for.', takenBy: worker };
  yield { type: 'GiveAgreement', data: { person: child, family, by: mother, capacity: 'CARER', ...how } };
  const form = { type: 'FFA', formVersion: 'FFA-2026.1', children: [child], startedBy: worker };
  yield { type: 'StartAssessment', data: { family, episode, ...form } };
}

function keyworker(name: string, agency: string): Told<'RegisterWorker'> {
  const training = [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }];
  return {
    type: 'RegisterWorker',
    data: { name, user: name, agency, role: 'KEYWORKER', activeFrom: '2020-01-01', training },
  };
}

function person(given: string, more: { adult: boolean; dateOfBirth?: string }): Told<'RegisterPerson'> {
  return {
    type: 'RegisterPerson',
    data: { names: [{ use: 'LEGAL', given, family: 'Hill' }], sex: 'F', ...more },
  };
}
