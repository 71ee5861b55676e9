import { streamSubject } from '#libs/contracts';
import { addDays } from '#libs/reference';
import { subjectsOfRequest } from '../requests/asking.ts';
import { busyness, isWorkingDay, sitting } from '../calendar.ts';
import { shareOf, type Chance } from '../chance.ts';
import { Desk, type Office } from '../desk.ts';
import { FIRST_REQUEST, matterFor } from '../life.ts';
import type { InventedNames } from './names.ts';
import type { Numbers } from './numbers.ts';
import { household, type Peopling } from './people.ts';
import { figures, homeIn } from './places.ts';
import type { Staff } from './staff.ts';
import type { Story, Town } from '../story.ts';
import { dayAt } from '../times.ts';

/** The share of children who are not born yet. */
const UNBORN = 0.01;
/** The share of families in which a child is born while the county runs, and how long before its end the last ask. */
const BORN = 0.015;
const BORN_BEFORE = 250;
const CHILDREN_A_FAMILY = 1.8;
/** How long before the end a family may come whose unborn child is still on the way when the county ends. */
const EXPECTING_DAYS = 180;
/** Families come until so many days before the end, so that each is registered by then. */
const LAST_DAYS = 12;

export interface Planning {
  readonly families: number;
  /** Days. */
  readonly begins: string;
  readonly ends: string;
  readonly chance: Chance;
  readonly names: InventedNames;
  readonly numbers: Numbers;
  readonly staff: Staff;
  readonly town: Town;
  readonly office: Office;
}

/** The families as they are when they first ask for help, in the order in which they come. */
export function planned(plan: Planning): Story[] {
  const chance = plan.chance.branch('shares');
  const shared = {
    isLowIncome: shareOf(figures.lowIncome, chance),
    sendStatus: sendStatus(chance),
    expecting: expecting(plan, chance),
  };
  return arrivals(plan).map((at, number) => storyOf(at, `family/${number}`, { ...plan, ...shared }));
}

interface Shared extends Planning, Pick<Peopling, 'sendStatus' | 'expecting'> {
  isLowIncome(): boolean;
}

function storyOf(at: number, name: string, plan: Shared): Story {
  const { names, numbers, sendStatus, expecting, staff, town } = plan;
  const chance = plan.chance.branch(name);
  const desk = new Desk(plan.office, name);
  let people = 0;
  const naming = () => desk.id(`person/${people++}`);
  const day = dayAt(at);
  const home = homeIn(chance);
  const district = staff.districts.get(home.district);
  if (district === undefined) throw new RangeError(`nobody works in ${home.district}`);
  const living = household(day, { chance, names, numbers, sendStatus, expecting, name: naming });
  const [focus] = living.children;
  return {
    town,
    desk,
    chance,
    family: `family-${desk.id('family')}`,
    household: living,
    home,
    left: new Set(),
    district,
    matter: matterFor(focus, day, chance),
    focus,
    isLowIncome: plan.isLowIncome(),
    activity: chance.logNormal(1, town.isLong ? 1.15 : 0.55),
    at,
  };
}

/** Instants of working days, the more the busier a day is, earliest first. */
function arrivals({ families, begins, ends, chance }: Planning): number[] {
  const own = chance.branch('arrivals');
  const days: string[] = [];
  const upTo: number[] = [];
  let sum = 0;
  for (let day = addDays(begins, 3); day < addDays(ends, -LAST_DAYS); day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    days.push(day);
    upTo.push((sum += busyness(day)));
  }
  const drawn = Array.from({ length: families }, () => (own.whole(0, 999_999) / 1_000_000) * sum);
  const chosen = drawn.map((each) => days[upTo.findIndex((least) => each < least)] ?? begins);
  return chosen.map((day) => sitting(day, own)).sort((one, other) => one - other);
}

function sendStatus(chance: Chance): Peopling['sendStatus'] {
  const hasPlan = shareOf(figures.ehcPlan, chance);
  const hasSupport = shareOf(figures.senSupport / (1 - figures.ehcPlan), chance);
  return () => {
    if (hasPlan()) return 'EHCP';
    return hasSupport() ? 'SEN_SUPPORT' : undefined;
  };
}

/** A birth that is still ahead when the county ends: so only families of its last months expect a child. */
function expecting({ begins, ends }: Planning, chance: Chance): Peopling['expecting'] {
  const from = addDays(ends, -EXPECTING_DAYS);
  const days = (Date.parse(ends) - Date.parse(begins)) / 86_400_000;
  const isExpecting = shareOf(Math.min(0.5, (UNBORN * CHILDREN_A_FAMILY * days) / EXPECTING_DAYS), chance);
  const isBornSoon = shareOf(BORN, chance);
  return (day) => {
    if (day < addDays(ends, -BORN_BEFORE) && isBornSoon()) return addDays(day, chance.whole(20, 190));
    if (day < from || !isExpecting()) return undefined;
    const soonest = Math.max(14, Math.ceil((Date.parse(ends) - Date.parse(day)) / 86_400_000) + 5);
    return addDays(day, chance.whole(soonest, Math.max(soonest, 195)));
  };
}

/** Whom a family's first orders are about: they have keys before. */
export function subjectsOf({ family, household: living, desk }: Story): string[] {
  const people = [...living.adults, ...living.children].map(({ id }) => id);
  return [streamSubject(family), ...subjectsOfRequest(desk, FIRST_REQUEST), ...people];
}
