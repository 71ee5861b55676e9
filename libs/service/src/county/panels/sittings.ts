import { addDays } from '#libs/reference';
import { firstWorkingDayFrom, weekday } from '../calendar.ts';
import { Desk, type Office } from '../desk.ts';
import type { Sitting } from './panels.ts';
import type { District, Staff } from '../people/staff.ts';

export interface Convening {
  readonly staff: Staff;
  /** Days. */
  readonly begins: string;
  readonly ends: string;
  /** Whether there are so many families that every panel sits weekly. */
  readonly isBusy: boolean;
  /** A day on which the panel of a district sits in place of that of the week before. */
  readonly moved: { readonly district: string; readonly day: string };
  readonly office: Office;
}

/** Days after the county's end for which sittings are known, for what is put off at the last. */
const AHEAD = 35;

/** The days on which the districts' panels may sit while the county runs, each district's in their order. */
export function sittingsOf({ staff, isBusy, moved, office, ...when }: Convening): Sitting[] {
  return [...staff.districts.values()].flatMap((district) => {
    const days = sittingDays(district, { ...when, step: isBusy ? 7 : 14 });
    const held = district.code === moved.district ? withMoved(days, moved.day) : days;
    return held.map((day): Sitting => ({
      district,
      day,
      cadence: isBusy ? 'WEEKLY' : 'FORTNIGHTLY',
      desk: new Desk(office, `panel/${district.code}/${day}`),
      state: 'AHEAD',
      panel: '',
      items: [],
      present: [],
    }));
  });
}

function sittingDays(
  { panelDay }: District,
  { begins, ends, step }: { begins: string; ends: string; step: number },
): string[] {
  let day = addDays(begins, 2);
  while (weekday(day) !== panelDay) day = addDays(day, 1);
  const days: string[] = [];
  for (; day < addDays(ends, AHEAD); day = addDays(day, step)) days.push(firstWorkingDayFrom(day));
  return days;
}

function withMoved(days: readonly string[], moved: string): string[] {
  const weekBefore = addDays(moved, -7);
  return [...days.filter((day) => day <= weekBefore || day > moved), moved].sort();
}
