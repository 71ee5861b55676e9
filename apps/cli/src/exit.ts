import { Rejected, type RefusalCode } from '#libs/contracts';

/** Exit codes of the command line (docs/operations): what a script may rely on. */
export const EXIT = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  notFound: 3,
  notPermitted: 4,
  conflict: 5,
  internal: 70,
} as const;

/** A verb was called with words it cannot use. */
export class UsageError extends Error {}

/** The service did not start, and said why itself. */
export class ServiceEnded extends Error {
  readonly exitCode: number;

  constructor(exitCode: number | null) {
    super('the service did not start');
    this.exitCode = exitCode ?? EXIT.internal;
  }
}

const BY_CODE: Partial<Record<RefusalCode, number>> = {
  NOT_FOUND: EXIT.notFound,
  INVALID_REFERENCE: EXIT.usage,
  AS_OF_AMBIGUOUS: EXIT.usage,
  AS_OF_IN_FUTURE: EXIT.usage,
  POSITION_AHEAD: EXIT.usage,
  INVALID_DATE: EXIT.usage,
  INVALID_INPUT: EXIT.usage,
  SETTINGS_REFUSED: EXIT.usage,
  UNAUTHENTICATED: EXIT.notPermitted,
  NOT_PERMITTED: EXIT.notPermitted,
  PURPOSE_NOT_PERMITTED: EXIT.notPermitted,
  PROCESSING_RESTRICTED: EXIT.notPermitted,
  CONFLICT: EXIT.conflict,
  IDEMPOTENCY_MISMATCH: EXIT.conflict,
  STORE_REFUSED: EXIT.conflict,
  STORE_LOCKED: EXIT.conflict,
  STORE_UNAVAILABLE: EXIT.conflict,
  KEY_SERVICE_UNAVAILABLE: EXIT.conflict,
};

/** What a file system did not permit, as the sentence that names the file; anything else as it is. */
export async function asRefusal(error: unknown): Promise<unknown> {
  if (error instanceof UsageError || error instanceof ServiceEnded || error instanceof Rejected) return error;
  const { asFolderRefusal } = await import('#libs/service');
  return asFolderRefusal(error, process.env['FHR_DATA'] ?? 'data');
}

/** The exit code a failure is reported with. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof ServiceEnded) return error.exitCode;
  if (error instanceof Rejected) return BY_CODE[error.code] ?? EXIT.checkFailed;
  return EXIT.internal;
}

/** What the operator is told: the code and its sentence, or, of an unknown fault, its name only. */
export function sentenceOf(error: unknown): string {
  if (error instanceof UsageError || error instanceof ServiceEnded) return error.message;
  if (error instanceof Rejected) {
    const details = Object.entries(error.details).map(([name, value]) => ` ${name}=${value}`);
    return `${error.code}: ${error.message}${details.join('')} ${error.mend}`;
  }
  return `INTERNAL: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown fault'}`;
}
