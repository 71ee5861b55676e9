import { addMonths } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { isSeen, nothingUnseen } from '../unseen.ts';
import { highestOf, type LevelsDecided } from './highest-level.ts';
import { diedBy } from './living.ts';
import { openIn, type KnownOf } from './overview-open.ts';
import { requestsAt, type RequestsTold } from './overview-requests.ts';
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

export interface OverviewRow extends OverviewQuestion, RequestsTold {
  /** Episodes open at the end of the period, by the highest level of their children. */
  readonly open: number;
  readonly byLevel: readonly { readonly level: string | null; readonly episodes: number }[];
  readonly months: readonly MonthRow[];
}

type Counted = Exclude<keyof MonthRow, 'month'>;

interface Fold {
  readonly question: OverviewQuestion;
  /** Steps that asked social care. */
  readonly asked: ReadonlySet<string | null>;
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
/** What says where a family lives. */
const MOVING: readonly HappeningKind[] = ['OPENED', 'CONTINUED', 'MOVED'];

/** What is counted, but for what also says where a family lives. */
const COUNTED_ELSE = `('REOPENED', 'CLOSED', 'STEPPED_UP', 'STEPPED_DOWN', 'ASKED', 'TAKEN_OVER', 'HANDED_BACK', 'HANDED_OVER')`;

/** What a district did in a period. A family counts where it lived on the day of each thing, as far as was known. */
export function overviewAt(tables: Tables, question: OverviewQuestion, at: AsOfPoint): OverviewRow {
  const today = dayOfPoint(at);
  const to = question.to < today ? question.to : today;
  const { levels: scheme, socialCare } = practiceAt(tables, at.position);
  const { position, unseen = nothingUnseen } = at;
  const known: KnownOf = { position, to };
  const ever = everIn(tables, question.district, position).filter((family) => isSeen(unseen, family));
  const rows = happenedTo(tables, ever, { ...known, from: question.from });
  const asked = askedOf(tables, rows, { known, socialCare, ever });
  const fold: Fold = { question, asked, months: emptyMonths(question) };
  const there = thereAtEnd(rows, fold);
  const open = openIn(tables, { there, ever: new Set(ever) }, known);
  const gone = diedBy(
    tables,
    { position, day: to },
    open.flatMap((levels) => [...levels.keys()]),
  );
  const byLevel = Map.groupBy(open, (levels) => highest(levels, { scheme, gone }));
  return {
    ...question,
    open: open.length,
    byLevel: [null, ...scheme]
      .map((level) => ({ level, episodes: byLevel.get(level)?.length ?? 0 }))
      .filter(({ level, episodes }) => level !== null || episodes > 0),
    months: [...fold.months].map(([month, counted]) => ({ month, ...counted })),
    ...requestsAt(tables, question, { ...at, to, today }),
  };
}

/** The families that ever lived in the district, and those from which one of their episodes came. */
function everIn(tables: Tables, district: string, position: number): string[] {
  const rows = tables.all<{ family: string }>(
    `WITH RECURSIVE there (family) AS (
       SELECT family FROM happenings INDEXED BY happenings_in_district
       WHERE kind IN ('OPENED', 'CONTINUED', 'MOVED') AND value = ?1 AND position <= ?2 AND until > ?2
       UNION SELECT c.about FROM there CROSS JOIN happenings c INDEXED BY happenings_placing ON c.family = there.family
         WHERE c.kind IN ('OPENED', 'CONTINUED', 'MOVED') AND c.kind = 'CONTINUED'
     ) SELECT family FROM there`,
    district,
    position,
  );
  return rows.map(({ family }) => family);
}

/**
 * Where these families ever lived, and what else of them is counted since the period began, by the day on which it was so;
 * of one day in the order of recording, for the hours are seldom told.
 */
function happenedTo(
  tables: Tables,
  families: readonly string[],
  { position, to, from }: KnownOf & { readonly from: string },
): HappeningRow[] {
  return tables.all<HappeningRow>(
    `SELECT h.* FROM json_each(?4) asked CROSS JOIN happenings h INDEXED BY happenings_placing ON h.family = asked.value
     WHERE h.kind IN ('OPENED', 'CONTINUED', 'MOVED') AND h.position <= ?1 AND h.until > ?1 AND h.occurred_on <= ?2
     UNION ALL
     SELECT h.* FROM json_each(?4) asked CROSS JOIN happenings h INDEXED BY happenings_of_family ON h.family = asked.value
     WHERE h.family NOT NULL AND h.kind IN ${COUNTED_ELSE} AND h.position <= ?1 AND h.until > ?1 AND h.occurred_on BETWEEN ?3 AND ?2
     ORDER BY occurred_on, position`,
    position,
    to,
    from,
    JSON.stringify(families),
  );
}

interface Asking {
  readonly known: KnownOf;
  readonly socialCare: ReadonlySet<string>;
  readonly ever: readonly string[];
}

/** Which of the steps that are told of had asked social care, whenever they did. */
function askedOf(
  tables: Tables,
  rows: readonly HappeningRow[],
  { known, socialCare, ever }: Asking,
): Fold['asked'] {
  const told = rows.filter(({ kind }) => REFERRED[kind] !== undefined);
  const asked = tables.all<{ step: string }>(
    `SELECT DISTINCT a.about AS step FROM json_each(?3) told
     CROSS JOIN happenings a INDEXED BY happenings_asked_of ON a.about = told.value
     WHERE a.kind = 'ASKED' AND a.value IN (SELECT value FROM json_each(?4)) AND a.family IN (SELECT value FROM json_each(?5))
       AND a.position <= ?1 AND a.until > ?1 AND a.occurred_on <= ?2`,
    known.position,
    known.to,
    JSON.stringify([...new Set(told.map(({ about }) => about))]),
    JSON.stringify([...socialCare]),
    JSON.stringify(ever),
  );
  return new Set(asked.map(({ step }) => step));
}

/**
 * Counts what happened in the district; answers the families that live there at the end. What is told of a time before a
 * family's first district counts there.
 */
function thereAtEnd(rows: readonly HappeningRow[], { question, months, asked }: Fold): string[] {
  const moves = rows.filter(({ kind }) => MOVING.includes(kind));
  const districts = new Map(moves.toReversed().map(({ family, value }) => [family, value]));
  for (const row of rows) {
    if (MOVING.includes(row.kind)) districts.set(row.family, row.value);
    if (districts.get(row.family) !== question.district || row.occurred_on < question.from) continue;
    count(row, COUNTED[row.kind], months);
    if (asked.has(row.about)) count(row, REFERRED[row.kind], months);
  }
  return [...districts].flatMap(([family, district]) =>
    family === null || district !== question.district ? [] : [family],
  );
}

function count({ occurred_on }: HappeningRow, counted: Counted | undefined, months: Fold['months']): void {
  const month = months.get(occurred_on.slice(0, 7));
  if (counted !== undefined && month !== undefined) month[counted]++;
}

/** Of the children who are living. */
function highest(
  levels: LevelsDecided,
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
