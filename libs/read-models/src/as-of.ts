import type { DataClass } from '#libs/contracts';
import type { Unseen } from './unseen.ts';

/** What a reader asks: a position (inclusive) or an instant of knowledge, not both, and a day in the world. */
export interface AsOf {
  readonly position?: number | undefined;
  readonly knownAt?: string | undefined;
  /** A Europe/London day: what had occurred by its end. */
  readonly effectiveAt?: string | undefined;
}

/** Both axes, settled: what every reader takes and every answer says. */
export interface AsOfPoint {
  /** Inclusive; -1 is the empty log. */
  readonly position: number;
  /** The running maximum of recordedAt at that position; null in the empty log. */
  readonly knownAt: string | null;
  /** null: no limit, everything known is taken. */
  readonly effectiveAt: string | null;
  /** A later event may still carry a recordedAt that belongs before this. */
  readonly provisional: boolean;
  /** As corrected by then, unless it is asked as recorded. */
  readonly view?: View;
  /** The position by whose corrections and links entries are read, where that is a later one. */
  readonly readBy?: number;
  /** What is hidden from the caller; nothing if left out. */
  readonly unseen?: Unseen;
  /**
   * The classes of personal data that the caller may read; all if left out. An event whose sealed date is of another class
   * stands at its time of recording, so that no filter and no order reveals the date.
   */
  readonly classes?: ReadonlySet<DataClass>;
}

/** The position by whose corrections and links entries are read. */
export function readBy({
  position,
  readBy: later = position,
}: Pick<AsOfPoint, 'position' | 'readBy'>): number {
  return later;
}

/** What entries say: what was recorded at the time, or what corrections have made of it since. */
export type View = 'AS_RECORDED' | 'AS_CORRECTED';
