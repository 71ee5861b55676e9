import { personas, type Principal, type Purpose } from '#libs/access';
import { addDays } from '#libs/reference';
import type { Errand, Life } from '../agenda.ts';
import { onAgenda, takeOn } from '../panels/at-panel.ts';
import { firstWorkingDayFrom, minutesInto } from '../calendar.ts';
import type { Sent } from '../sent.ts';
import { handTo } from '../help/owners.ts';
import {
  accepted,
  declinedBecause,
  escalatedBecause,
  firstLevels,
  panelDecision,
  policeReport,
  proposedBecause,
  requestOf,
  sentToPanelBecause,
  stepUps,
} from './instructive-family.ts';
import { FIRST_REQUEST } from '../life.ts';
import { agree, plan, planForSafety, review } from './instructive-plan.ts';
import type { PanelDecision } from '../panels/panels.ts';
import { register } from '../registration.ts';
import type { Worker } from '../people/staff.ts';
import { acting, namesOf, type Help, type Story } from '../story.ts';
import { instantly } from '../times.ts';

/** A family whose story shows what the record is for: two clocks, a step that was declined, and who looked. */
export interface Instructive {
  /** `F-…` */
  readonly reference: string;
  readonly story: string;
}

export const theirStory =
  'Help at L2 was decided on 10 March, and a plan agreed on 17 March. On 20 March the police told of 3 March: 17 days ' +
  'late, and before the decision. A step up was proposed on 1 May, declined on 3 May, escalated on 4 May and accepted on 6 May; the family had a ' +
  'keyworker on every day of it, and who looked, and when, is on record.';

/** The last year whose spring and early summer lie whole before a day. */
export function instructiveYear(until: string): number {
  const year = Number(until.slice(0, 4));
  return until > `${year}-07-01` ? year : year - 1;
}

export interface Cast {
  readonly year: number;
  readonly story: Story;
  /** Hands over to the practitioner in April. */
  readonly before: Worker;
  readonly practitioner: Worker;
  /** Who looks at the family, and for what: recorded, whether let or not. */
  readonly look: (principal: Principal, purpose: Purpose) => Errand;
}

/** The day of the year's request: a working day. */
export function firstDayOf(year: number): string {
  return firstWorkingDayFrom(`${year}-02-24`);
}

/** The day on which the panel decides on it, and help opens. */
export function decidedOn(year: number): string {
  return `${year}-03-10`;
}

export function* instructiveLife(cast: Cast): Life {
  const on = (day: string, time: string) => at(cast, `${cast.year}-${day}`, time);
  const help = yield* untilHelp(cast);
  yield* lookedAt(cast);
  yield* agree(help, on);
  const planned = yield* plan(help, on);
  yield* twoClocks(cast, help);
  const safety = yield* planForSafety(help, planned, on);
  yield* newKeyworker(cast, help);
  yield* review(help, planned, safety, on);
  yield* declinedStep(cast, help);
  yield* lookedBack(cast);
}

/** The school asks for help with Maisie; the panel agrees; on 10 March help opens at L2. */
function* untilHelp(cast: Cast): Generator<number | Errand, Help, undefined> {
  const { story, year, before } = cast;
  const { desk, district, household } = story;
  const { coordinator } = district;
  const request = `request-${desk.id(FIRST_REQUEST)}`;
  const received = { ...instantly(at(cast, addDays(firstDayOf(year), -1), '16:50')), as: FIRST_REQUEST };
  const told = [desk.send('ReceiveRequest', requestOf(story), personas.partner, received)];
  yield* register(story);
  yield at(cast, firstWorkingDayFrom(`${year}-02-26`), '09:40');
  told.push(desk.send('AcknowledgeRequest', { request, how: 'EMAIL' }, acting(coordinator)));
  yield at(cast, firstWorkingDayFrom(`${year}-03-04`), '10:50');
  const decision: PanelDecision = {
    ...panelDecision,
    children: household.children.map(({ id: child }, place) => ({
      child,
      ...firstLevels[place === 0 ? 0 : 1],
    })),
    agency: before.agency.id,
    keyworker: before.id,
  };
  const asked = { request, told, source: '2A', channel: 'PORTAL', agreement: 'GIVEN_SIGNED' };
  const item = yield* onAgenda(story, asked, { why: sentToPanelBecause, say: () => ({ decision }) });
  yield at(cast, decidedOn(year), '14:10');
  const help = yield* takeOn(story, item, decision);
  yield at(cast, `${year}-03-11`, '09:25');
  const informed = { request, how: 'EMAIL', content: 'OUTCOME_AND_AGENCY' };
  desk.send('InformReferrer', informed, acting(coordinator));
  yield desk.settled;
  return help;
}

/** The keyworker reads what came with the family. */
function* lookedAt({ story, year, before, look }: Cast): Life {
  yield at({ story, year }, `${year}-03-12`, '08:55');
  yield look(acting(before), 'FAMILY_HELP');
}

/** What the police knew on 3 March reaches the record on 20 March, after the decision of the 10th. */
function* twoClocks(cast: Cast, help: Help): Life {
  const { story, year, before, look } = cast;
  const { desk, district, family } = story;
  yield at(cast, `${year}-03-20`, '11:25');
  const happened = { ...instantly(at(cast, `${year}-03-03`, '21:40')), lateReason: 'RECEIVED_LATE' };
  const told = {
    ...namesOf(help),
    from: 'POLICE',
    summary: policeReport,
    peoplePresent: ['Rachel Tranter', 'Lee Coyle'],
  };
  const report = desk.send('ReceiveInformation', told, acting(district.coordinator), happened);
  yield desk.followed(report, family);
  yield at(cast, `${year}-03-20`, '15:10');
  yield look(acting(before), 'SAFEGUARDING');
  for (const [place, child] of story.household.children.entries()) {
    yield at(cast, `${year}-03-${24 + place}`, '13:20');
    const decided = { ...stepUps[place === 0 ? 0 : 1], child: child.id, decidedBy: before.id };
    desk.send('StepUp', { ...namesOf(help), ...decided, from: 'L2', to: 'L3' }, acting(before));
  }
}

/** A new keyworker takes the family on, and reads before she calls. */
function* newKeyworker(cast: Cast, help: Help): Life {
  const { story, year, practitioner, look } = cast;
  yield at(cast, firstWorkingDayFrom(`${year}-04-20`), '16:05');
  handTo(help, practitioner, { at: story.at, reason: 'ABSENC' });
  yield at(cast, firstWorkingDayFrom(`${year}-04-22`), '09:15');
  yield look(acting(practitioner), 'FAMILY_HELP');
}

/** She proposes a step up in May; it is declined, escalated and accepted, and she holds the family all along. */
function* declinedStep(cast: Cast, help: Help): Life {
  const { story, year, practitioner, look } = cast;
  const { desk, household } = story;
  const socialWorker = personas['social-worker'];
  const { agency: receivingAgency, worker: receivingWorker = '' } = socialWorker;
  const step = () => ({ ...namesOf(help), step: proposed.id });

  yield at(cast, `${year}-05-01`, '10:30');
  const children = household.children.map(({ id }) => id);
  const proposal = { ...namesOf(help), children, target: 'CIN_S17', urgent: false, reason: proposedBecause };
  const proposed: Sent = desk.send(
    'ProposeStepUp',
    { ...proposal, proposedBy: practitioner.id },
    acting(practitioner),
  );
  yield at(cast, `${year}-05-02`, '11:45');
  yield look(socialWorker, 'SAFEGUARDING');
  yield at(cast, `${year}-05-03`, '14:20');
  desk.send('DeclineStepUp', { ...step(), reason: declinedBecause }, socialWorker);
  yield at(cast, `${year}-05-04`, '09:25');
  desk.send('EscalateStepUp', { ...step(), reason: escalatedBecause }, acting(practitioner));
  yield at(cast, `${year}-05-05`, '16:40');
  yield look(personas.manager, 'SAFEGUARDING');
  yield at(cast, `${year}-05-06`, '12:15');
  const receiving = { receivingAgency, receivingWorker, receivingReference: 'CS-204418' };
  const sent = desk.send('AcceptStepUp', { ...step(), ...receiving, ...accepted }, socialWorker);
  yield desk.followed(sent, story.family);
}

/** Those who looked afterwards: one was not let. */
function* lookedBack({ story, year, look, practitioner }: Cast): Life {
  const looks = [
    ['05-13', '15:30', personas.partner, 'FAMILY_HELP'],
    ['05-19', '08:50', acting(practitioner), 'FAMILY_HELP'],
    ['06-09', '10:20', personas.auditor, 'AUDIT'],
    ['06-16', '14:00', personas.quality, 'QUALITY'],
  ] as const;
  for (const [day, time, principal, purpose] of looks) {
    yield at({ story, year }, `${year}-${day}`, time);
    yield look(principal, purpose);
  }
}

/** The instant, and the story's from then on where it is later. */
function at({ story }: Pick<Cast, 'story' | 'year'>, day: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const instant = minutesInto(day, 60 * hours + minutes);
  story.at = Math.max(story.at, instant);
  return instant;
}
