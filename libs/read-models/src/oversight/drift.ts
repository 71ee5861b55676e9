import { addMonths } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageIn } from '../paging.ts';
import type { Tables } from '../projection.ts';
import { isSeen, nothingUnseen } from '../unseen.ts';

import { episodesOfNobody, ofSomebody } from './living.ts';
import { withLooks, type Looked } from './looks.ts';
import { openAt, type Holder } from './open-help.ts';
import { dayOfPoint, districtsOf, mergedWith, survivorsAt } from './places.ts';
import { practiceAt, type Practice } from './practice.ts';
import { runsAt } from './running.ts';
import type { HeldRow } from './table.ts';

export interface DriftQuestion extends Holder {
  readonly district?: string | undefined;
}

/** One sign that help has drifted, and since which day. */
export interface DriftSign {
  readonly rule: string;
  readonly since: string;
  /** How many reviews, requests or waiting steps; null where it is a matter of time alone. */
  readonly count: number | null;
}

/** An open episode with signs of drift that nobody has acknowledged since. Nothing of it is personal. */
export interface DriftRow {
  readonly episode: string;
  readonly family: string;
  /** Position of its opening: the list's order and cursor. */
  readonly opened: number;
  readonly openedOn: string;
  readonly district: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly cover: string | null;
  readonly signs: readonly DriftSign[];
}

interface Known {
  readonly today: string;
  readonly practice: Practice;
  /** Episode -> the days from which its steps up wait too long. */
  readonly waiting: ReadonlyMap<string, readonly string[]>;
  /** Family -> the days of its requests, the earliest first. */
  readonly requests: ReadonlyMap<string, readonly string[]>;
}

type LookedAt = HeldRow & Looked;

/** Episodes open on a day, as known at a position, that show signs of drift, in the order of opening. */
export function driftPage(
  tables: Tables,
  { district, ...holder }: DriftQuestion,
  at: AsOfPoint,
  page: PageRequest = {},
): Page<DriftRow> {
  const { unseen = nothingUnseen } = at;
  const open = openAt(tables, holder, at).filter(({ family }) => isSeen(unseen, family));
  const known = knownAt(tables, open, at);
  const drifting = withLooks(tables, open, at).flatMap((row) => driftOf(row, known));
  const ofNobody = episodesOfNobody(
    tables,
    at,
    drifting.map(({ episode }) => episode),
  );
  const rows = drifting.filter(({ episode }) => !ofNobody.has(episode));
  const districts = districtsOf(
    tables,
    rows.map(({ family }) => family),
    at,
  );
  return pageIn(
    rows
      .map((row) => ({ ...row, district: districts.get(row.family) ?? null }))
      .filter((row) => district === undefined || row.district === district),
    ({ opened }) => opened,
    page,
  );
}

function knownAt(tables: Tables, open: readonly HeldRow[], at: AsOfPoint): Known {
  const practice = practiceAt(tables, at.position);
  const today = dayOfPoint(at);
  const families = new Set(open.map(({ family }) => family));
  const requests = requestsOf(tables, families, at);
  return { today, practice, waiting: waitingSteps(tables, at, practice), requests };
}

function driftOf(row: LookedAt, known: Known): Omit<DriftRow, 'district'>[] {
  const { episode, family, opened, opened_on: openedOn, agency, keyworker, cover } = row;
  const signs = [openLong, reviewedWithoutChange, waitingForAnswer, repeatRequests].flatMap(
    (sign) => sign(row, known) ?? [],
  );
  return signs.length === 0 ? [] : [{ episode, family, opened, openedOn, agency, keyworker, cover, signs }];
}

function openLong(
  { opened_on, acknowledgedOn }: LookedAt,
  { practice, today }: Known,
): DriftSign | undefined {
  const rule = 'OPEN_LONG';
  const since = practice.holdsFrom(rule, acknowledgedOn[rule] ?? opened_on);
  return since === undefined || since > today ? undefined : { rule, since, count: null };
}

function reviewedWithoutChange(
  { reviews, reviewedOn }: LookedAt,
  { practice }: Known,
): DriftSign | undefined {
  const rule = 'REVIEWS_WITHOUT_CHANGE';
  const often = practice.often(rule);
  if (often === undefined || reviewedOn === undefined || reviews < often.times) return undefined;
  return { rule, since: reviewedOn, count: reviews };
}

function waitingForAnswer({ episode, acknowledgedOn }: LookedAt, { waiting }: Known): DriftSign | undefined {
  const rule = 'STEP_UP_UNANSWERED';
  const days = (waiting.get(episode) ?? []).filter((day) => day > (acknowledgedOn[rule] ?? ''));
  const [since] = days;
  return since === undefined ? undefined : { rule, since, count: days.length };
}

function repeatRequests(
  { family, acknowledgedOn }: LookedAt,
  { practice, requests, today }: Known,
): DriftSign | undefined {
  const rule = 'REPEAT_REQUESTS';
  const often = practice.often(rule);
  if (often === undefined) return undefined;
  const from = often.months === undefined ? '' : addMonths(today, -often.months);
  const days = (requests.get(family) ?? []).filter((day) => day > from && day > (acknowledgedOn[rule] ?? ''));
  const since = days[often.times - 1];
  return since === undefined ? undefined : { rule, since, count: days.length };
}

/** Steps up without an answer whose time is over. */
function waitingSteps(tables: Tables, at: AsOfPoint, practice: Practice): Known['waiting'] {
  const today = dayOfPoint(at);
  const runs = runsAt(tables, STEP_UPS, at);
  const late = runs.flatMap((run) => {
    const { clock, episode, started_on } = run;
    const dueOn = practice.dueOn(clock, started_on);
    return episode === null || dueOn === undefined || dueOn >= today
      ? []
      : [{ ...run, key: episode, since: dueOn }];
  });
  return daysBy(ofSomebody(tables, late, at));
}

const STEP_UPS = ['STEP_UP_ANSWER', 'STEP_UP_ANSWER_URGENT'];

/**
 * Of these families: a request counts for the family that it names, or was linked to since; of one that was merged, for the
 * survivor.
 */
function requestsOf(tables: Tables, families: ReadonlySet<string>, at: AsOfPoint): Known['requests'] {
  const near = mergedWith(tables, families);
  const rows = tables.all<{ family: string | null; since: string }>(
    `SELECT coalesce((
       SELECT l.family FROM happenings l INDEXED BY happenings_asking
       WHERE l.about = r.about AND l.kind IN ('REQUESTED', 'LINKED') AND l.kind = 'LINKED'
         AND l.position <= ?1 AND l.until > ?1 ORDER BY l.position DESC LIMIT 1
     ), r.family) AS family, r.occurred_on AS since FROM (
       SELECT DISTINCT a.about FROM json_each(?3) near
       CROSS JOIN happenings a INDEXED BY happenings_asking_of_family ON a.family = near.value
       WHERE a.kind IN ('REQUESTED', 'LINKED') AND a.family NOT NULL
     ) asked CROSS JOIN happenings r INDEXED BY happenings_asking ON r.about = asked.about
     WHERE r.kind IN ('REQUESTED', 'LINKED') AND r.kind = 'REQUESTED'
       AND r.position <= ?1 AND r.until > ?1 AND r.occurred_on <= ?2
     ORDER BY r.occurred_on, r.position`,
    at.position,
    dayOfPoint(at),
    JSON.stringify(near),
  );
  const survivorOf = survivorsAt(tables, near, at);
  return daysBy(
    rows.flatMap(({ family, since }) => (family === null ? [] : [{ key: survivorOf(family), since }])),
  );
}

function daysBy(
  rows: readonly { readonly key: string; readonly since: string }[],
): ReadonlyMap<string, readonly string[]> {
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return new Map([...byKey].map(([key, found]) => [key, found.map(({ since }) => since)]));
}
