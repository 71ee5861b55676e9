import { isForAnyone, mayCommand, strangers, type Principal, type Relations } from '#libs/access';
import { tellDecision } from '../told.ts';
import { Forbidden, type RefusedOrder } from '../reads/refused-orders.ts';
import { callerOf, recordOf, type Shaped } from './order.ts';

export interface Standing {
  /** How a caller stands to a record: a stream, a person by the bare id. */
  relations(principal: Principal, record: string): Promise<Relations>;
  /** Of these at least what forbids an order whoever permits it. */
  bars(principal: Principal, record: string): Promise<Relations>;
  /** Whether the caller's account is suspended, or their work has ended. */
  isLockedOut(principal: Principal): Promise<boolean>;
}

/** Refuses (`Forbidden`) an order that its giver may not give; what the record gives by itself it may. */
export async function checkPermitted({ command, order, about }: Shaped, parts: Standing): Promise<void> {
  if (order.source === 'SYSTEM') return;
  const caller = callerOf(order);
  const suspended = await parts.isLockedOut(caller);
  const principal = { ...caller, suspended };
  const asked = isForAnyone(principal, command.type) ? 'bars' : 'relations';
  const standing = about === undefined ? strangers : await parts[asked](principal, recordOf(about));
  const decision = mayCommand(principal, command.type, standing.sealed ? strangers : standing);
  tellDecision('ORDER', decision);
  if (decision.effect === 'FORBID') throw new Forbidden(decision);
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
