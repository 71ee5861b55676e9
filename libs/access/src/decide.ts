import { forbid, type Decision, type Relation } from './decision.ts';
import { forbiddenBy } from './forbids.ts';
import type { Principal, Purpose } from './principal.ts';
import { readPolicies } from './read-policies.ts';
import type { ReadPolicy } from './read-policy.ts';
import type { Relations, Resource } from './resource.ts';

export interface ReadQuestion {
  readonly principal: Principal;
  /** The name of the query's field, or of what another door opens. */
  readonly read: string;
  readonly resource: Resource;
  readonly purpose: Purpose;
}

/**
 * Whether a read is permitted, why, and which classes of personal data it may answer. Pure and total; deny by default,
 * and a sealed record wins over every permission (safeguards.md 3.2). A refusal says NOT_PERMITTED or
 * PURPOSE_NOT_PERMITTED only where no record of that kind could be opened so.
 */
export function decide({ principal, resource, purpose }: ReadQuestion): Decision {
  const ofRole = readPolicies.filter(
    ({ role, kinds }) => role === principal.role && kinds.includes(resource.kind),
  );
  if (ofRole.length === 0) return forbid('NOT_PERMITTED', 'no-role');
  const ofPurpose = ofRole.filter(({ purposes }) => purposes.includes(purpose));
  if (ofPurpose.length === 0) return forbid('PURPOSE_NOT_PERMITTED', 'no-purpose');
  const forbidden = forbiddenBy(principal.role, resource);
  if (forbidden !== undefined) return forbid('NOT_FOUND', forbidden.id);
  const holding = ofPurpose.filter(({ relation }) => isRelated(relation, resource));
  if (holding.length === 0) return forbid('NOT_FOUND', 'no-relation');
  return permit(holding);
}

/** Whether the caller stands to a record as a policy asks. */
export function isRelated(relation: Relation, { assigned, ownAgency, asked = false }: Relations): boolean {
  return { anyone: true, assigned, ownAgency, asked }[relation];
}

function permit(policies: readonly ReadPolicy[]): Decision {
  return {
    effect: 'PERMIT',
    policyIds: policies.map(({ id }) => id),
    classes: [...new Set(policies.flatMap(({ classes }) => classes))],
    relationships: [...new Set(policies.map(({ relation }) => relation))],
    obligations: ['RECORD'],
  };
}
