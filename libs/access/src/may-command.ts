import type { CommandType } from '#libs/contracts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
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
