import { Rejected, refusals, type RefusalCode } from '#libs/contracts';
import { correlationId } from './correlation.ts';
import { errorMembers, type Log } from './log.ts';

/** How an error looks from outside: a code of the closed list and what belongs to it; never a stack or a stored value. */
export interface ShownError {
  readonly message: string;
  readonly extensions: {
    readonly code: RefusalCode;
    readonly mend: string;
    readonly correlationId: string;
    readonly details?: Readonly<Record<string, string | number>>;
  };
}

/** What a caller sees of an error. One that is no refusal reads INTERNAL, and its place in the code goes to the log. */
export function shownError(error: unknown, log: Log): ShownError {
  if (error instanceof Rejected) return shown(error.code, error.details);
  log('error', 'something went wrong', errorMembers(error));
  return shown('INTERNAL');
}

function shown(code: RefusalCode, details: Rejected['details'] = {}): ShownError {
  const [message, mend] = refusals[code];
  const beside = Object.keys(details).length > 0 ? { details } : {};
  return { message, extensions: { code, mend, correlationId: correlationId(), ...beside } };
}

const OUT_OF_REACH: ReadonlySet<string> = new Set<RefusalCode>([
  'AUDIT_UNAVAILABLE',
  'KEY_SERVICE_UNAVAILABLE',
  'SIGN_IN_UNAVAILABLE',
  'STALE',
  'STORE_UNAVAILABLE',
]);

/** Whether a part of the service is out of reach or behind, so that asking again later may help: HTTP 503. */
export function isOutOfReach(code: unknown): boolean {
  return typeof code === 'string' && OUT_OF_REACH.has(code);
}
