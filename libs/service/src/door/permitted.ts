import { canForbid, isForAnyone, mayCommand, strangers } from '#libs/access';
import type { Decision, Principal, Relations } from '#libs/access';
import type { Command } from '#libs/contracts';
import { tellDecision } from '../told.ts';
import { Forbidden, type RefusedOrder } from '../reads/refused-orders.ts';
import { callerOf, recordOf, type Shaped } from './order.ts';

export interface PermissionParts {
  /** The authority whose record it is: callers of another authority may order nothing. */
  readonly authority: string;
  /** How a caller stands to a record: a stream, a person by the bare id. */
  relations(principal: Principal, record: string): Promise<Relations>;
  /** Only the relations that can forbid an order, which win over every permission. */
  bars(principal: Principal, record: string): Promise<Relations>;
  /** Whether the caller's account is suspended, or their work has ended. */
  isLockedOut(principal: Principal): Promise<boolean>;
}

/** What access says of an order; of the record's own nothing: it may give any. */
export type Permission = Decision | undefined;

/** Throws `Forbidden` if the caller may not give the order, by what access said just now where it did. */
export async function checkPermitted(
  shaped: Shaped,
  parts: PermissionParts,
  decided: Permission,
): Promise<void> {
  const decision = decided ?? (await decisionOn(shaped, parts));
  if (decision === undefined) return;
  tellDecision('ORDER', decision);
  if (decision.effect === 'FORBID') throw new Forbidden(decision);
}

/** What access says of an order now. */
export async function decisionOn(
  { command, order, about }: Shaped,
  parts: PermissionParts,
): Promise<Permission> {
  if (order.source === 'SYSTEM') return undefined;
  const caller = callerOf(order);
  const suspended = await parts.isLockedOut(caller);
  const principal = { ...caller, suspended };
  const asked = isForAnyone(principal, command.type) ? 'bars' : 'relations';
  const stands = about === undefined ? strangers : await parts[asked](principal, recordOf(about));
  const child = childOf(command);
  const standing = child === undefined ? stands : { ...stands, ...(await toChild(principal, child, parts)) };
  return mayCommand(principal, command.type, standing.sealed ? strangers : standing, parts);
}

/** The child of a family whom an order is about. */
function childOf({ data }: Command): string | undefined {
  return 'child' in data && typeof data.child === 'string' ? data.child : undefined;
}

/** Agreement is judged child by child: a partner goes on helping one, and not another for whom it has ended. */
async function toChild(
  principal: Principal,
  child: string,
  parts: PermissionParts,
): Promise<Pick<Relations, 'agreementEnded'>> {
  if (!canForbid('agreementEnded', principal)) return {};
  const { agreementEnded } = await parts.relations(principal, child);
  return agreementEnded === true ? { agreementEnded } : {};
}

/** What the access log keeps of an order that was refused. */
export function refusedOrder({ command, order, actor, about, commandId }: Shaped): RefusedOrder {
  return {
    type: command.type,
    actor,
    source: order.source,
    correlationId: order.correlationId ?? commandId,
    record: about === undefined ? undefined : recordOf(about),
  };
}
