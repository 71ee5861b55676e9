import { addDays } from '#libs/reference';
import { PANEL_AGENDA } from '../../process-managers/panel-agenda.ts';
import { PANEL_ALLOCATION } from '../../process-managers/panel-allocation.ts';
import { stepIn } from '../../process-managers/panels.ts';
import type { Cause } from '../../process-managers/manager.ts';
import type { Errand, Life } from '../agenda.ts';
import { isWorkingDay, within } from '../calendar.ts';
import type { Chance } from '../chance.ts';
import { quiet, type PanelDecision, type PanelRequest, type Panels, type Sitting } from './panels.ts';
import type { District, Worker } from '../people/staff.ts';
import { acting } from '../story.ts';
import { soonAfter } from '../times.ts';

export interface Sat {
  readonly sitting: Sitting;
  readonly panels: Panels;
  readonly chance: Chance;
  /** The instant of what happened last, in milliseconds. */
  at: number;
}

/** What is sent, each order at its time. */
export type Sending = Generator<number | Errand, void, undefined>;

/** A panel from the day before it sits to its close: who came, and what it said of each request. */
export function* sit(sat: Sat): Life {
  const { sitting, chance } = sat;
  const { day, district, desk } = sitting;
  let expected: readonly Worker[] | undefined;
  yield (sat.at = within(workingDayBefore(day), [14, 15.5], chance));
  if (sitting.state === 'AHEAD') sitting.state = 'CLOSED';
  if (sitting.state === 'CLOSED') return;
  if (sitting.items.length > 0) yield* expect(sat, (expected = membersOf(sat)));
  yield (sat.at = within(day, [9.5, 9.8], chance));
  if (sitting.items.length > 0) yield* convene(sat, expected ?? membersOf(sat));
  for (let item = sitting.items[0]; item !== undefined; item = sitting.items[0]) {
    yield inMinutes(sat, [3, 9]);
    yield* comeTo(item, sat);
  }
  sitting.state = 'CLOSED';
  desk.send('ClosePanel', { panel: sitting.panel }, acting(district.coordinator));
}

function inMinutes(sat: Sat, minutes: readonly [number, number]): number {
  sat.at = soonAfter(sat.at, minutes, sat.chance);
  return sat.at;
}

/** The district's next panel that takes items; its day is fixed, in the record, once the first item needs it. */
export function* nextPanel(panels: Panels, district: District, day: string): Finding {
  const sitting = panels.next(district, day);
  if (sitting.state === 'AHEAD') yield* schedule(sitting);
  return sitting;
}

type Finding = Generator<number | Errand, Sitting>;

function* schedule(sitting: Sitting): Sending {
  const { district, day: date, cadence, desk } = sitting;
  const { code, chair, coordinator } = district;
  const when = { district: code, date, cadence, quorumRule: 'CHAIR_AND_THREE', chair: chair.id };
  const scheduled = desk.send('SchedulePanel', when, acting(coordinator));
  yield desk.settled;
  sitting.panel = scheduled.id;
  sitting.state = 'SCHEDULED';
}

/** The chair, and one worker each of four other agencies. */
function membersOf({ sitting: { district }, chance }: Sat): Worker[] {
  const { chair, keyworkers } = district;
  const agencies = new Set([chair.agency.id]);
  const others = keyworkers.filter(({ agency: { id } }) => {
    if (agencies.has(id)) return false;
    agencies.add(id);
    return true;
  });
  const absent = chance.whole(0, others.length - 1);
  return [chair, ...others.filter((_, at) => at !== absent).slice(0, 4)];
}

/** Those who are asked to come; the chair was named with the panel's day. */
function* expect(sat: Sat, members: readonly Worker[]): Sending {
  const { desk, panel, district } = sat.sitting;
  for (const { id: member, agency } of members.filter((each) => each !== district.chair)) {
    desk.send('ExpectPanelMember', { panel, member, agency: agency.id }, acting(district.coordinator));
    yield inMinutes(sat, [0.2, 1]);
  }
}

/** Who is there is noted as they come; now and then one sends an apology, or comes late. */
function* convene(sat: Sat, expected: readonly Worker[]): Sending {
  const { sitting, chance } = sat;
  const { desk, panel, district } = sitting;
  const [chair, ...others] = expected.filter((each) => each === district.chair || isAtWork(each, sitting));
  const clerk = acting(district.coordinator);
  const excused = chance.happens(0.3) ? others.pop() : undefined;
  if (excused !== undefined) {
    desk.send('RecordPanelApology', { panel, member: excused.id, agency: excused.agency.id }, clerk);
    yield inMinutes(sat, [0.2, 1]);
  }
  for (const worker of [chair ?? district.chair, ...others]) {
    const { id: member, agency } = worker;
    const came = { chairing: worker === chair, remote: worker !== chair && chance.happens(0.3) };
    desk.send('RecordPanelAttendance', { panel, member, agency: agency.id, ...came }, clerk);
    yield inMinutes(sat, [0.2, 1]);
    sitting.present.push(worker);
  }
  desk.send('ConvenePanel', { panel }, clerk);
}

function isAtWork(worker: Worker, { district }: Sitting): boolean {
  return district.keyworkers.includes(worker);
}

function* comeTo(item: PanelRequest, sat: Sat): Sending {
  const said = item.say();
  if ('needed' in said) yield* defer(item, said.needed, sat);
  else yield* decide(item, said.decision, sat);
  sat.sitting.items.splice(sat.sitting.items.indexOf(item), 1);
  item.said = said;
}

/** Decided by the chair; now and then one member sees it otherwise, or has an interest in the family. */
function* decide(
  { request: item }: PanelRequest,
  decision: PanelDecision,
  { sitting, chance }: Sat,
): Sending {
  const { desk, panel, district, present } = sitting;
  const [, other, another] = present;
  if (other !== undefined && chance.happens(0.02)) {
    const nature = 'A child of the family is in the same class as one of mine.';
    const declared = { panel, item, member: other.id, nature };
    desk.send('DeclareConflictOfInterest', declared, acting(district.coordinator));
    yield desk.settled;
  }
  const reason = 'I would have waited for what the family says after the holidays.';
  const dissent = another !== undefined && chance.happens(0.04) ? [{ member: another.id, reason }] : [];
  const decided = { panel, item, ...decision, decidedBy: district.chair.id };
  const sent = desk.send(
    'DecideItem',
    { ...decided, ...(dissent.length > 0 && { dissent }) },
    acting(district.chair),
  );
  yield desk.settled;
  if (decision.agency === undefined) return;
  const offer = { type: 'OfferAllocation', data: { panel, item } } as const;
  desk.follow(PANEL_ALLOCATION, sent.cause(panel), stepIn(panel, item, offer));
  yield desk.settled;
}

/** Put off to the district's next panel, with what is to be heard by then. */
function* defer(item: PanelRequest, needed: string[], { sitting, panels }: Sat): Sending {
  const { desk, panel, district, day } = sitting;
  const next = yield* nextPanel(panels, district, addDays(day, 1));
  const { request } = item;
  const put = desk.send(
    'DeferItem',
    { panel, item: request, until: next.day, needed },
    acting(district.chair),
  );
  yield desk.settled;
  yield* table(item, next, put.cause(panel));
}

/** The record puts a request on a panel's agenda by itself, with all that its own history holds. */
export function* table(item: PanelRequest, sitting: Sitting, cause: Cause): Sending {
  const { desk, panel } = sitting;
  yield quiet(sitting);
  const data = { panel, item: item.request, evidencePositions: item.evidence() };
  desk.follow(PANEL_AGENDA, cause, stepIn(panel, item.request, { type: 'TableItem', data }));
  yield desk.settled;
  sitting.items.push(item);
  Object.assign(item, { sitting, said: undefined });
}

function workingDayBefore(day: string): string {
  const before = addDays(day, -1);
  return isWorkingDay(before) ? before : workingDayBefore(before);
}
