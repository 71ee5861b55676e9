import { dayNumber, dayOf, isCertainlyAfter, latestDay } from './partial-date.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_YEAR = 1969;
const LAST_YEAR = 2200;

/** When something was so in the world, as the envelope of an event says it. */
export interface Occurred {
  readonly precision: 'INSTANT' | 'DATE' | 'MONTH' | 'YEAR' | 'UNKNOWN';
  readonly value?: string | undefined;
  readonly end?: string | undefined;
}

/** The first day of March and of October whose Sunday may change the clocks, and the UTC hour, up to a year. */
const ERAS = [
  { until: 1980, march: 16, october: 23, hour: 2 },
  { until: 1989, march: 25, october: 23, hour: 1 },
  { until: 1995, march: 25, october: 22, hour: 1 },
  { until: LAST_YEAR, march: 25, october: 25, hour: 1 },
];

interface Summer {
  readonly from: number;
  readonly to: number;
}

const NO_SUMMER: Summer = { from: 0, to: 0 };
const SUMMERS: readonly Summer[] = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) =>
  summerOf(FIRST_YEAR + at),
);

/** The civil date in Europe/London at an instant; exact from 1969, by the present rule up to 2200, else GMT. */
export function londonDay(instant: string): string {
  return dayOf(londonDayNumber(Date.parse(instant)));
}

/** The time of day in Europe/London at an instant, as `22:05`. */
export function londonTime(instant: string): string {
  const at = Date.parse(instant);
  return new Date(at + offsetAt(at)).toISOString().slice('2026-01-01T'.length, '2026-01-01T22:05'.length);
}

/** The instant at which a day begins in Europe/London, UTC with milliseconds. */
export function startOfLondonDay(day: string): string {
  return new Date(startOf(dayNumber(day))).toISOString();
}

/** The last millisecond of a day in Europe/London. */
export function endOfLondonDay(day: string): string {
  return new Date(startOf(dayNumber(day) + 1) - 1).toISOString();
}

/**
 * Whole Europe/London days from when something occurred (the end of its period, where only a month or year is known
 * or an end is given) to when it was recorded: the midnights between. 0 when none, or when unknown.
 */
export function daysLate(occurredAt: Occurred, recordedAt: string): number {
  const over = occurredAt.end ?? occurredAt.value;
  if (over === undefined || over === recordedAt || occurredAt.precision === 'UNKNOWN') return 0;
  const lastDay =
    occurredAt.precision === 'INSTANT' ? londonDayNumber(Date.parse(over)) : dayNumber(latestDay(over));
  return Math.max(0, londonDayNumber(Date.parse(recordedAt)) - lastDay);
}

/**
 * The date, or the partial date, as of which the codes of an event are judged: when it occurred, or the London day of
 * its recording where that is unknown.
 */
export function codesJudgedOn(occurredAt: Occurred, recordedAt: string): string {
  if (occurredAt.value === undefined || occurredAt.precision === 'UNKNOWN') return londonDay(recordedAt);
  return occurredAt.precision === 'INSTANT' ? londonDay(occurredAt.value) : occurredAt.value;
}

/**
 * The last day on which something may have happened, never after its recording; the London day of that where it is sealed
 * or unknown when it happened.
 */
export function lastPossibleDay({ precision, value, end }: Occurred, recordedAt: string): string {
  const recorded = londonDay(recordedAt);
  if (value === undefined) return recorded;
  const last = end ?? value;
  const day = precision === 'INSTANT' ? londonDay(last) : latestDay(last);
  return day < recorded ? day : recorded;
}

/** Whether one certainly was so on an earlier day than the other: of two that may be of one day the later told counts. */
export function isOfEarlierDay(one: Stamped, other: Stamped): boolean {
  return isCertainlyAfter(
    codesJudgedOn(other.occurredAt, other.recordedAt),
    codesJudgedOn(one.occurredAt, one.recordedAt),
  );
}

/** Anything with the two times of an event. */
interface Stamped {
  readonly occurredAt: Occurred;
  readonly recordedAt: string;
}

function londonDayNumber(at: number): number {
  return Math.floor((at + offsetAt(at)) / DAY_MS);
}

function startOf(number: number): number {
  const midnight = number * DAY_MS;
  return midnight - offsetAt(midnight);
}

function offsetAt(at: number): number {
  const { from, to } = SUMMERS[new Date(at).getUTCFullYear() - FIRST_YEAR] ?? NO_SUMMER;
  return at >= from && at < to ? HOUR_MS : 0;
}

/** British Standard Time went on through the winters until 31 October 1971. */
function summerOf(year: number): Summer {
  if (year < 1971) return { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) };
  if (year === 1971) return { from: Date.UTC(1971, 0), to: Date.UTC(1971, 9, 31, 2) };
  const era = ERAS.find(({ until }) => year <= until);
  if (era === undefined) return NO_SUMMER;
  return {
    from: sundayFrom(Date.UTC(year, 2, era.march, era.hour)),
    to: sundayFrom(Date.UTC(year, 9, era.october, era.hour)),
  };
}

function sundayFrom(at: number): number {
  return at + ((7 - new Date(at).getUTCDay()) % 7) * DAY_MS;
}
