import type { Principal, Relations } from '#libs/access';
import type { Readers } from '#libs/read-models';

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
  if (principal.role === 'AUDITOR') {
    const beside = audits.secondsOf(audit).filter(({ state }) => state === 'GRADED');
    const own = [...(row === undefined ? [] : [row]), ...beside];
    return { assigned: own.some(({ auditor }) => auditor === principal.user), ownAgency: false };
  }
  return row?.state === 'GRADED' ? related : { assigned: false, ownAgency: false };
}
