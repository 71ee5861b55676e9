import { endOfLondonDay, londonDay } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { isSeen, nothingUnseen } from '../unseen.ts';
import { dayOfPoint } from './places.ts';
import type { HappeningKind, HappeningRow } from './table.ts';

/** Why nobody held an open episode: none was named, or the one named was there no longer. */
export type GapReason = 'NO_KEYWORKER' | 'NO_AGENCY' | 'KEYWORKER_LEFT' | 'AGENCY_ENDED';

/** A stretch of time in which an episode was open and had no owner, as the world went. */
export interface GapRow {
  readonly episode: string;
  readonly family: string;
  readonly because: GapReason;
  /** Instants; `to` is null while it lasts. */
  readonly from: string;
  readonly to: string | null;
}

interface Standing {
  readonly isOpen: boolean;
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly cover: string | null;
  /** The first millisecond after the last day that cover was meant to last. */
  readonly coverEnds: number;
}

interface End {
  /** The first millisecond without the worker or agency. */
  readonly at: number;
  readonly hasSuccessor: boolean;
}

type Stretch = Pick<GapRow, 'because'> & { readonly from: number; readonly to: number };
type Owning = Pick<HappeningRow, 'kind' | 'about' | 'value' | 'occurred'> & {
  readonly family: string;
  readonly episode: string;
};

const CLOSED: Standing = { isOpen: false, agency: null, keyworker: null, cover: null, coverEnds: Infinity };

/** I10, looked at from the events: every stretch in which an open episode had no keyworker or no accountable agency. */
export function gapsAt(tables: Tables, at: AsOfPoint): GapRow[] {
  const ends = endsAt(tables, at.position);
  const until = Math.min(
    Date.parse(at.knownAt ?? endOfLondonDay(dayOfPoint(at))),
    Date.parse(endOfLondonDay(dayOfPoint(at))),
  );
  const { unseen = nothingUnseen } = at;
  const owners = ownersAt(tables, at).filter(({ family }) => isSeen(unseen, family));
  const episodes = Map.groupBy(owners, ({ episode }) => episode);
  return [...episodes].flatMap(([episode, rows]) =>
    stretches(rows, ends, until).map(({ because, from, to }) => ({
      episode,
      family: rows.at(-1)?.family ?? '',
      because,
      from: new Date(from).toISOString(),
      to: to === until ? null : new Date(to).toISOString(),
    })),
  );
}

/** The London days on which some open episode had no owner for a while. */
export function daysWithoutOwner(gaps: readonly GapRow[], at: AsOfPoint): number {
  return gaps.reduce(
    (days, { from, to }) => days + daysTouched(from, to ?? endOfLondonDay(dayOfPoint(at))),
    0,
  );
}

function daysTouched(from: string, to: string): number {
  const first = Date.parse(londonDay(from));
  const last = Date.parse(londonDay(new Date(Date.parse(to) - 1).toISOString()));
  return Math.round((last - first) / 86_400_000) + 1;
}

function ownersAt(tables: Tables, at: AsOfPoint): Owning[] {
  return tables.all<Owning>(
    `SELECT kind, family, episode, about, value, occurred FROM happenings
     WHERE kind IN (SELECT value FROM json_each(?3)) AND position <= ?1 AND until > ?1 AND occurred_on <= ?2
     ORDER BY position`,
    at.position,
    dayOfPoint(at),
    JSON.stringify(Object.keys(owning)),
  );
}

function endsAt(tables: Tables, position: number): ReadonlyMap<string, End> {
  const rows = tables.all<{ id: string; last_day: string; successor: string | null }>(
    'SELECT id, last_day, successor FROM ends WHERE from_position <= ?1 AND until > ?1 ORDER BY from_position',
    position,
  );
  return new Map(
    rows.map(({ id, last_day, successor }) => [
      id,
      { at: endOf(last_day), hasSuccessor: successor !== null },
    ]),
  );
}

/** The first millisecond after a day; never, where none is said. */
function endOf(day: string | null): number {
  return day === null ? Infinity : Date.parse(endOfLondonDay(day)) + 1;
}

function stretches(rows: readonly Owning[], ends: ReadonlyMap<string, End>, until: number): Stretch[] {
  const found: Stretch[] = [];
  let standing = CLOSED;
  const times = inOrder(rows);
  for (const [index, row] of rows.entries()) {
    standing = owning[row.kind]?.(standing, row) ?? standing;
    const [from = until, to = until] = times.slice(index, index + 2);
    for (const gap of missing(standing, { from, to }, ends)) add(found, gap);
  }
  return found;
}

/** Who holds help stands in the order of recording, so none took over before the one before did: a day begins at midnight. */
function inOrder(rows: readonly Owning[]): number[] {
  let latest = -Infinity;
  return rows.map(({ occurred }) => (latest = Math.max(latest, occurred)));
}

/** A stretch that goes on from the one before is one with it. */
function add(found: Stretch[], gap: Stretch): void {
  const before = found.findLastIndex(({ because, to }) => because === gap.because && to === gap.from);
  const known = found[before];
  if (known === undefined) found.push(gap);
  else found[before] = { ...known, to: gap.to };
}

type Said = Pick<HappeningRow, 'about' | 'value'>;

const opens = (): Standing => ({ ...CLOSED, isOpen: true });
const takesOver = (standing: Standing, { value: keyworker }: Said): Standing => ({
  ...standing,
  keyworker,
  cover: null,
});

/** What each kind of event makes of who holds an episode; of these kinds gaps are drawn. */
const owning: { readonly [K in HappeningKind]?: (standing: Standing, said: Said) => Standing } = {
  OPENED: opens,
  REOPENED: opens,
  CLOSED: () => CLOSED,
  AGENCY: (standing, { value: agency }) => ({ ...standing, agency }),
  KEYWORKER: takesOver,
  HANDED_OVER: takesOver,
  COVERED: (standing, { about, value: cover }) => ({ ...standing, cover, coverEnds: endOf(about) }),
  COVER_ENDED: (standing) => ({ ...standing, cover: null }),
};

function missing(
  { isOpen, agency, ...acting }: Standing,
  time: Time,
  ends: ReadonlyMap<string, End>,
): Stretch[] {
  if (!isOpen || time.to <= time.from) return [];
  return [
    ...holding(acting, time).flatMap(({ worker, ...during }) =>
      lacking(worker, { none: 'NO_KEYWORKER', gone: 'KEYWORKER_LEFT' }, during, ends),
    ),
    ...lacking(agency, { none: 'NO_AGENCY', gone: 'AGENCY_ENDED' }, time, ends),
  ];
}

interface Time {
  readonly from: number;
  readonly to: number;
}

/** Who holds it, one after the other: whoever covers for as long as was meant, and then the keyworker again. */
function holding(
  { keyworker, cover, coverEnds }: Pick<Standing, 'keyworker' | 'cover' | 'coverEnds'>,
  { from, to }: Time,
): (Time & { readonly worker: string | null })[] {
  if (cover === null) return [{ worker: keyworker, from, to }];
  const over = Math.min(to, Math.max(from, coverEnds));
  return [
    { worker: cover, from, to: over },
    { worker: keyworker, from: over, to },
  ].filter((each) => each.from < each.to);
}

/** Where one agency took the other's work over, somebody answered for it all the time. */
function lacking(
  owner: string | null,
  because: { readonly none: GapReason; readonly gone: GapReason },
  { from, to }: Time,
  ends: ReadonlyMap<string, End>,
): Stretch[] {
  if (owner === null) return [{ because: because.none, from, to }];
  const end = ends.get(owner);
  if (end === undefined || end.hasSuccessor || end.at >= to) return [];
  return [{ because: because.gone, from: Math.max(from, end.at), to }];
}
