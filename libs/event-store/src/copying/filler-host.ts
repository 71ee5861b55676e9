import { extendedSqliteCode, StoreError, type StoreErrorKind } from '../errors.ts';
import type { CopiedEvent } from './copied-log.ts';
import { LogFiller } from './log-filler.ts';

/** The event of a group that could not be added, and why; as plain data, for it may have to cross a thread. */
export interface NotAdded {
  readonly index: number;
  readonly kind: StoreErrorKind;
  readonly message: string;
  /** Of SQLite, where it was that which failed. */
  readonly errcode?: number | undefined;
}

export function notAdded(index: number, { kind, message, cause }: StoreError): NotAdded {
  return { index, kind, message, errcode: extendedSqliteCode(cause) };
}

export function storeErrorOf({ kind, message, errcode }: NotAdded): StoreError {
  return new StoreError(kind, message, errcode === undefined ? {} : { cause: { errcode } });
}

/** Where a log is filled: a group in, and what of it could not be added, after which nothing more is. */
export interface FillerHost {
  fill(events: readonly CopiedEvent[]): Promise<NotAdded | undefined>;
  /** Makes all of it durable, and lets go of the file. */
  close(): Promise<void>;
  /** Lets go of the file, whatever it holds. */
  abandon(): Promise<void>;
}

/** Fills a log on the caller's thread. Throws `StoreError` where it cannot be made. */
export function fillerHere(file: string): FillerHost {
  const filler = new LogFiller(file);
  return {
    fill: (events) => Promise.resolve(filled(filler, events)),
    close: () => Promise.resolve(filler.close()),
    abandon: () => Promise.resolve(filler.abandon()),
  };
}

/** Adds a group, up to the first that cannot be. */
export function filled(filler: LogFiller, events: Iterable<CopiedEvent>): NotAdded | undefined {
  let index = 0;
  for (const event of events) {
    try {
      filler.add(event);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return notAdded(index, error);
    }
    index++;
  }
  return undefined;
}
