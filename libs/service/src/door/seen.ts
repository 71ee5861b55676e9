import { Rejected } from '#libs/contracts';
import type { Fold } from './folds.ts';
import type { Order } from './door.ts';
import type { Shaped } from './order.ts';

/**
 * I18: the version a form saw is of the matter it was about, where that is less than its whole stream; a correction may
 * be of any matter.
 */
export function checkSeen({ rules, command, order }: Shaped, { state, revision, amended }: Fold): void {
  const seen = order.expectedRevision ?? undefined;
  if (seen === undefined) return;
  const last = Math.max(rules.seen(state, command) ?? revision, amended);
  if (seen !== last) throw new Rejected('CONFLICT', { revision: last });
}

/**
 * Where another stream has what overtook it, a rule names that one's revision: to whoever named the version they saw it
 * is a conflict like any other.
 */
export function asOvertaken(error: unknown, { expectedRevision }: Order): unknown {
  const revision = error instanceof Rejected ? error.details['revision'] : undefined;
  const isNamed = expectedRevision !== undefined && expectedRevision !== null;
  return isNamed && revision !== undefined ? new Rejected('CONFLICT', { revision }) : error;
}
