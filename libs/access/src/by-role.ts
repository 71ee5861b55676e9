import { forbids } from './forbids.ts';
import type { Principal } from './principal.ts';

type ByRole = Pick<Principal, 'role'>;

/** Relations that forbid, each with the line of `forbids` that they turn. */
const FORBIDDING = {
  agreementEnded: 'agreement-ended-but-to-tell',
  conflicted: 'conflict-of-interest',
} as const;

/** Whether such a relation forbids somebody of the role anything: of others it need not be asked. */
export function canForbid(relation: keyof typeof FORBIDDING, { role }: ByRole): boolean {
  const line = forbids.find(({ id }) => id === FORBIDDING[relation]);
  return line?.roles?.some((each) => each === role) === true;
}

/** Whether somebody of the role may be custodian of a seal: partners keep none, whoever once named them. */
export function mayKeepSeals({ role }: ByRole): boolean {
  return role !== 'PARTNER';
}

/** Whether the role alone makes somebody a manager of the agency that they come from. */
export function managesByRole({ role }: ByRole): boolean {
  return role === 'MANAGER';
}

/** Whether the role judges cases: of audits it is shown those alone that are its own to make. */
export function judgesCases({ role }: ByRole): boolean {
  return role === 'AUDITOR';
}

/** Whether somebody of the role is told of an audit before it is graded; whoever answers for the work is not. */
export function isToldBeforeGraded({ role }: ByRole): boolean {
  return isToldWhoAudits({ role }) || role === 'PRIVACY_OFFICER';
}

/** Whether somebody of the role is told who audits, who moderates and who disputes. */
export function isToldWhoAudits({ role }: ByRole): boolean {
  return judgesCases({ role }) || role === 'QUALITY';
}
