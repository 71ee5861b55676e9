import type { OccurredAt } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageOf, windowOf } from '../paging.ts';
import type { Tables } from '../projection.ts';
import { idsIn, nothingUnseen } from '../unseen.ts';

export interface LateQuestion {
  /** Whole London days from when it was so to when it was recorded; at least 1. */
  readonly minDays: number;
  readonly district?: string | undefined;
}

/** An entry that was recorded late. What it says is not here. */
export interface LateRow {
  readonly position: number;
  readonly type: string;
  readonly days: number;
  readonly recordedAt: string;
  readonly occurredAt: OccurredAt;
  /** Why it was late, where that was said. */
  readonly reason: string | null;
  readonly family: string | null;
  readonly request: string | null;
  readonly district: string | null;
  readonly role: string;
  readonly agency: string;
}

interface Kept extends Omit<LateRow, 'recordedAt' | 'occurredAt'> {
  readonly recorded_at: string;
  readonly occurred: string;
  readonly precision: OccurredAt['precision'];
}

/** What was recorded late by a position, in the order of recording. */
export function latePage(
  tables: Tables,
  { minDays, district }: LateQuestion,
  { position, unseen = nothingUnseen }: Pick<AsOfPoint, 'position' | 'unseen'>,
  request: PageRequest = {},
): Page<LateRow> {
  const window = windowOf(request);
  const rows = tables.all<Kept>(
    `SELECT * FROM (
       SELECT l.*, coalesce(q.district, (
         SELECT h.value FROM happenings h INDEXED BY happenings_placing
         WHERE h.family = l.family AND h.kind IN ('OPENED', 'CONTINUED', 'MOVED') AND h.position <= ?1 AND h.until > ?1
         ORDER BY h.occurred_on DESC, h.position DESC LIMIT 1
       )) AS district
       FROM late l LEFT JOIN requests q ON q.request = l.request AND q.from_position <= ?1 AND q.until > ?1
       WHERE l.position <= ?1 AND l.days >= ?2 AND l.position > ?3 AND l.position < ?4
         AND ifnull(l.family, '') NOT IN (SELECT value FROM json_each(?7))
         AND ifnull(l.request, '') NOT IN (SELECT value FROM json_each(?8))
     ) WHERE ?5 IS NULL OR district = ?5
     ORDER BY position ${window.backwards ? 'DESC' : 'ASC'} LIMIT ?6`,
    position,
    minDays,
    window.after,
    window.before,
    district ?? null,
    window.limit,
    idsIn(unseen.families),
    idsIn(unseen.requests),
  );
  return pageOf(rows, window, (row) => ({ cursor: row.position, node: rowOf(row) }));
}

function rowOf({ recorded_at: recordedAt, occurred: value, precision, ...row }: Kept): LateRow {
  return { ...row, recordedAt, occurredAt: { precision, value } };
}
