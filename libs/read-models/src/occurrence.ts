import {
  eventTable,
  type DataClass,
  type EventDescription,
  type JsonObject,
  type OccurredAt,
} from '#libs/contracts';
import { earliestDay, endOfLondonDay, latestDay, precisionOf, startOfLondonDay } from '#libs/reference';

const sealedDates = new Map<string, string>(
  Object.entries(eventTable).flatMap(([type, { occurredIn: member }]) => (member ? [[type, member]] : [])),
);

const classesOfDates = new Map<string, DataClass>(
  Object.entries<EventDescription>(eventTable).flatMap(([type, { occurredIn: member, fields }]) =>
    fields.flatMap((field) =>
      field.kind === 'personal' && field.path.join() === member ? [[type, field.class] as const] : [],
    ),
  ),
);

/** Types of events that keep when they occurred in a sealed date, of another class than these. */
export function typesDatedUnseen(seen: ReadonlySet<DataClass> = new Set()): string[] {
  return [...classesOfDates].flatMap(([type, of]) => (seen.has(of) ? [] : [type]));
}

/** The occurrence that an event keeps in a sealed date, once opened; undefined for every other event. */
export function occurredIn(type: string, data: JsonObject): OccurredAt | undefined {
  const member = sealedDates.get(type);
  const value = member === undefined ? undefined : data[member];
  return typeof value === 'string' ? { precision: precisionOf(value), value } : undefined;
}

/** The first instant the occurrence may mean, in milliseconds since 1970; the recording's where it is unknown. */
export function sortKey({ precision, value }: OccurredAt, recordedAt: string): number {
  if (value === undefined || precision === 'UNKNOWN') return Date.parse(recordedAt);
  return precision === 'INSTANT' ? Date.parse(value) : startOf(earliestDay(value));
}

/** The last instant the occurrence's beginning may mean. */
export function latestKey({ precision, value }: OccurredAt, recordedAt: string): number {
  if (value === undefined || precision === 'UNKNOWN') return Date.parse(recordedAt);
  return Date.parse(precision === 'INSTANT' ? value : endOfLondonDay(latestDay(value)));
}

const REMEMBERED_DAYS = 10_000;
const starts = new Map<string, number>();

/** Days come again and again in a log. */
function startOf(day: string): number {
  const known = starts.get(day);
  if (known !== undefined) return known;
  const start = Date.parse(startOfLondonDay(day));
  if (starts.size >= REMEMBERED_DAYS) starts.clear();
  starts.set(day, start);
  return start;
}
