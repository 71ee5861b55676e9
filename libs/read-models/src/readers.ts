import type { AccessReader } from './access/reader.ts';
import type { AsOf, AsOfPoint } from './as-of.ts';
import type { CaseloadReader } from './caseload/reader.ts';
import type { DirectoryReader } from './directory/reader.ts';
import type { FamiliesReader } from './families/reader.ts';
import type { PeopleReader } from './people/reader.ts';
import type { RequestsReader } from './requests/reader.ts';
import type { TimelineReader } from './timeline/reader.ts';

/** Every read model, read synchronously on the caller's thread. A model that is still being built refuses with STALE. */
export interface Readers {
  readonly timeline: TimelineReader;
  readonly families: FamiliesReader;
  readonly people: PeopleReader;
  readonly requests: RequestsReader;
  readonly caseload: CaseloadReader;
  readonly directory: DirectoryReader;
  readonly access: AccessReader;
  /** The position all models of the record have reached; -1 before the first event. */
  position(): number;
  /**
   * Settles what was asked into a position and a day; nothing asked is now. `now` is the store's clock. Rejects
   * AS_OF_AMBIGUOUS, POSITION_AHEAD (details: position), AS_OF_IN_FUTURE, INVALID_DATE.
   */
  asOf(asked: AsOf | undefined, now: string): AsOfPoint;
  /** The instant at which a position was known; null before the first event. */
  knownAt(position: number): string | null;
  close(): void;
}

/** Opens the read models of a folder, read-only, and follows every switch to a newer file. They need not exist yet. */
export declare function openReaders(folder: string): Readers;
