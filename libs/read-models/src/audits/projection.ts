import type { FactOf } from '../fact.ts';
import { FOREVER, type Projection, type Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { auditActionTable, auditTable, auditTables, type AuditActionSpan, type AuditSpan } from './table.ts';

const spans = new Spans<AuditSpan>(auditTable);
const actions = new Spans<AuditActionSpan>(auditActionTable);

/** Audits of cases: how far each is, how it graded, and what is to be done of it. Its events are never amended, and nothing in it is personal. */
export const audits: Projection = {
  name: 'audits',
  version: 2,
  tables: auditTables,
  retold: [],
  on: {
    AuditAssigned: ({ stream: audit, position, data, stored }, tables) => {
      const { episode, heldBy, sample = null, reason = null, secondOf = null, auditor } = data;
      spans.begin(tables, {
        ...{ since: position, audit, episode, held_by: heldBy, sample, reason, second_of: secondOf, auditor },
        ...{
          state: 'ASSIGNED',
          pinned: null,
          pinned_for: null,
          overall: null,
          moderated: null,
          settled: null,
        },
        ...{ dispute: 'NONE', concern: 0, nth: null, graded_at: null, assigned_at: stored.recordedAt },
      });
    },
    CaseViewPinned: (fact, tables) =>
      change(fact, tables, { state: 'PINNED', pinned: fact.data.position, pinned_for: fact.data.heldBy }),
    QuestionAnswered: answered,
    AuditGraded: (fact, tables) => {
      const auditor = spans.last(tables, fact.stream)?.auditor ?? fact.data.gradedBy;
      const { graded } = tables.one<{ graded: number }>(
        `SELECT count(*) AS graded FROM audits WHERE auditor = ? AND nth IS NOT NULL AND until = ${FOREVER}`,
        auditor,
      ) ?? { graded: 0 };
      const graded_at = fact.stored.recordedAt;
      change(fact, tables, { state: 'GRADED', overall: fact.data.overall, nth: graded + 1, graded_at });
    },
    ImmediateConcernRaised: (fact, tables) => {
      tables.run('INSERT INTO concerns VALUES (?, ?)', fact.position, fact.stream);
      change(fact, tables, { concern: 1 });
    },
    AuditModerated: (fact, tables) => change(fact, tables, { moderated: fact.data.grade }),
    GradeDisputed: (fact, tables) => change(fact, tables, { dispute: 'OPEN' }),
    GradeDisputeResolved: (fact, tables) =>
      change(fact, tables, { dispute: 'SETTLED', settled: fact.data.grade }),
    AuditActionSet: ({ stream: audit, position, data: { action, owner, due } }, tables) =>
      actions.begin(tables, { since: position, action, audit, owner, due, state: 'SET', verified_in: null }),
    AuditActionDone: ({ position, data: { action } }, tables) =>
      actions.change(tables, position, action, () => ({ state: 'DONE' })),
    AuditActionVerified: ({ position, data: { action, verifiedIn } }, tables) =>
      actions.change(tables, position, action, () => ({ state: 'VERIFIED', verified_in: verifiedIn })),
    AuditWithdrawn: (fact, tables) => change(fact, tables, { state: 'WITHDRAWN' }),
  },
};

type Placed = { readonly stream: string; readonly position: number };

function change({ stream, position }: Placed, tables: Tables, changes: Partial<AuditSpan>): void {
  spans.change(tables, position, stream, () => changes);
}

function answered({ stream, position, data }: FactOf<'QuestionAnswered'>, tables: Tables): void {
  const { question, answer, grade = null } = data;
  tables.run(
    `UPDATE answers SET until = ? WHERE audit = ? AND question = ? AND until = ${FOREVER}`,
    position,
    stream,
    question,
  );
  tables.run(
    'INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)',
    stream,
    question,
    position,
    FOREVER,
    answer,
    grade,
  );
}
