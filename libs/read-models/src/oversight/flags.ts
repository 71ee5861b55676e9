import type { AsOfPoint } from '../as-of.ts';
import type { FactOf } from '../fact.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageIn } from '../paging.ts';
import { FOREVER, type Handlers, type Tables } from '../projection.ts';
import { Spans, type SpanTable } from '../spans.ts';
import { isSeen, nothingUnseen } from '../unseen.ts';
import { districtsOf } from './places.ts';

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
  CREATE INDEX flags_open ON flags (from_position) WHERE is_open = 1;
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
  { open, district }: FlagQuestion,
  at: AsOfPoint,
  page: PageRequest = {},
): Page<FlagRow> {
  const { unseen = nothingUnseen } = at;
  const found = flagsAt(tables, open, at);
  const districts = districtsOf(tables, found.map(homeOf), at);
  const rows = found
    .map((row) => rowOf(row, districts))
    .filter(({ families, persons, request }) =>
      [...families, ...persons, request].every((each) => isSeen(unseen, each)),
    )
    .filter((row) => district === undefined || row.district === district);
  return pageIn(rows, ({ raised }) => raised, page);
}

type Found = FlagSpan & { readonly of_request: string | null };

function flagsAt(tables: Tables, open: boolean | undefined, { position }: AsOfPoint): Found[] {
  return tables.all<Found>(
    `SELECT f.*, q.district AS of_request FROM flags f
     LEFT JOIN requests q ON q.request = f.request AND q.from_position <= ?1 AND q.until > ?1
     WHERE f.from_position <= ?1 AND f.until > ?1 ${open === undefined ? '' : `AND f.is_open = ${Number(open)}`}`,
    Math.min(position, FOREVER - 1),
  );
}

function homeOf({ of_request, families }: Found): string | null {
  const [first = null] = JSON.parse(families) as string[];
  return of_request === null ? first : null;
}

function rowOf(found: Found, districts: ReadonlyMap<string, string>): FlagRow {
  const { flag, raised, raised_at: raisedAt, request, is_open, of_request } = found;
  const families = JSON.parse(found.families) as string[];
  const persons = JSON.parse(found.persons) as string[];
  const district = of_request ?? districts.get(families[0] ?? '') ?? null;
  return { flag, raised, raisedAt, families, persons, request, district, open: is_open === 1 };
}
