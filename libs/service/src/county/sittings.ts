import { addDays } from '#libs/reference';
import { firstWorkingDayFrom, minutesInto, weekday } from './calendar.ts';
import type { Chance } from './chance.ts';
import { Desk, type Office } from './desk.ts';
import type { Sitting } from './panels.ts';
import type { District, Staff } from './staff.ts';

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

/** So many days before it a panel's day is fixed: two of each district are ahead at any time. */
const FIXED_BEFORE = 35;

/** The sittings of all districts' panels whose day is fixed while the county runs, each district's in their order. */
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
  for (; day < addDays(ends, FIXED_BEFORE); day = addDays(day, step)) days.push(firstWorkingDayFrom(day));
  return days;
}

function withMoved(days: readonly string[], moved: string): string[] {
  const weekBefore = addDays(moved, -7);
  return [...days.filter((day) => day <= weekBefore || day > moved), moved].sort();
}

/** When a panel's day is fixed: weeks before or, of the first ones, on the county's first day. */
export function fixedAt({ day }: Sitting, begins: string, chance: Chance): number {
  const before = firstWorkingDayFrom(addDays(day, -FIXED_BEFORE));
  return minutesInto(before < begins ? begins : before, 11 * 60 + chance.whole(0, 5_400_000) / 60_000);
}
