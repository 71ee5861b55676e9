import { isToldBeforeGraded, judgesCases, type Principal, type Relations } from '#libs/access';
import type { AuditRow, Readers } from '#libs/read-models';

type Related = Omit<Relations, 'sealed'>;

/**
 * How a caller stands to an audit. An auditor to the own one, and once that is graded to the one beside which it was made;
 * whoever answers for the work to one that is graded, as to its family. The family is asked for all the same.
 */
export function toAudit(
  principal: Principal,
  audit: string,
  { audits, families }: Readers,
  toFamily: (family: string | undefined) => Related,
): Related {
  const row = audits.audit(audit);
  const related = toFamily(families.familyOfEpisode(row?.episode ?? ''));
  if (judgesCases(principal)) {
    const beside = audits.secondsOf(audit).filter(({ state }) => state === 'GRADED');
    const own = [...(row === undefined ? [] : [row]), ...beside];
    return { assigned: own.some(({ auditor }) => auditor === principal.user), ownAgency: false };
  }
  return row?.state === 'GRADED' ? related : { assigned: false, ownAgency: false };
}

/**
 * Whether a reader is told that an audit is there. Whoever answers for the work is not before it is graded; and whoever is
 * making one of two of a case is told nothing of the other, for each is blind to the other.
 */
export function isAuditTold(
  row: Pick<AuditRow, 'audit' | 'secondOf' | 'state'>,
  principal: Principal,
  { audits }: Pick<Readers, 'audits'>,
): boolean {
  if (row.state !== 'GRADED' && !isToldBeforeGraded(principal)) return false;
  const first = row.secondOf === null ? undefined : audits.audit(row.secondOf);
  const beside = [...audits.secondsOf(row.audit), ...(first === undefined ? [] : [first])];
  return !beside.some(({ auditor, state }) => auditor === principal.user && isBeingMade(state));
}

function isBeingMade(state: AuditRow['state']): boolean {
  return state === 'ASSIGNED' || state === 'PINNED';
}
