import type { CommandType } from '#libs/contracts';
import { commandPolicies } from './command-policies.ts';
import { decide } from './decide.ts';
import type { Decision, Relation } from './decision.ts';
import type { Principal } from './principal.ts';
import type { Context, Relations } from './resource.ts';

/**
 * Whether the caller may give a command, standing so to the record it is about. NOT_PERMITTED where the role never gives
 * it, NOT_FOUND where another record might have let it.
 */
export function mayCommand(
  principal: Principal,
  type: CommandType,
  relations: Relations,
  context: Context = {},
): Decision {
  return decide({ principal, action: type, resource: relations, context });
}

/** Whether the role gives the command whoever the caller is to the record: then only what forbids it need be looked for. */
export function isForAnyone({ role }: Principal, type: CommandType): boolean {
  const policy: Readonly<Record<string, Relation>> = commandPolicies[type];
  return policy[role] === 'anyone';
}
