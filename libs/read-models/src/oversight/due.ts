import { daysBetween } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import { dayOfPoint, districtsAt } from './places.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageIn } from '../paging.ts';
import type { Tables } from '../projection.ts';
import { isSeen, nothingUnseen } from '../unseen.ts';
import { sinceAgreed } from './agreed.ts';
import { agreementsEnded } from './agreement-ended.ts';
import { clockRules } from './clock-rules.ts';
import { episodesOfNobody } from './living.ts';
import { practiceAt, type Practice } from './practice.ts';
import type { HeldRow, RunRow } from './table.ts';

/** Which running clocks are asked for; whose they are is as of the position. */
export interface DueQuestion {
  /** The last day that counts; without it the day the answer is of. */
  readonly by?: string | undefined;
  readonly clocks?: readonly string[] | undefined;
  readonly district?: string | undefined;
  readonly agency?: string | undefined;
  /** A keyworker, or who covers for one. */
  readonly worker?: string | undefined;
}

/** A clock that is due or overdue. Nothing of it is personal. */
export interface DueRow {
  readonly clock: string;
  /** The request, episode or step it runs for. */
  readonly about: string;
  readonly started: number;
  readonly startedOn: string;
  /** The last day in time. */
  readonly dueOn: string;
  /** Whole days since that day; 0 while it is in time. */
  readonly daysOverdue: number;
  readonly family: string | null;
  readonly episode: string | null;
  readonly request: string | null;
  readonly district: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly cover: string | null;
}

type Running = RunRow &
  Pick<HeldRow, 'agency' | 'keyworker' | 'cover'> & {
    readonly of_request: string | null;
    readonly its_family: string | null;
  };

/** What is due by a day, the longest overdue first. */
export function duePage(
  tables: Tables,
  question: DueQuestion,
  at: AsOfPoint,
  page: PageRequest = {},
): Page<DueRow> {
  const practice = practiceAt(tables, at.position);
  const today = dayOfPoint(at);
  const by = question.by ?? today;
  const districts = districtsAt(tables, at);
  const { unseen = nothingUnseen } = at;
  const ofNobody = episodesOfNobody(tables, at);
  const rowOf = (run: Running) =>
    dueRow(run, { practice, today, districts }).filter((row) => row.dueOn <= by && fits(row, question));
  // What is agreed puts a day off, never forward: what is not due without it is not due with it.
  const asked = running(tables, at)
    .filter(({ family, its_family, request, about }) =>
      [family, its_family, request, about].every((each) => isSeen(unseen, each)),
    )
    .filter(({ episode }) => episode === null || !ofNobody.has(episode))
    .filter((run) => rowOf(run).length > 0);
  return pageIn(sinceAgreed(asked, tables, at).flatMap(rowOf), cursorOf, page);
}

/** Runs that by the position were known to have started by the day, and not to have stopped by it. */
function running(tables: Tables, at: AsOfPoint): Running[] {
  const { position } = at;
  const day = dayOfPoint(at);
  const select = (stopped: string) => `
    SELECT r.*, coalesce(h.agency, o.agency) AS agency, coalesce(h.keyworker, o.keyworker) AS keyworker,
      coalesce(h.cover, o.cover) AS cover, q.district AS of_request, q.family AS its_family FROM runs r
    LEFT JOIN held_since f ON f.id = r.episode || ' ' || r.family
    LEFT JOIN held h ON h.since = f.since AND h.from_position <= ?1 AND h.until > ?1
    LEFT JOIN requests q ON q.request = coalesce(r.request, r.about) AND q.from_position <= ?1 AND q.until > ?1
    LEFT JOIN held o ON o.status = 'OPEN' AND o.from_position <= ?1 AND o.until > ?1
      AND o.since IN (SELECT since FROM held_since WHERE family = q.family)
    WHERE r.from_position <= ?1 AND r.until > ?1 AND r.started_on <= ?2 AND ${stopped}
      AND NOT (r.clock = 'REFERRER_TOLD' AND q.tellable IS 0)`;
  const runs = tables.all<Running>(
    `${select('r.stopped_on IS NULL')} UNION ALL ${select('r.stopped_on > ?2')}`,
    position,
    day,
  );
  const ofNoRequest = { of_request: null, its_family: null };
  return [...runs, ...agreementsEnded(tables, at).map((run) => ({ ...run, ...ofNoRequest }))];
}

function dueRow(
  run: Running,
  told: { practice: Practice; today: string; districts: ReadonlyMap<string, string> },
): DueRow[] {
  const dueOn = run.due_on ?? told.practice.dueOn(run.clock, run.started_on);
  if (dueOn === undefined) return [];
  const { clock, about, started, its_family, family, episode, agency, keyworker, cover } = run;
  return [
    {
      clock,
      about,
      started,
      startedOn: run.started_on,
      dueOn,
      daysOverdue: Math.max(0, daysBetween(dueOn, told.today)),
      family: family ?? its_family,
      episode,
      request: run.request ?? (about.startsWith('request-') ? about : null),
      district: districtOf(run, told.districts),
      agency,
      keyworker,
      cover,
    },
  ];
}

function districtOf({ of_request, family }: Running, districts: ReadonlyMap<string, string>): string | null {
  return of_request ?? districts.get(family ?? '') ?? null;
}

function fits(row: DueRow, { clocks, district, agency, worker }: DueQuestion): boolean {
  return (
    (clocks === undefined || clocks.includes(row.clock)) &&
    (district === undefined || row.district === district) &&
    (agency === undefined || row.agency === agency) &&
    (worker === undefined || [row.keyworker, row.cover].includes(worker))
  );
}

const EPOCH = '2000-01-01';
const POSITIONS = 2 ** 32;
const CLOCKS = 2 ** 5;
const numbers = new Map(clockRules.map(({ clock }, number) => [clock, number]));

/** One number that orders by day, then by when it began: what one event starts differs by its clock. */
function cursorOf({ dueOn, started, clock }: DueRow): number {
  const day = Math.max(0, daysBetween(EPOCH, dueOn));
  return (day * POSITIONS + started) * CLOCKS + (numbers.get(clock) ?? 0);
}
