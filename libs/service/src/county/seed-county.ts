import { decodeStoredEvent } from '#libs/contracts';
import { addDays, daysBetween } from '#libs/reference';
import { asides, type Beside } from './help/asides.ts';
import { beBorn, birthOf } from './people/births.ts';
import { isSimulated } from '../clock.ts';
import { managersOf } from '../process-managers/managers-of.ts';
import type { FamilyRecord } from '../record.ts';
import { Agenda, type Life } from './agenda.ts';
import { firstWorkingDayFrom, minutesInto } from './calendar.ts';
import { chanceOf, shareOf } from './chance.ts';
import { countyId, Desk, type Office } from './desk.ts';
import {
  decidedOn,
  firstDayOf,
  instructiveLife,
  instructiveYear,
  theirStory,
  type Cast,
  type Instructive,
} from './instructive/instructive.ts';
import { theirHome, theTranters } from './instructive/instructive-family.ts';
import { live } from './life.ts';
import { lookAt } from './looking.ts';
import { matters } from './matters/matters.ts';
import { namesFrom } from './people/names.ts';
import { numbersFrom } from './people/numbers.ts';
import { Panels } from './panels/panels.ts';
import { planned, subjectsOf, type Planning } from './people/plan.ts';
import { learn } from './registration.ts';
import { sittingsOf } from './panels/sittings.ts';
import { sit } from './panels/sitting.ts';
import { personaDistrict, staffOf } from './people/staff.ts';
import type { Story, Town } from './story.ts';
import { daysLater } from './times.ts';
import { leave, muster } from './people/workforce.ts';

export interface CountyOrder {
  /** How many families; one of them is the instructive one. */
  readonly families: number;
  /** Any text. The same seed and `until` give the same people, facts and times. */
  readonly seed: string;
  /** Whole years of history. */
  readonly years: number;
  /** When the history ends: an instant. */
  readonly until: string;
  /** Told now and then how much is done, from 0 to 1. */
  readonly progress?: ((done: number) => void) | undefined;
}

export interface County {
  readonly families: number;
  readonly events: number;
  /** Of the last event. */
  readonly position: number;
  /** Absent where the county ended before the family was registered. */
  readonly instructive?: Instructive;
}

/** Names under which the instructive family is found again in any county. */
const INSTRUCTIVE = 'instructive';
const FAMILY = 'family';
const FIRST_HOUR = 8;
const KEYS_AT_ONCE = 200;
/** From so many years on a county is of long-lived families (tier S: 240 events an episode). */
const LONG = 8;
/** From so many families a year on, every panel sits weekly. */
const BUSY = 250;
/** The share of keyworkers who leave within a year. */
const LEAVING = 0.08;
/** Of what other services tell about a request, the share that is of more than ninety days ago. */
const VERY_LATE = 0.6;

/** The first day of a county: years before its end, and early enough for the instructive family. */
function beginsOn({ until, years }: Pick<CountyOrder, 'until' | 'years'>): string {
  const end = until.slice(0, 10);
  const yearsBefore = addDays(end, -Math.round(365.25 * years));
  const early = `${instructiveYear(end)}-01-10`;
  return firstWorkingDayFrom(yearsBefore < early ? yearsBefore : early);
}

/** The instant at which a store for a county is to be born: an hour before anyone starts work. */
export function countyBirth(order: Pick<CountyOrder, 'until' | 'years'>): string {
  return new Date(minutesInto(beginsOn(order), 60 * (FIRST_HOUR - 1))).toISOString();
}

/**
 * Fills a simulated store that was just made with a county's families, through the door, each fact recorded at its time.
 * Deterministic for a seed; an order that is refused ends it with an error.
 */
export async function seedCounty(record: FamilyRecord, order: CountyOrder): Promise<County> {
  const { clock } = record;
  if (!isSimulated(clock)) throw new TypeError('a county lives by a simulated clock');
  let events = 0;
  const managers = managersOf(record);
  const office: Office = {
    record,
    managers,
    underWay: new Set(),
    taken: (answer) => (events += answer.events),
  };
  const plan = await planFor(order, office);
  const agenda = new Agenda(clock, () => Promise.all(office.underWay));
  const first = minutesInto(plan.begins, 60 * FIRST_HOUR);
  const staffDesk = new Desk(office, 'staff');
  agenda.begin(
    { life: muster(plan.staff, staffDesk, plan.begins), answered: () => staffDesk.answered() },
    first,
  );
  engageLeavers(plan, agenda);
  beginPanels(plan, agenda, first);
  beginInstructive(plan, agenda);
  beginFamilies(planned(plan), asides(plan.chance.branch('asides')), agenda);
  const end = Date.parse(order.until);
  await agenda.run(end, (at) => order.progress?.((at - first) / (end - first)));
  await Promise.all(office.underWay);
  clock.runFrom(order.until);
  const position = await record.store.head();
  const instructive = await instructiveFamily(record);
  return { families: order.families, events, position, ...(instructive !== undefined && { instructive }) };
}

async function planFor({ families, seed, ...when }: CountyOrder, office: Office): Promise<Planning> {
  const chance = chanceOf(seed);
  const names = await namesFrom(chance.branch('names'));
  const begins = beginsOn(when);
  const desk = new Desk(office, 'staff');
  const staff = staffOf({ day: begins, chance: chance.branch('staff'), names, id: (name) => desk.id(name) });
  const ends = when.until.slice(0, 10);
  const moved = { district: personaDistrict, day: decidedOn(instructiveYear(ends)) };
  const isBusy = families / when.years > BUSY;
  const sittings = sittingsOf({ staff, begins, ends, isBusy, moved, office });
  const isVeryLate = shareOf(VERY_LATE, chance.branch('late'));
  const town: Town = {
    names,
    open: new Set(),
    panels: new Panels(sittings),
    districts: [...staff.districts.values()],
    ends,
    isLong: when.years >= LONG,
    isVeryLate,
  };
  const numbers = numbersFrom(chance.branch('numbers'));
  return { families: families - 1, begins, ends, chance, names, numbers, staff, town, office };
}

/** The districts' panels, from the county's first hour on. */
function beginPanels({ chance, town: { panels } }: Planning, agenda: Agenda, at: number): void {
  for (const sitting of panels.all) {
    const { district, day, desk } = sitting;
    const own = chance.branch(`panel/${district.code}/${day}`);
    agenda.begin({ life: sit({ sitting, panels, chance: own, at }), answered: () => desk.answered() }, at);
  }
}

/** Families, each from its first request on; the keys of the next ones are made together. */
function beginFamilies(stories: readonly Story[], beside: Beside, agenda: Agenda): void {
  for (const [number, story] of stories.entries()) {
    const { desk, chance, at } = story;
    const answered = () => desk.answered();
    if (number % KEYS_AT_ONCE === 0) {
      const next = stories.slice(number, number + KEYS_AT_ONCE);
      agenda.begin({ life: makeKeys(desk, next.flatMap(subjectsOf)), answered }, at);
    }
    agenda.begin({ life: live(story), answered }, at);
    bear(story, agenda);
    for (const aside of beside(story)) agenda.begin({ life: aside.life, answered }, aside.at);
    const own = chance.branch('learn');
    const learnt = { ...story, chance: own, at: daysLater(at, [1, 4], own) };
    agenda.begin({ life: learn(learnt), answered }, learnt.at);
  }
}

/** Children who are on the way when their family comes, and are born while the county runs. */
function bear(story: Story, agenda: Agenda): void {
  const { desk, chance, household, town } = story;
  for (const child of household.children) {
    const born = birthOf(child, town, chance.branch('birth'));
    if (born === undefined) continue;
    agenda.begin({ life: beBorn(story, born), answered: () => desk.answered() }, born.at);
  }
}

function* makeKeys(desk: Desk, subjects: readonly string[]): Life {
  yield desk.keysFor(subjects);
}

/** Those keyworkers who leave while the county runs; the persona and whoever hands over to her stay. */
function engageLeavers({ staff, begins, ends, chance, names, town, office }: Planning, agenda: Agenda): void {
  const own = chance.branch('leavers');
  const days = daysBetween(begins, ends);
  for (const district of staff.districts.values()) {
    const [, , ...others] = district.keyworkers;
    for (const worker of others) {
      const day = firstWorkingDayFrom(addDays(begins, own.whole(90, Math.max(91, days - 60))));
      if (!own.happens((LEAVING * days) / 365)) continue;
      const desk = new Desk(office, `leaving/${worker.user}`);
      const by = { chance: own.branch(worker.user), names, id: (name: string) => desk.id(name) };
      const life = leave({ worker, district, town, desk, by }, minutesInto(day, 9.5 * 60));
      agenda.begin({ life, answered: () => desk.answered() }, minutesInto(day, 9.5 * 60));
    }
  }
}

/** The family whose story shows what the record is for. */
function beginInstructive({ staff, ends, numbers, chance, town, office }: Planning, agenda: Agenda): void {
  const desk = new Desk(office, INSTRUCTIVE);
  const year = instructiveYear(ends);
  const firstDay = firstDayOf(year);
  const district = staff.districts.get(personaDistrict);
  if (district === undefined) throw new RangeError('the personas work in a district of the county');
  const [practitioner, before = practitioner] = district.keyworkers;
  const household = theTranters(firstDay, numbers, (name) => desk.id(name));
  const story: Story = {
    town,
    desk,
    chance: chance.branch(INSTRUCTIVE),
    family: `family-${desk.id(FAMILY)}`,
    household,
    home: { ...theirHome, district: district.code },
    left: new Set(),
    district,
    matter: matters[0],
    focus: household.children[0],
    isLowIncome: false,
    activity: 1,
    at: minutesInto(firstDay, 9 * 60 + 5),
  };
  const look: Cast['look'] = (principal, purpose) => async () => {
    await desk.everything()();
    await lookAt({ principal, purpose, family: story.family }, office.record)();
  };
  const answered = () => desk.answered();
  agenda.begin({ life: makeKeys(desk, subjectsOf(story)), answered }, story.at);
  agenda.begin({ life: instructiveLife({ year, story, before, practitioner, look }), answered }, story.at);
}

/** The instructive family of a record that holds a county. */
export async function instructiveFamily({
  vault,
  store,
}: Pick<FamilyRecord, 'vault' | 'store'>): Promise<Instructive | undefined> {
  const { events } = await store.readStream(`family-${countyId(vault, INSTRUCTIVE, FAMILY)}`, { limit: 1 });
  const reference = events.map(({ document }) => decodeStoredEvent(document).data['reference'])[0];
  return typeof reference === 'string' ? { reference, story: theirStory } : undefined;
}
