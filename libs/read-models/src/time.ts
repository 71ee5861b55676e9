import { Rejected } from '#libs/contracts';
import { instant, londonDay, wholeDate } from '#libs/reference';
import type { AsOf, AsOfPoint } from './as-of.ts';
import type { Tables } from './projection.ts';

/** The instant at which a position was known, by the tables of a model that keeps time; null before the first event. */
export function knownAt(tables: Tables, position: number): string | null {
  const row = tables.one<{ known_at: string | null }>(
    `SELECT max(known_at) AS known_at FROM (
       SELECT * FROM (SELECT known_at FROM events WHERE position <= ?1 ORDER BY position DESC LIMIT 1)
       UNION ALL
       SELECT * FROM (SELECT known_at FROM clock WHERE position <= ?1 ORDER BY position DESC LIMIT 1))`,
    position,
  );
  return row?.known_at ?? null;
}

/** The first position up to the head that was known only after the instant: each is known no earlier than the one before. */
function firstAfter(tables: Tables, instant: string, head: number): number | undefined {
  let from = 0;
  let to = head + 1;
  while (from < to) {
    const between = (from + to) >> 1;
    if ((knownAt(tables, between) ?? '') > instant) to = between;
    else from = between + 1;
  }
  return from > head ? undefined : from;
}

/** Settles what was asked; `head` is the last position there is to read. */
export function settle(tables: Tables, asked: AsOf, { head, now }: { head: number; now: string }): AsOfPoint {
  if (asked.position !== undefined && asked.knownAt !== undefined) throw new Rejected('AS_OF_AMBIGUOUS');
  const point =
    asked.position === undefined
      ? byInstant(tables, head, asked.knownAt === undefined ? undefined : pastInstant(asked.knownAt, now))
      : byPosition(tables, head, asked.position);
  return { ...point, effectiveAt: effectiveDay(asked.effectiveAt) ?? dayOf(point, asked, now) };
}

/** The day on which it was known; where no past of the record is asked for, the day it is: time passes without events. */
function dayOf(
  { knownAt: known }: KnownPoint,
  { position, knownAt: asked }: AsOf,
  now: string,
): string | null {
  const isOfNow = position === undefined && asked === undefined;
  return isOfNow && known !== null && known < now ? londonDay(now) : known && londonDay(known);
}

type KnownPoint = Omit<AsOfPoint, 'effectiveAt'>;

function byPosition(tables: Tables, head: number, position: number): KnownPoint {
  if (!Number.isSafeInteger(position) || position < -1)
    throw new Rejected('INVALID_INPUT', { field: 'position' });
  if (position > head) throw new Rejected('POSITION_AHEAD', { position: head });
  return { position, knownAt: knownAt(tables, position), provisional: false };
}

/** The last position whose running maximum of recordedAt is not after the instant; without one the head. */
function byInstant(tables: Tables, head: number, asked: string | undefined): KnownPoint {
  const beyond = asked === undefined ? undefined : firstAfter(tables, asked, head);
  const position = beyond === undefined ? head : beyond - 1;
  return { position, knownAt: asked ?? knownAt(tables, position), provisional: beyond === undefined };
}

function pastInstant(text: string, now: string): string {
  const parsed = instant(text);
  if (!parsed.ok) throw new Rejected('INVALID_DATE', { field: 'knownAt' });
  if (parsed.value > now) throw new Rejected('AS_OF_IN_FUTURE');
  return parsed.value;
}

function effectiveDay(text: string | undefined): string | undefined {
  if (text !== undefined && !wholeDate(text).ok) throw new Rejected('INVALID_DATE', { field: 'effectiveAt' });
  return text;
}
