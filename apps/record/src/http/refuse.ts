import type { Response } from 'express';
import { Rejected, type RefusalCode } from '#libs/contracts';
import { isOutOfReach, shownError, type Log } from '#libs/platform';

const STATUS: Partial<Record<RefusalCode, number>> = {
  INTERNAL: 500,
  NOT_FOUND: 404,
  NOT_PERMITTED: 403,
  PROCESSING_RESTRICTED: 403,
  STALE: 503,
  UNAUTHENTICATED: 401,
};

/** Answers a request that goes no further: a code of the closed list, and nothing that was sent or is stored. */
export function refuse(response: Response, error: unknown, log: Log, status = statusOf(error)): void {
  const shown = shownError(error, log);
  log('warn', 'a request was refused', { code: shown.extensions.code, status });
  if (status === 401 && !response.hasHeader('WWW-Authenticate'))
    response.setHeader('WWW-Authenticate', 'Bearer');
  if (status === 503) response.setHeader('Retry-After', '5');
  response.status(status).json({ errors: [shown] });
}

function statusOf(error: unknown): number {
  if (!(error instanceof Rejected)) return 500;
  return STATUS[error.code] ?? (isOutOfReach(error.code) ? 503 : 400);
}
