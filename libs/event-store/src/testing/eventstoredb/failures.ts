import { Metadata, status } from '@grpc/grpc-js';

/** What the stand-in does wrong, until it is told otherwise. */
export type Fault =
  /** Answers nothing, neither to appends nor to reads. */
  | 'MUTE'
  /** Writes what it is given, and then answers nothing. */
  | 'MUTE_AFTER_WRITING'
  /** Ends reads cleanly, without what they asked for. */
  | 'CLEAN_END'
  /** Breaks every call off. */
  | 'DROPPED'
  /** Another node leads; it says which. */
  | 'NOT_LEADER'
  | 'ACCESS_DENIED'
  | 'TOO_LARGE'
  /** Writes, and says that its own deadline passed. */
  | 'TIMEOUT_AFTER_WRITING';

/** The failure of a call under a fault; undefined where it goes on, or gets no answer. */
export function failureOf(fault: Fault | undefined): ReturnType<typeof failed> | undefined {
  switch (fault) {
    case 'DROPPED':
      return failed(status.UNAVAILABLE);
    case 'NOT_LEADER':
      return failed(status.NOT_FOUND, 'not-leader', {
        'leader-endpoint-host': '127.0.0.1',
        'leader-endpoint-port': '1',
      });
    case 'ACCESS_DENIED':
      return denied();
    case 'TOO_LARGE':
      return failed(status.INVALID_ARGUMENT, 'maximum-append-size-exceeded', {
        'maximum-append-size': '1048576',
      });
    case 'TIMEOUT_AFTER_WRITING':
      return failed(status.ABORTED);
    case 'MUTE':
    case 'MUTE_AFTER_WRITING':
    case 'CLEAN_END':
    case undefined:
      return undefined;
  }
}

export function denied() {
  return failed(status.PERMISSION_DENIED, 'access-denied');
}

export function failed(code: status, exception?: string, trailers: Readonly<Record<string, string>> = {}) {
  const metadata = new Metadata();
  if (exception !== undefined) metadata.set('exception', exception);
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return { code, details: exception ?? 'broken off', metadata };
}
