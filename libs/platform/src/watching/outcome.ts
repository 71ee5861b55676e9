import { Rejected } from '#libs/contracts';
import { StoreError } from '#libs/event-store';

/** How something ended: `ok`, or the code of the closed lists with which it was refused; never a message. */
export function outcomeOf(error: unknown): string {
  if (error === undefined) return 'ok';
  if (error instanceof Rejected) return error.code;
  return error instanceof StoreError ? error.kind : 'INTERNAL';
}
