import type { CommandType } from '#libs/contracts';
import { commandPolicies, type CommandPolicy } from './command-policies.ts';
import { isRelated } from './decide.ts';
import { forbid, type Decision, type Relation } from './decision.ts';
import { forbiddenBy } from './forbids.ts';
import type { Principal, Role } from './principal.ts';
import type { Relations } from './resource.ts';

/**
 * Whether the caller may give a command, standing so to the record it is about. Pure and total; deny by default. A
 * refusal says NOT_PERMITTED where the role never gives it, NOT_FOUND where another record might have let it.
 */
export function mayCommand(principal: Principal, type: CommandType, relations: Relations): Decision {
  const relation = relationFor(commandPolicies[type], principal.role);
  if (relation === undefined) return forbid('NOT_PERMITTED', 'no-role');
  const forbidden = forbiddenBy(principal.role, relations);
  if (forbidden !== undefined) return forbid('NOT_FOUND', forbidden.id);
  if (!isRelated(relation, relations)) return forbid('NOT_FOUND', 'no-relation');
  return {
    effect: 'PERMIT',
    policyIds: [`command-${type}`],
    classes: [],
    relationships: [relation],
    obligations: [],
  };
}

function relationFor(policy: CommandPolicy, role: string): Relation | undefined {
  return Object.hasOwn(policy, role) ? policy[role as Role] : undefined;
}
