import { Rejected } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import type { AuditCaseFact } from './fact.ts';

const TEAM_MANAGER = 'TEAM_MANAGER';

/** Codes of the set `audit-independence`, in the order in which they are looked at. */
const AGAINST: Readonly<Record<string, (of: AuditCaseFact) => boolean>> = {
  OWN_CASE: ({ reviewer: { worker }, workers }) => worker !== undefined && workers.includes(worker),
  TEAM_CASE: ({ reviewer: { agency }, agencies }) => agency !== undefined && agencies.includes(agency),
  LINE_MANAGED: ({ reviewer: { role, agency }, teams }) =>
    role === TEAM_MANAGER && agency !== undefined && teams.includes(agency),
  CONNECTED: ({ reviewer }) => reviewer.isConnected,
};

/** The case an order is of: NOT_FOUND where it is not in the record for whoever gives it. */
export function caseOf({ auditCase }: Facts, episode: string): AuditCaseFact {
  if (auditCase === undefined) throw new Rejected('NOT_FOUND', { episode });
  return auditCase;
}

/**
 * I19: nobody judges their own case, their team's, one that they manage, or one of whom they know. What was looked at is
 * recorded, with the position up to which; of an account without a worker the record knows nothing that it could compare.
 * Which of them it is that stands in the way is not said: whom a worker knows outside work is the worker's own.
 */
export function independent(of: AuditCaseFact) {
  if (Object.values(AGAINST).some((is) => is(of))) throw new Rejected('NOT_INDEPENDENT');
  const { worker } = of.reviewer;
  return {
    position: of.position,
    ...(worker !== undefined && { worker }),
    checked: Object.keys(AGAINST),
  };
}
