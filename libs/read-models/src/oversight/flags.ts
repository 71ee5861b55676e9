import type { AsOfPoint } from '../as-of.ts';
import type { FactOf } from '../fact.ts';
import { HOLDS_STILL, readAt } from '../newest.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageOf, windowOf, type Window } from '../paging.ts';
import { FOREVER, type Handlers, type Tables, type Value } from '../projection.ts';
import { Spans, type SpanTable } from '../spans.ts';
import { idsIn, nothingUnseen } from '../unseen.ts';
import { dayOfPoint } from './places.ts';

/** `flags`: what does not fit together, by spans; whom it is about, as JSON, and nothing of what it is. */
export const flagTables = `
  CREATE TABLE flags_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE flags (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, raised INTEGER NOT NULL, flag TEXT NOT NULL,
    raised_at TEXT NOT NULL, families TEXT NOT NULL, persons TEXT NOT NULL, request TEXT, is_open INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX flags_in_order ON flags (raised, from_position);
`;

export const flagIndexes = `
  CREATE INDEX flags_still ON flags (is_open, raised) WHERE until = ${FOREVER};
`;

type FlagSpan = {
  readonly raised: number;
  readonly flag: string;
  readonly raised_at: string;
  readonly families: string;
  readonly persons: string;
  readonly request: string | null;
  readonly is_open: 0 | 1;
};

const flagSpans: SpanTable<FlagSpan> = {
  table: 'flags',
  id: 'flag',
  since: 'raised',
  columns: ['raised', 'flag', 'raised_at', 'families', 'persons', 'request', 'is_open'],
};

const spans = new Spans<FlagSpan>(flagSpans);

/** What is told again of a flag that was amended. */
export const flagsRetold = spans.retold;

export const flagging: Handlers = {
  DataQualityFlagRaised: raise,
  DataQualityFlagResolved: ({ stream, position }, tables) =>
    spans.change(tables, position, stream, () => ({ is_open: 0 })),
};

function raise({ stream, position, data, stored }: FactOf<'DataQualityFlagRaised'>, tables: Tables): void {
  const { families = [], persons = [], request = null } = data;
  const of = { families: JSON.stringify(families), persons: JSON.stringify(persons), request };
  const raised_at = stored.recordedAt;
  spans.begin(tables, { raised: position, flag: stream, raised_at, ...of, is_open: 1 });
}

export interface FlagQuestion {
  /** Whether somebody has yet to say how it was resolved; both without it. */
  readonly open?: boolean | undefined;
  readonly district?: string | undefined;
}

/** Something that does not fit together. What it is, is not here. */
export interface FlagRow {
  /** The flag's stream. */
  readonly flag: string;
  /** Position at which it was raised: the list's order and cursor. */
  readonly raised: number;
  readonly raisedAt: string;
  readonly families: readonly string[];
  /** Bare ids. */
  readonly persons: readonly string[];
  readonly request: string | null;
  /** Of the request, else of the first family. */
  readonly district: string | null;
  readonly open: boolean;
}

/** What was flagged by a position, in the order of raising, but for what names somebody who is not there. */
export function flagPage(
  tables: Tables,
  question: FlagQuestion,
  at: AsOfPoint,
  page: PageRequest = {},
): Page<FlagRow> {
  const window = windowOf(page);
  const rows = readAt(tables, at.position, (isNewest) =>
    tables.all<Found>(statement(question, { isNewest, window }), ...valuesOf(question, at, window)),
  );
  return pageOf(rows, window, (found) => ({ cursor: found.raised, node: rowOf(found) }));
}

type Found = FlagSpan & { readonly district: string | null };

function statement(
  { open }: FlagQuestion,
  { isNewest, window }: { readonly isNewest: boolean; readonly window: Window },
): string {
  const holds = isNewest ? HOLDS_STILL : 'until > ?1';
  const named = (column: string, unseen: string) => `NOT EXISTS (
    SELECT 1 FROM json_each(f.${column}) n WHERE n.value IN (SELECT value FROM json_each(${unseen})))`;
  return `SELECT * FROM (
      SELECT f.*, coalesce(q.district, (
        SELECT h.value FROM happenings h INDEXED BY happenings_placing
        WHERE h.family = json_extract(f.families, '$[0]') AND h.kind IN ('OPENED', 'CONTINUED', 'MOVED')
          AND h.position <= ?1 AND h.until > ?1 AND h.occurred_on <= ?2
        ORDER BY h.occurred_on DESC, h.position DESC LIMIT 1
      )) AS district FROM flags f
      LEFT JOIN requests q ON q.request = f.request AND q.from_position <= ?1 AND +q.until > ?1
      WHERE f.raised > ?3 AND f.raised < ?4 AND f.from_position <= ?1 AND f.${holds}
        ${open === undefined ? '' : `AND f.is_open = ${Number(open)}`}
        AND ${named('families', '?7')} AND ${named('persons', '?8')}
        AND ifnull(f.request, '') NOT IN (SELECT value FROM json_each(?9))
    ) WHERE ?5 IS NULL OR district = ?5
    ORDER BY raised ${window.backwards ? 'DESC' : 'ASC'} LIMIT ?6`;
}

function valuesOf({ district }: FlagQuestion, at: AsOfPoint, { after, before, limit }: Window): Value[] {
  const { unseen = nothingUnseen } = at;
  return [
    ...[at.position, dayOfPoint(at), after, before, district ?? null, limit],
    ...[unseen.families, unseen.persons, unseen.requests].map(idsIn),
  ];
}

function rowOf({ flag, raised, raised_at: raisedAt, request, district, is_open, ...found }: Found): FlagRow {
  const families = JSON.parse(found.families) as string[];
  const persons = JSON.parse(found.persons) as string[];
  return { flag, raised, raisedAt, families, persons, request, district, open: is_open === 1 };
}
