import { personas } from '#libs/access';
import { streamSubject } from '#libs/contracts';
import { addDays } from '#libs/reference';
import type { Life } from '../agenda.ts';
import { firstWorkingDayFrom, minutesInto, weekday, within } from '../calendar.ts';
import type { Desk } from '../desk.ts';
import { colleagueOf, handTo } from '../help/owners.ts';
import { successorOf, type District, type Staff, type Staffing, type Worker } from './staff.ts';
import { endCover } from '../help/oversight.ts';
import { acting, type Help, type Town } from '../story.ts';
import { dayAt } from '../times.ts';

/** The agencies and their workers enter the record on the first day. */
export function* muster({ agencies, workers }: Staff, desk: Desk, day: string): Life {
  const { administrator } = personas;
  yield desk.keysFor(workers.map(({ id }) => streamSubject(id)));
  for (const { id, name, type } of agencies)
    desk.send('RegisterOrganisation', { name, agencyType: type }, administrator, { stream: id });
  yield minutesInto(day, 8 * 60 + 20);
  for (const worker of workers) engage(worker, desk);
  yield desk.settled;
}

function engage({ id, name, user, agency, post, activeFrom, training }: Worker, desk: Desk): void {
  const completed = training.map((each) => ({ training: each, completedOn: activeFrom }));
  const data = { name, user, agency: agency.id, role: post, activeFrom, training: completed };
  desk.send('RegisterWorker', data, personas.administrator, { stream: id });
}

export interface Leaving {
  readonly worker: Worker;
  readonly district: District;
  readonly town: Town;
  readonly desk: Desk;
  readonly by: Omit<Staffing, 'day'>;
}

/** Somebody is found to follow a keyworker, who some weeks later hands every family over and leaves. */
export function* leave({ worker, district, town, desk, by }: Leaving, from: number): Life {
  const successor = successorOf(worker, { ...by, day: dayAt(from) });
  yield desk.keysFor([streamSubject(successor.id)]);
  engage(successor, desk);
  const lastDay = fridayFrom(addDays(dayAt(from), by.chance.whole(14, 30)));
  const at = within(lastDay, [15, 16.5], by.chance);
  yield at;
  yield desk.everything();
  district.keyworkers.splice(district.keyworkers.indexOf(worker), 1, successor);
  for (const open of town.open) {
    if (open.cover === worker) yield* uncover(open);
    if (open.keyworker !== worker) continue;
    yield* uncover(open);
    const to = open.agency === worker.agency ? successor : colleagueOf(open, worker);
    if (to !== undefined) handTo(open, to, { at, reason: 'LEFTRL' });
  }
  yield desk.everything();
  const data = { worker: worker.id, activeTo: lastDay, reason: 'LEFTRL' };
  desk.send('EndWorker', data, acting(district.manager));
}

/** Cover ends before the family is handed over. */
function* uncover(open: Help): Life {
  endCover(open, 'COVER_UNAVAILABLE');
  yield open.story.desk.settled;
}

function fridayFrom(day: string): string {
  return weekday(day) === 5 && firstWorkingDayFrom(day) === day ? day : fridayFrom(addDays(day, 1));
}
