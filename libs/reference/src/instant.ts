import { accepted, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import { wholeDate } from './partial-date.ts';

const SHAPE =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * An ISO 8601 instant with its offset, as UTC with milliseconds: `2026-10-07T10:45:00+01:00` gives
 * `2026-10-07T09:45:00.000Z`. What is finer than a millisecond is dropped; a time without an offset is refused.
 */
export function instant(text: string): Parsed {
  const parts = SHAPE.exec(text);
  if (parts === null || !wholeDate(parts[1] ?? '').ok) return refused;
  const utc = new Date(text).toISOString();
  return utc.length === 24 ? accepted(utc) : refused;
}

/** The instant so many hours later. */
export function addHours(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * 3_600_000).toISOString();
}
