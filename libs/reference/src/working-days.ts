import { addDays, dayNumber, daysBetween, wholeDate } from './partial-date.ts';

/** Days on which the service works, by the bank holidays it was given. All days are whole dates in Europe/London. */
export interface WorkingDays {
  isWorkingDay(day: string): boolean;
  /** The n-th working day after a day, which itself never counts; n is at least 1. */
  add(day: string, n: number): string;
  /** The working days after one day, up to and including another; 0 where that is not later. */
  between(from: string, to: string): number;
}

/** The bank holidays among the codes of the set `bank-holiday`, each code a date; other codes are no days. */
export function bankHolidays(codes: readonly { readonly code: string }[]): ReadonlySet<string> {
  return new Set(codes.map(({ code }) => code).filter((code) => wholeDate(code).ok));
}

/** Monday to Friday without the holidays given. */
export function workingDays(holidays: ReadonlySet<string>): WorkingDays {
  const isWorkingDay = (day: string): boolean => isWeekday(day) && !holidays.has(day);
  return {
    isWorkingDay,
    add: (day, n) => {
      let at = day;
      for (let left = n; left > 0;) {
        at = addDays(at, 1);
        if (isWorkingDay(at)) left--;
      }
      return at;
    },
    between: (from, to) => {
      let count = 0;
      for (let at = 1; at <= daysBetween(from, to); at++) if (isWorkingDay(addDays(from, at))) count++;
      return count;
    },
  };
}

/** 1 January 1970 was a Thursday. */
function isWeekday(day: string): boolean {
  return (dayNumber(day) + 3) % 7 < 5;
}
