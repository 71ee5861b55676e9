import { codesJudgedOn } from '#libs/reference';
import type { Fact } from '../fact.ts';
import { meaningOf } from '../meanings.ts';
import { FOREVER, type Tables } from '../projection.ts';
import type { Waiting } from './clock-rules.ts';

/** What is known beside an event by which clocks are judged. */
export function waitingAt(fact: Fact, tables: Tables): Waiting {
  return {
    isUrgent: () => isUrgent(fact.stream, tables),
    waitsFor: (outcome) => {
      const on = codesJudgedOn(fact.occurredAt, fact.stored.recordedAt);
      return meaningOf(tables, 'triage-outcome', outcome, on).waitsFor;
    },
  };
}

function isUrgent(request: string, tables: Tables): boolean {
  const sql = `SELECT 1 FROM requests WHERE request = ? AND until = ${FOREVER} AND urgent = 1`;
  return tables.one(sql, request) !== undefined;
}
