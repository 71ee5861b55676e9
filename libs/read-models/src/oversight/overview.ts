import { addMonths } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { idsIn, isSeen, nothingUnseen, type Unseen } from '../unseen.ts';
import { highestOf, takeLevel, type LevelsDecided } from './highest-level.ts';
import { diedBy } from './living.ts';
import { dayOfPoint } from './places.ts';
import { practiceAt } from './practice.ts';
import type { HappeningKind, HappeningRow } from './table.ts';

/** A district and the days of a period, both included. */
export interface OverviewQuestion {
  readonly district: string;
  readonly from: string;
  readonly to: string;
}

/** What happened in a month. Steps are changes of a child's level; a service that takes over is counted apart. */
export interface MonthRow {
  /** `2026-03` */
  readonly month: string;
  readonly opened: number;
  readonly closed: number;
  readonly steppedUp: number;
  readonly steppedDown: number;
  /** Times that social care was asked to take a child on, and that it did: a step asked about again counts once. */
  readonly contacts: number;
  readonly referrals: number;
  /** Steps up accepted by another service, and steps down accepted from one. */
  readonly takenOver: number;
  readonly handedBack: number;
  /** Episodes that went to another keyworker. */
  readonly handedOver: number;
}

export interface OverviewRow extends OverviewQuestion {
  /** Episodes open at the end of the period, by the highest level of their children. */
  readonly open: number;
  readonly byLevel: readonly { readonly level: string | null; readonly episodes: number }[];
  readonly months: readonly MonthRow[];
  /** Requests received in the period, and those of them that led to an episode by the day of the answer. */
  readonly requests: number;
  readonly requestsWithEpisode: number;
  /** Requests that wait for a decision at the end of the period, and since when the first of them does. */
  readonly waiting: number;
  readonly waitingSince: string | null;
}

type Counted = Exclude<keyof MonthRow, 'month'>;

/** An episode so far, and who holds it: its children's levels stay while it is closed, should it be reopened. */
interface Episode {
  family: string | null;
  isOpen: boolean;
  readonly levels: LevelsDecided;
}

interface Fold {
  readonly question: OverviewQuestion;
  readonly socialCare: ReadonlySet<string>;
  readonly months: Map<string, Record<Counted, number>>;
}

const COUNTED: Partial<Record<HappeningKind, Counted>> = {
  OPENED: 'opened',
  REOPENED: 'opened',
  CLOSED: 'closed',
  STEPPED_UP: 'steppedUp',
  STEPPED_DOWN: 'steppedDown',
  TAKEN_OVER: 'takenOver',
  HANDED_BACK: 'handedBack',
  HANDED_OVER: 'handedOver',
};
/** Of a step that asked social care. */
const REFERRED: Partial<Record<HappeningKind, Counted>> = { ASKED: 'contacts', TAKEN_OVER: 'referrals' };
/** What says where a family lives, and what says that it holds an open episode. */
const MOVING: readonly HappeningKind[] = ['OPENED', 'CONTINUED', 'MOVED'];
const HOLDING: readonly HappeningKind[] = ['OPENED', 'REOPENED', 'CONTINUED'];
const LEVELLED: readonly HappeningKind[] = ['LEVEL', 'STEPPED_UP', 'STEPPED_DOWN'];
/** Clocks that run while a request waits. */
const WAITING = ['REQUEST_TRIAGED', 'REQUEST_TRIAGED_URGENT', 'PANEL_DECISION'];

/** What a district did in a period. A family counts where it lived on the day of each thing, as far as was known. */
export function overviewAt(tables: Tables, question: OverviewQuestion, at: AsOfPoint): OverviewRow {
  const today = dayOfPoint(at);
  const to = question.to < today ? question.to : today;
  const { levels: scheme, socialCare } = practiceAt(tables, at.position);
  const fold: Fold = { question, socialCare, months: emptyMonths(question) };
  const { position, unseen = nothingUnseen } = at;
  const happened = happeningsIn(tables, question.district, { position, to }).filter(({ family }) =>
    isSeen(unseen, family),
  );
  const open = openAtEnd(happened, fold);
  const children = open.flatMap(({ levels }) => [...levels.keys()]);
  const gone = diedBy(tables, { position, day: to }, children);
  const byLevel = Map.groupBy(open, (episode) => highest(episode, { scheme, gone }));
  return {
    ...question,
    open: open.length,
    byLevel: [null, ...scheme]
      .map((level) => ({ level, episodes: byLevel.get(level)?.length ?? 0 }))
      .filter(({ level, episodes }) => level !== null || episodes > 0),
    months: [...fold.months].map(([month, counted]) => ({ month, ...counted })),
    ...conversion(tables, question, { position, today, unseen }),
    ...waitingAt(tables, question.district, { position, to, unseen }),
  };
}

/**
 * All that is known of the families that ever lived in the district, and of those from which one of their episodes came, by
 * the day on which it was so; of one day in the order of recording, for the hours are seldom told.
 */
function happeningsIn(
  tables: Tables,
  district: string,
  { position, to }: { position: number; to: string },
): HappeningRow[] {
  return tables.all<HappeningRow>(
    `WITH RECURSIVE there (family) AS (
       SELECT DISTINCT family FROM happenings
       WHERE kind IN ('OPENED', 'CONTINUED', 'MOVED') AND value = ?1 AND position <= ?2 AND until > ?2
       UNION SELECT c.about FROM there CROSS JOIN happenings c ON c.family = there.family AND c.kind = 'CONTINUED'
     )
     SELECT h.* FROM there CROSS JOIN happenings h ON h.family = there.family
     WHERE h.position <= ?2 AND h.until > ?2 AND h.occurred_on <= ?3
     ORDER BY h.occurred_on, h.position`,
    district,
    position,
    to,
  );
}

/**
 * Counts what happened in the district; answers the episodes that are open there at the end. What is told of a time before
 * a family's first district counts there. Who holds an episode stands in the order of recording; a level gives way only to
 * one that was not decided on an earlier day.
 */
function openAtEnd(rows: readonly HappeningRow[], { question, months, socialCare }: Fold): Episode[] {
  const moves = rows.filter(({ kind }) => MOVING.includes(kind));
  const districts = new Map(moves.toReversed().map(({ family, value }) => [family, value]));
  const episodes = new Map<string, Episode>();
  const referred = rows.filter(({ kind, value }) => kind === 'ASKED' && socialCare.has(String(value)));
  const asked = new Set(referred.map(({ about }) => about));
  const isThere = (family: string | null): boolean => districts.get(family) === question.district;
  for (const row of rows) {
    if (MOVING.includes(row.kind)) districts.set(row.family, row.value);
    if (!isThere(row.family) || row.occurred_on < question.from) continue;
    count(row, COUNTED[row.kind], months);
    if (asked.has(row.about)) count(row, REFERRED[row.kind], months);
  }
  for (const row of rows.toSorted((one, other) => one.position - other.position)) follow(episodes, row);
  return [...episodes.values()].filter(({ isOpen, family }) => isOpen && isThere(family));
}

function count({ occurred_on }: HappeningRow, counted: Counted | undefined, months: Fold['months']): void {
  const month = months.get(occurred_on.slice(0, 7));
  if (counted !== undefined && month !== undefined) month[counted]++;
}

function follow(episodes: Map<string, Episode>, row: HappeningRow): void {
  const { kind, family, episode: id, about } = row;
  if (id === null) return;
  const episode: Episode = episodes.get(id) ?? { family, isOpen: false, levels: new Map() };
  episodes.set(id, episode);
  if (HOLDING.includes(kind)) Object.assign(episode, { family, isOpen: true });
  if (kind === 'CLOSED') episode.isOpen = false;
  if (kind === 'LEFT_OUT') episode.levels.delete(String(about));
  if (LEVELLED.includes(kind)) takeLevel(episode.levels, String(about), row);
}

/** Of the children who are living. */
function highest(
  { levels }: Episode,
  { scheme, gone }: { readonly scheme: readonly string[]; readonly gone: ReadonlySet<string> },
): string | null {
  const living = [...levels].filter(([child]) => !gone.has(child));
  return highestOf(
    living.map(([, decided]) => decided),
    scheme,
  );
}

function emptyMonths({ from, to }: OverviewQuestion): Fold['months'] {
  const months: Fold['months'] = new Map();
  for (let month = `${from.slice(0, 7)}-01`; month <= to; month = addMonths(month, 1)) {
    months.set(month.slice(0, 7), {
      opened: 0,
      closed: 0,
      steppedUp: 0,
      steppedDown: 0,
      contacts: 0,
      referrals: 0,
      takenOver: 0,
      handedBack: 0,
      handedOver: 0,
    });
  }
  return months;
}

function conversion(
  tables: Tables,
  { district, from, to }: OverviewQuestion,
  { position, today, unseen }: { position: number; today: string; unseen: Unseen },
): Pick<OverviewRow, 'requests' | 'requestsWithEpisode'> {
  const counted = tables.one<{ requests: number; converted: number }>(
    `SELECT count(*) AS requests, count(CASE WHEN EXISTS (
         SELECT 1 FROM happenings o WHERE o.kind = 'OPENED' AND o.about = r.about
           AND o.position <= ?4 AND o.until > ?4 AND o.occurred_on <= ?5
       ) THEN 1 END) AS converted
     FROM happenings r WHERE r.kind = 'REQUESTED' AND r.value = ?1 AND r.occurred_on BETWEEN ?2 AND ?3
       AND r.position <= ?4 AND r.until > ?4 AND r.about NOT IN (SELECT value FROM json_each(?6))`,
    district,
    from,
    to,
    position,
    today,
    idsIn(unseen.requests),
  );
  return { requests: counted?.requests ?? 0, requestsWithEpisode: counted?.converted ?? 0 };
}

function waitingAt(
  tables: Tables,
  district: string,
  { position, to, unseen }: { position: number; to: string; unseen: Unseen },
): Pick<OverviewRow, 'waiting' | 'waitingSince'> {
  const counted = tables.one<{ waiting: number; since: string | null }>(
    `SELECT count(DISTINCT q.request) AS waiting, min(r.started_on) AS since FROM runs r
     JOIN requests q ON q.request = coalesce(r.request, r.about) AND q.from_position <= ?2 AND q.until > ?2
     WHERE q.district = ?1 AND r.clock IN (SELECT value FROM json_each(?4)) AND r.from_position <= ?2 AND r.until > ?2
       AND r.started_on <= ?3 AND (r.stopped_on IS NULL OR r.stopped_on > ?3)
       AND q.request NOT IN (SELECT value FROM json_each(?5))`,
    district,
    position,
    to,
    JSON.stringify(WAITING),
    idsIn(unseen.requests),
  );
  return { waiting: counted?.waiting ?? 0, waitingSince: counted?.since ?? null };
}
