import type { JWTPayload } from 'jose';
import { mappedAgency, mappedRole, type Principal, type RoleMapping } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { londonDay } from '#libs/reference';
import { workerId } from './token-shape.ts';

/** Who a directory says somebody is, in its own words. */
export interface Described {
  readonly user: string;
  readonly groups: readonly string[];
  /** Names of their organisation there. */
  readonly organisations: readonly string[];
}

/** The caller by the authority's own mapping of today; UNAUTHENTICATED where it gives no one role, or no one organisation. */
export function mapped(
  mapping: RoleMapping,
  { user, groups, organisations }: Described,
  payload: JWTPayload,
): Principal {
  const today = londonDay(new Date().toISOString());
  const { agency: agencyClaim, worker: workerClaim } = mapping.claims ?? {};
  const values = agencyClaim === undefined ? organisations : textsIn(payload[agencyClaim]);
  const role = mappedRole(mapping, groups, today);
  const agency = mappedAgency(mapping, values, today);
  if (role === undefined || agency === undefined) throw new Rejected('UNAUTHENTICATED');
  const worker = workerClaim === undefined ? undefined : workerId.optional().parse(payload[workerClaim]);
  return { user, role, agency, ...(worker !== undefined && { worker }) };
}

function textsIn(value: unknown): readonly string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}
