import type { Life } from '../agenda.ts';
import {
  aboutTheMeeting,
  actions,
  alfieWasAway,
  doctorSeen,
  explained,
  goals,
  howItGoes,
  noCopyBecause,
} from './instructive-family.ts';
import type { Sent } from '../sent.ts';
import { acting, namesOf, type Help } from '../story.ts';

/** A day (`MM-DD`) and a time of the story's year, in milliseconds. */
type Moment = (day: string, time: string) => number;

/** The plan that the Tranters and those around them agree to. */
export interface TheirPlan {
  readonly mornings: Sent;
  readonly walks: Sent;
  readonly doctor: Sent;
}

/** In the week after help began Rachel agrees to it for both children: their school is told what it has a part in. */
export function* agree(help: Help, at: Moment): Life {
  const { desk, district, household, family } = help.story;
  const [{ id: by }] = household.adults;
  yield at('03-16', '17:05');
  for (const { id: person } of household.children) {
    const holds = { person, holder: by, basis: 'BIRTH_MOTHER' };
    desk.send('RecordParentalResponsibility', holds, acting(district.coordinator));
  }
  yield at('03-16', '17:20');
  const given = {
    agencies: [district.schools[0].id],
    method: 'SIGNED',
    explained,
    takenBy: help.keyworker.id,
  };
  for (const { id: person } of household.children)
    desk.send('GiveAgreement', { person, family, by, capacity: 'PR', ...given }, acting(help.keyworker));
}

/** The team around the family meets, and Rachel agrees to a plan: Nan does a part of it. */
export function* plan(help: Help, at: Moment): Generator<number, TheirPlan, undefined> {
  const { desk, household, district } = help.story;
  const { of, by, worker } = keeping(help);
  const [rachel, , nan] = household.adults;
  const [maisie, ...others] = household.children;
  yield at('03-17', '15:40');
  const meeting = {
    ...of,
    ledBy: worker,
    agencies: [district.schools[0].id],
    persons: nan === undefined ? [rachel.id] : [rachel.id, nan.id],
    childrenPresent: [maisie.id],
    childrenAbsent: others.map(({ id: child }) => ({ child, reason: alfieWasAway })),
    notes: aboutTheMeeting,
  };
  desk.send('HoldTaf', meeting, by);
  desk.send('AgreePlan', { ...of, agreedBy: [rachel.id], familyPresent: true, takenBy: worker }, by);
  const wanted = { ...of, person: maisie.id, ...goals.mornings, setBy: worker };
  const mornings = desk.send('SetGoal', wanted, by);
  yield at('03-17', '16:10');
  const nans = nan === undefined ? {} : { ownerPerson: nan.id };
  const toDo = { ...of, goal: mornings.id };
  const walks = desk.send('AddAction', { ...toDo, what: actions.walks, ...nans, due: on(help, '04-28') }, by);
  const seen = { ...toDo, what: actions.doctor, ownerWorker: worker, due: on(help, '03-31') };
  const doctor = desk.send('AddAction', seen, by);
  yield at('03-19', '10:05');
  desk.send('SharePlanCopy', { ...of, to: rachel.id, how: 'IN_PERSON', sharedBy: worker }, by);
  return { mornings, walks, doctor };
}

/** What the police told changes the plan, and who is given it. */
export function* planForSafety(
  help: Help,
  { doctor }: TheirPlan,
  at: Moment,
): Generator<number, Sent, undefined> {
  const { desk, household } = help.story;
  const { of, by, worker } = keeping(help);
  const [, lee] = household.adults;
  yield at('03-26', '10:30');
  const safety = desk.send('SetGoal', { ...of, ...goals.safety, setBy: worker }, by);
  yield at('03-26', '10:55');
  const toDo = {
    ...of,
    goal: safety.id,
    what: actions.whereToGo,
    ownerWorker: worker,
    due: on(help, '04-02'),
  };
  desk.send('AddAction', toDo, by);
  const withheld = { ...of, reason: noCopyBecause, nobodyElse: false, decidedBy: worker };
  if (lee) desk.send('WithholdPlanCopy', { ...withheld, from: lee.id }, by);
  yield at('03-31', '12:20');
  desk.send('CompleteAction', { ...of, action: doctor.id, note: doctorSeen }, by);
  return safety;
}

/** At the review six weeks after the plan the mornings are better, and home is not. */
export function* review(help: Help, { mornings, walks }: TheirPlan, safety: Sent, at: Moment): Life {
  const { desk } = help.story;
  const { of, by, worker } = keeping(help);
  yield at('04-28', '15:15');
  desk.send('ProgressAction', { ...of, action: walks.id, note: howItGoes.walks }, by);
  const progress = [
    { goal: mornings.id, ...howItGoes.mornings },
    { goal: safety.id, ...howItGoes.safety },
  ];
  desk.send('CompleteReview', { ...of, progress, nextDue: on(help, '06-09'), reviewedBy: worker }, by);
}

/** The help whose plan it is, and its keyworker now, who keeps it. */
function keeping(help: Help) {
  return { of: namesOf(help), by: acting(help.keyworker), worker: help.keyworker.id };
}

/** A day (`MM-DD`) of the story's year. */
function on({ from }: Help, day: string): string {
  return `${new Date(from).getUTCFullYear()}-${day}`;
}
