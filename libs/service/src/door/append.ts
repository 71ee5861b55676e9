import { Rejected, type RefusalCode } from '#libs/contracts';
import {
  StoreError,
  type Appended,
  type EventStore,
  type Expected,
  type NewEvent,
  type StoreErrorKind,
} from '#libs/event-store';

/** The refusal a caller gets for each way in which the store may fail. */
const REFUSALS: Readonly<Record<StoreErrorKind, RefusalCode>> = {
  CONFLICT: 'CONFLICT',
  TOO_LARGE: 'TOO_LONG',
  INVALID_ARGUMENT: 'INTERNAL',
  UNAVAILABLE: 'STORE_UNAVAILABLE',
  UNKNOWN_OUTCOME: 'OUTCOME_UNKNOWN',
  PENDING: 'PENDING',
  CORRUPT: 'STORE_UNAVAILABLE',
  LOCKED: 'STORE_LOCKED',
  CLOSED: 'STORE_UNAVAILABLE',
};

/**
 * Appends after the revision given. Where the outcome is unknown it is sent again, whole, once; unknown twice is
 * OUTCOME_UNKNOWN. A clash stays a StoreError CONFLICT.
 */
export async function appendOnce(
  store: Pick<EventStore, 'append'>,
  stream: string,
  events: readonly NewEvent[],
  after: number,
): Promise<Appended> {
  const expected: Expected = after < 0 ? 'no-stream' : after;
  try {
    return await store.append(stream, events, { expected });
  } catch (error) {
    if (!isKind(error, 'UNKNOWN_OUTCOME')) throw error;
  }
  try {
    return await store.append(stream, events, { expected });
  } catch (error) {
    // Only a clash says that the first one was not written: everything else leaves it open.
    if (isKind(error, 'CONFLICT')) throw error;
    throw new Rejected('OUTCOME_UNKNOWN');
  }
}

/** A failure of the store as what the caller is told; anything else as it is. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  const revision = error.kind === 'CONFLICT' ? error.actual : undefined;
  const rejected = new Rejected(REFUSALS[error.kind], revision === undefined ? {} : { revision });
  rejected.cause = error;
  return rejected;
}

export function isKind(error: unknown, kind: StoreErrorKind): error is StoreError {
  return error instanceof StoreError && error.kind === kind;
}
