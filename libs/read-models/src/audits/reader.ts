import { listPage } from '../list.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import { pageOf, windowOf } from '../paging.ts';
import type { Page, PageRequest } from '../page.ts';
import type { Value } from '../projection.ts';
import type {
  AuditActionFilter,
  AuditActionRow,
  AuditActionSpan,
  AuditFilter,
  AuditRow,
  AuditSpan,
} from './table.ts';

/** How often a question was answered and graded so, or how often audits were graded so. */
export interface GradeCount {
  readonly question: string;
  readonly answer: string;
  readonly grade: string | null;
  readonly count: number;
}

const HOLDS = 'from_position <= ? AND until > ?';

/** Audits of cases. `position` is what an answer is as of, inclusive; without it the newest. */
export class AuditsReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  audit(audit: string, position = NEWEST): AuditRow | undefined {
    const row = this.#model.tables().one<AuditSpan>(
      `SELECT a.* FROM audits_since i CROSS JOIN audits a ON a.since = i.since
       WHERE i.id = ? AND ${HOLDS}`,
      audit,
      position,
      position,
    );
    return row && rowOf(row);
  }

  /** These, at once; those that are there. */
  named(audits: readonly string[], position = NEWEST): AuditRow[] {
    return this.#named(audits, position).map(rowOf);
  }

  /** Which of these another is to look at, by the rule of a day. */
  awaiting(
    audits: readonly string[],
    rule: NonNullable<AuditFilter['awaiting']>,
    position = NEWEST,
  ): ReadonlySet<string> {
    return new Set(this.#named(audits, position, awaitingModeration(rule)).map(({ audit }) => audit));
  }

  #named(audits: readonly string[], position: number, { sql, values }: Condition = ALL): AuditSpan[] {
    return this.#model.tables().all<AuditSpan>(
      `SELECT a.* FROM json_each(?) asked CROSS JOIN audits_since i ON i.id = asked.value
       CROSS JOIN audits a ON a.since = i.since WHERE ${HOLDS} AND ${sql}`,
      ...[JSON.stringify(audits), position, position],
      ...values,
    );
  }

  /** In the order in which they were assigned. */
  list(filter: AuditFilter, position = NEWEST, page: PageRequest = {}): Page<AuditRow> {
    const window = windowOf(page);
    const conditions = conditionsOf(filter);
    const rows = this.#model.tables().all<AuditSpan>(
      `SELECT * FROM audits WHERE since > ? AND since < ? AND ${HOLDS} ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}
       ORDER BY since ${window.backwards ? 'DESC' : 'ASC'} LIMIT ?`,
      ...[window.after, window.before, position, position],
      ...conditions.flatMap(({ values }) => values),
      window.limit,
    );
    return pageOf(rows, window, (row) => ({ cursor: row.since, node: rowOf(row) }));
  }

  /** Audits of the episodes that any of these families held when they were assigned or begun, or that these episodes are. */
  around(families: readonly string[], episodes: readonly string[], position = NEWEST): AuditRow[] {
    const rows = this.#model.tables().all<AuditSpan>(
      `SELECT * FROM audits WHERE from_position <= ?1 AND until > ?1 AND since IN (
         SELECT since FROM audits WHERE held_by IN (SELECT value FROM json_each(?2))
         UNION SELECT since FROM audits WHERE pinned_for IN (SELECT value FROM json_each(?2))
         UNION SELECT since FROM audits WHERE episode IN (SELECT value FROM json_each(?3)))
       ORDER BY since`,
      ...[position, JSON.stringify(families), JSON.stringify(episodes)],
    );
    return rows.map(rowOf);
  }

  /** Blind second audits beside one. */
  secondsOf(audit: string, position = NEWEST): AuditRow[] {
    const sql = `SELECT * FROM audits WHERE second_of = ? AND ${HOLDS} ORDER BY since`;
    return this.#model.tables().all<AuditSpan>(sql, audit, position, position).map(rowOf);
  }

  /** All that were made of a sample's cases. */
  ofSample(sample: string, position = NEWEST): AuditRow[] {
    const sql = `SELECT * FROM audits WHERE sample = ? AND ${HOLDS} ORDER BY since`;
    return this.#model.tables().all<AuditSpan>(sql, sample, position, position).map(rowOf);
  }

  /** How the questions of these audits were answered and graded. */
  grades(audits: readonly string[], position = NEWEST): GradeCount[] {
    return this.#model.tables().all<GradeCount>(
      `SELECT n.question, n.answer, n.grade, count(*) AS count FROM json_each(?) asked
       CROSS JOIN answers n ON n.audit = asked.value AND n.position <= ? AND n.until > ?
       GROUP BY n.question, n.answer, n.grade ORDER BY n.question, n.answer, n.grade`,
      JSON.stringify(audits),
      position,
      position,
    );
  }

  /** Those of an auditor, or of all, that were moderated. */
  moderated(auditor: string | undefined, position = NEWEST): AuditRow[] {
    const rows = this.#model.tables().all<AuditSpan>(
      `SELECT * FROM audits INDEXED BY audits_moderated WHERE moderated IS NOT NULL AND from_position <= ? AND until > ?
       ${auditor === undefined ? '' : 'AND auditor = ?'} ORDER BY since`,
      ...[position, position, ...(auditor === undefined ? [] : [auditor])],
    );
    return rows.map(rowOf);
  }

  /** What is to be done because of audits, in the order in which it was set. */
  actions(
    { owner, state, dueBefore }: AuditActionFilter,
    position = NEWEST,
    page?: PageRequest,
  ): Page<AuditActionRow> {
    const between = dueBefore === undefined ? undefined : { column: 'due', to: dueBefore };
    const filter = { owner, state: dueBefore === undefined ? state : (state ?? 'SET') };
    const all = { table: 'audit_actions', key: 'since', filter, between, toNode: actionOf } as const;
    return listPage<AuditActionSpan, AuditActionRow>(this.#model.tables(), { ...all, position }, page);
  }

  /** Where concerns that cannot wait were raised, the last first. */
  concerns(position = NEWEST, page: PageRequest = {}): Page<{ position: number; audit: string }> {
    const window = windowOf(page);
    const rows = this.#model.tables().all<{ position: number; audit: string }>(
      `SELECT position, audit FROM concerns WHERE position > ? AND position < ? AND position <= ?
       ORDER BY position ${window.backwards ? 'DESC' : 'ASC'} LIMIT ?`,
      ...[window.after, window.before, position, window.limit],
    );
    return pageOf(rows, window, (row) => ({ cursor: row.position, node: row }));
  }
}

interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

const ALL: Condition = { sql: 'TRUE', values: [] };

function conditionsOf(filter: AuditFilter): Condition[] {
  const { auditor, sample, episode, state, concern, disputed, awaiting } = filter;
  const equal = Object.entries({ auditor, sample, episode, state }).flatMap(([column, value]) =>
    value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }],
  );
  return [
    ...equal,
    ...(concern === undefined ? [] : [{ sql: 'concern = ?', values: [Number(concern)] }]),
    ...(disputed === undefined ? [] : [{ sql: `dispute ${disputed ? '=' : '<>'} 'OPEN'`, values: [] }]),
    ...(awaiting === undefined ? [] : [awaitingModeration(awaiting)]),
  ];
}

function awaitingModeration({ grades, first }: NonNullable<AuditFilter['awaiting']>): Condition {
  return {
    sql: `state = 'GRADED' AND moderated IS NULL AND settled IS NULL AND (nth <= ? OR overall IN (SELECT value FROM json_each(?)))`,
    values: [first, JSON.stringify(grades)],
  };
}

function rowOf(span: AuditSpan): AuditRow {
  const { audit, since, episode, sample, reason, auditor, state, pinned, overall, moderated, settled } = span;
  const { held_by: heldBy, pinned_for: pinnedFor, second_of: secondOf, dispute, concern, nth } = span;
  return {
    ...{ audit, since, episode, heldBy, pinnedFor, sample, reason, secondOf, auditor, state, pinned },
    ...{ overall, moderated, grade: settled ?? moderated ?? overall, dispute, concern: concern === 1, nth },
    ...{ assignedAt: span.assigned_at, gradedAt: span.graded_at },
  };
}

function actionOf({ verified_in: verifiedIn, ...row }: AuditActionSpan): AuditActionRow {
  const { action, since, audit, owner, due, state } = row;
  return { action, since, audit, owner, due, state, verifiedIn };
}
