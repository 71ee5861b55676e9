import {
  AccessDeniedError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { reasonOf, StoreError } from '../errors.ts';
import type { Expected } from '../port.ts';
import { corrupt } from './cluster-event.ts';

/** An append that failed; UNKNOWN_OUTCOME where the cluster may have taken it all the same. */
export function appendFailure(error: unknown, stream: string, expected: Expected): StoreError {
  if (error instanceof StoreError) return error;
  if (error instanceof WrongExpectedVersionError) {
    const actual = typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : -1;
    return new StoreError('CONFLICT', `${stream} is at revision ${actual}, not at ${expected}.`, {
      expected,
      actual,
    });
  }
  if (error instanceof StreamDeletedError) return corrupt(`${stream} was deleted in the cluster.`);
  if (error instanceof MaxAppendSizeExceededError)
    return new StoreError('TOO_LARGE', 'The cluster takes no append of that size.', { cause: error });
  if (error instanceof AccessDeniedError) return denied(error);
  if (error instanceof NotLeaderError)
    return new StoreError('UNAVAILABLE', 'The cluster has no leader just now.', { cause: error });
  return new StoreError(
    'UNKNOWN_OUTCOME',
    `The cluster did not say whether it took the append: ${reasonOf(error)}.`,
    {
      cause: error,
    },
  );
}

export function readFailure(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  if (error instanceof AccessDeniedError) return denied(error);
  if (error instanceof StreamDeletedError) return corrupt(`A stream was deleted in the cluster.`);
  return new StoreError('UNAVAILABLE', `The cluster could not be read: ${reasonOf(error)}.`, {
    cause: error,
  });
}

/** Whether an append that failed so may be sent again. */
export function isPassing({ kind, cause }: StoreError): boolean {
  return kind === 'UNKNOWN_OUTCOME' || (kind === 'UNAVAILABLE' && !(cause instanceof AccessDeniedError));
}

function denied(cause: unknown): StoreError {
  return new StoreError('UNAVAILABLE', 'The cluster refuses this node’s user: check its access list.', {
    cause,
  });
}
