import { Rejected } from '#libs/contracts';
import type { Fold } from './facts/folds.ts';
import type { Order } from './door.ts';
import type { Shaped } from './order.ts';

/**
 * Throws CONFLICT if `expectedRevision` is not the last revision (I18): of the matter the form was about, such as one episode,
 * where that is less than its whole stream; or of a later correction, which may amend any matter.
 */
export function checkSeen({ rules, command, order }: Shaped, { state, revision, amended }: Fold): void {
  const seen = order.expectedRevision ?? undefined;
  if (seen === undefined) return;
  const last = Math.max(rules.seen(state, command) ?? revision, amended);
  if (seen !== last) throw new Rejected('CONFLICT', { revision: last });
}

/**
 * A rule that was overtaken in another stream refuses with that stream's revision. To a caller who named an expected revision
 * it becomes CONFLICT, as for the stream itself.
 */
export function asOvertaken(error: unknown, { expectedRevision }: Order): unknown {
  const revision = error instanceof Rejected ? error.details['revision'] : undefined;
  const isNamed = expectedRevision !== undefined && expectedRevision !== null;
  return isNamed && revision !== undefined ? new Rejected('CONFLICT', { revision }) : error;
}
