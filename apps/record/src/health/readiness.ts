import type { StoreFailure } from '#libs/event-store';
import type { LedgerStatus } from '#libs/service';

/** What a node knows of itself when it is asked whether it takes work. */
export interface NodeCondition {
  /** The position that all read models have reached; -1 while one is built for the first time. */
  readonly position: number;
  /** Events that they are behind the log. */
  readonly lag: number;
  /** Milliseconds for which they are behind and have not moved. */
  readonly unmoved: number;
  /** Milliseconds since each log was last known to be whole here; absent where the log itself is here. */
  readonly unproven: readonly (number | undefined)[];
  /** Why a log goes on no more. */
  readonly failures: readonly (StoreFailure | undefined)[];
  /** Whether the read models cannot be kept up. */
  readonly isProjectorFailing: boolean;
  readonly ledgers: readonly KeptLedger[];
  /** Bytes free beside the data folder. */
  readonly diskFree: number;
  readonly isStopping: boolean;
}

/** The ledger of a log, and the last position of that log. */
export type KeptLedger = Pick<LedgerStatus, 'checkpoint' | 'failure' | 'refused'> & { readonly head: number };

export type NotReady =
  | 'STOPPING'
  | StoreFailure
  | 'JOURNAL_UNPROVEN'
  | 'PROJECTOR_FAILED'
  | 'READ_MODELS_BEHIND'
  | 'LEDGER_NOT_SIGNED'
  | 'DISK_FULL';

/** Events the read models may be behind while the service still takes work. */
const READY_LAG = 10_000;
/** For so long they may be behind, by however little, without moving: what is held back may be access that was withdrawn. */
const READY_UNMOVED_MS = 60_000;
/** For so long a cut-off node may still think that access was not withdrawn. */
const PROVEN_MS = 10_000;
/** Room for a write-ahead log, a checkpoint and what is being built. */
export const LEAST_DISK = 256 * 1024 ** 2;

const REASONS: readonly (readonly [NotReady, (standing: NodeCondition) => boolean])[] = [
  ['STOPPING', ({ isStopping }) => isStopping],
  ['WRITER_STOPPED', ({ failures }) => failures.includes('WRITER_STOPPED')],
  ['JOURNAL_NOT_FOLLOWED', ({ failures }) => failures.includes('JOURNAL_NOT_FOLLOWED')],
  ['JOURNAL_UNPROVEN', ({ unproven }) => unproven.some((ms) => ms !== undefined && ms > PROVEN_MS)],
  ['PROJECTOR_FAILED', ({ isProjectorFailing }) => isProjectorFailing],
  [
    'READ_MODELS_BEHIND',
    ({ position, lag, unmoved }) => position < 0 || lag > READY_LAG || unmoved > READY_UNMOVED_MS,
  ],
  ['LEDGER_NOT_SIGNED', ({ ledgers }) => ledgers.some(isNotSigned)],
  ['DISK_FULL', ({ diskFree }) => diskFree < LEAST_DISK],
];

/** Why a node takes no work now; none where it does. */
export function notReadyBecause(standing: NodeCondition): NotReady[] {
  return REASONS.flatMap(([reason, applies]) => (applies(standing) ? reason : []));
}

/** Its last checkpoint is not shown to be the log's, or nothing more is signed. */
function isNotSigned({ checkpoint, failure, refused, head }: KeptLedger): boolean {
  return (checkpoint === undefined && head >= 0) || failure !== undefined || refused !== undefined;
}
