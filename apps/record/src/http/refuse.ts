import type { Response } from 'express';
import { Rejected, type RefusalCode } from '#libs/contracts';
import { isOutOfReach, shownError, type Log, type ShownError } from '#libs/platform';

/** The statuses of HTTP, where a code has one of its own; the codes of gRPC stand in feed/refused-call.ts. */
export const STATUS: Partial<Record<RefusalCode, number>> = {
  COST_LIMIT: 429,
  INTERNAL: 500,
  NOT_FOUND: 404,
  NOT_PERMITTED: 403,
  PROCESSING_RESTRICTED: 403,
  PURPOSE_NOT_PERMITTED: 403,
  UNAUTHENTICATED: 401,
};

/** Seconds after which to ask again what is answered 503. */
export const ASK_AGAIN_S = 5;

/** Answers a request that goes no further: a code of the closed list, and nothing that was sent or is stored. */
export function refuse(response: Response, error: unknown, log: Log, status = statusOf(error)): void {
  const shown = shownError(error, log);
  log('warn', 'a request was refused', { code: shown.extensions.code, status });
  if (status === 401 && !response.hasHeader('WWW-Authenticate'))
    response.setHeader('WWW-Authenticate', 'Bearer');
  const wait = retryAfter(shown, status);
  if (wait !== undefined) response.setHeader('Retry-After', wait);
  response.status(status).json({ errors: [shown] });
}

/** Seconds after which asking again may help: what the refusal names, or those of every 503. */
function retryAfter({ extensions }: ShownError, status: number): string | undefined {
  const { retryAfter: seconds = status === 503 ? ASK_AGAIN_S : undefined } = extensions.details ?? {};
  return seconds === undefined ? undefined : String(seconds);
}

function statusOf(error: unknown): number {
  return error instanceof Rejected ? statusOfCode(error.code) : 500;
}

/** The status of HTTP of a request that is refused with this code. */
export function statusOfCode(code: RefusalCode): number {
  return STATUS[code] ?? (isOutOfReach(code) ? 503 : 400);
}
