import { Code, ConnectError } from '@connectrpc/connect';
import { Rejected, type RefusalCode } from '#libs/contracts';
import { isOutOfReach, shownError, type Log } from '#libs/platform';
import { RefusalSchema } from '../generated/familyhelp/feed/v1/feed_service_pb.ts';

/** The codes of gRPC, where a code has one of its own; the statuses of HTTP stand in http/refuse.ts. */
export const CODES: Partial<Record<RefusalCode, Code>> = {
  INTERNAL: Code.Internal,
  NOT_FOUND: Code.NotFound,
  NOT_PERMITTED: Code.PermissionDenied,
  PURPOSE_NOT_PERMITTED: Code.PermissionDenied,
  PROCESSING_RESTRICTED: Code.PermissionDenied,
  POSITION_AHEAD: Code.OutOfRange,
  COST_LIMIT: Code.ResourceExhausted,
  UNAUTHENTICATED: Code.Unauthenticated,
};

/** Details that are of what was sent. Others, as how far the log goes, are not told whoever asks. */
const TOLD = ['field', 'retryAfter'];

/** How an error looks to whoever called: a code of gRPC, and one of the closed list; nothing that was sent or is stored. */
export function refusedCall(error: unknown, log: Log): ConnectError {
  if (error instanceof ConnectError) return error;
  const { message, extensions } = shownError(error, log);
  const { code, mend, correlationId, details = {} } = extensions;
  log('warn', 'a request was refused', { code });
  const told = Object.entries(details).filter(([name]) => TOLD.includes(name));
  return new ConnectError(`${code}: ${message}`, codeOf(error, code), undefined, [
    {
      desc: RefusalSchema,
      value: {
        ...{ code, mend, correlationId },
        details: Object.fromEntries(told.map(([name, value]) => [name, String(value)])),
      },
    },
  ]);
}

function codeOf(error: unknown, code: RefusalCode): Code {
  return error instanceof Rejected ? callCodeOf(code) : Code.Internal;
}

/** The code of gRPC of a call that is refused with this code of the record. */
export function callCodeOf(code: RefusalCode): Code {
  return CODES[code] ?? (isOutOfReach(code) ? Code.Unavailable : Code.InvalidArgument);
}
