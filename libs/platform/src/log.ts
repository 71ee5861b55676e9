import { pino, type DestinationStream } from 'pino';
import { correlationId } from './correlation.ts';
import { LogLines } from './log-lines.ts';
import { traceId } from './watching/current-trace.ts';

/** All that a log line may say. What is not here cannot be logged: no id, name or value of a case. */
export interface LogMembers {
  readonly code?: string;
  readonly error?: string;
  /** Where in the code, without the error's message. */
  readonly frames?: readonly string[];
  readonly status?: number;
  readonly milliseconds?: number;
  readonly position?: number;
  readonly port?: number;
  readonly projection?: string;
  readonly lag?: number;
  /** By whom people sign in: an address of the settings. */
  readonly issuer?: string;
  /** Of an erasure. */
  readonly step?: string;
  /** Lines of the log itself. */
  readonly lost?: number;
  /** A database: `events`, `access` or `keys`. */
  readonly log?: string;
  /** The name of an environment variable that is no setting, and of the setting most like it. */
  readonly setting?: string;
  readonly nearest?: string;
}

/** The sentences that are logged: constants, so that nothing is ever written into one. */
export type LogSentence =
  | 'a setting is not known'
  | 'listening'
  | 'lines of the log were lost'
  | 'metrics are told'
  | 'stopping'
  | 'a call broke off'
  | 'stopped before all was let go of'
  | 'a request was refused'
  | 'an erasure went on'
  | 'an issuer was not heard'
  | 'a database is waited for'
  | 'no longer the log it was'
  | 'a part of the service has failed'
  | 'work of the record’s own was not done'
  | 'something went wrong';

export type LogLevel = 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, sentence: LogSentence, members?: LogMembers) => void;

const ALLOWED: ReadonlySet<string> = new Set<keyof LogMembers>([
  'code',
  'error',
  'frames',
  'status',
  'milliseconds',
  'position',
  'port',
  'projection',
  'lag',
  'step',
  'issuer',
  'log',
  'lost',
  'setting',
  'nearest',
]);

/** One JSON line an entry, with the correlation id; stderr unless told otherwise. Members that are not allowed are dropped. */
export function openLog(destination?: DestinationStream): Log {
  const lines = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? toStderr((lost) => log('warn', 'lines of the log were lost', { lost })),
  );
  const log: Log = (level, sentence, members = {}) => {
    const allowed = Object.fromEntries(Object.entries(members).filter(([name]) => ALLOWED.has(name)));
    const trace = traceId();
    const found = { correlationId: correlationId(), ...(trace !== undefined && { traceId: trace }) };
    lines[level]({ ...allowed, ...found }, sentence);
  };
  return log;
}

/** A process that has looked at its stderr does not block on it, where it is a pipe. */
function toStderr(goesAgain: (lost: number) => void): DestinationStream {
  process.stderr.on('error', () => undefined);
  return new LogLines(process.stderr.fd, goesAgain);
}

/** What of an unknown error may be logged: its class and where it arose, never its message, which may quote a value. */
export function errorMembers(error: unknown): LogMembers {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .slice(0, 12);
  return { error: error.constructor.name, frames, ...(code !== undefined && { code }) };
}
