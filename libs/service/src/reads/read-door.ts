import type { Principal, Purpose, Relations, ResourceKind } from '#libs/access';
import type { DataClass } from '#libs/contracts';

/** The doors that reads come in by. */
export type ReadingDoor = 'GRAPHQL' | 'CLI' | 'OPERATOR' | 'FEED';

/** What access granted: the classes of personal fields that the answer may hold, and what it was granted by. */
export interface Granted {
  readonly classes: readonly DataClass[];
  readonly relationships: readonly string[];
  readonly policyIds: readonly string[];
}

/** An answer, and what the access record says of it. */
export interface Answered<T> {
  readonly value: T;
  /** Family streams that were opened. */
  readonly families: readonly string[];
  /** Subject ids that were opened. */
  readonly persons: readonly string[];
  readonly results: number;
  /** Classes of personal fields in the value. */
  readonly classes: readonly DataClass[];
  /** The position the answer is of. */
  readonly position: number;
}

/** What is to be opened. How the caller stands to it is gathered by the read door, but where it is given. */
export interface AskedFor extends Partial<Relations> {
  readonly kind: ResourceKind;
  /** A stream, of a person the bare id; absent where no one record is asked for, or none was found. */
  readonly record?: string | undefined;
  /** What was named and is not there for the caller: it stands in the record of the read, as what is not there at all does. */
  readonly unseen?: readonly string[] | undefined;
  /** The position asked about. */
  readonly position?: number | undefined;
}

/** A read on its way in. */
export interface Reading<T> {
  readonly principal: Principal;
  readonly purpose: Purpose;
  /** The name of the query's field, or the verb. */
  readonly read: string;
  readonly resource: AskedFor;
  readonly door: ReadingDoor;
  /** SHA-256 of the query document, base64url. */
  readonly documentHash: string;
  readonly correlationId?: string | undefined;
  /** Search terms, recorded blind. */
  readonly terms?: readonly string[] | undefined;
  answer(granted: Granted): Promise<Answered<T>>;
}

/** A read of what may not be there yet. */
export interface LookReading<T> extends Omit<Reading<T>, 'answer'> {
  /** Undefined where there is nothing to answer. */
  answer(granted: Granted): Promise<Answered<T> | undefined>;
}

/** A read of which nothing was opened. */
export type Unopened = Omit<Reading<unknown>, 'answer' | 'resource'>;

/** The only way to read a record of people. */
export interface ReadDoor {
  /**
   * Decides, computes, and answers once the read is durably in the access log. Throws `Rejected`: what access forbids,
   * recorded as well; AUDIT_UNAVAILABLE where the read cannot be recorded.
   */
  open<T>(reading: Reading<T>): Promise<T>;

  /**
   * The same, where there may be nothing to answer yet: then nothing leaves, and nothing is recorded. What access forbids is
   * refused and recorded all the same.
   */
  look<T>(looking: LookReading<T>): Promise<T | undefined>;

  /** Records a read that was turned away before anything was decided about it, by what it was. AUDIT_UNAVAILABLE where it cannot. */
  turnedAway(read: Unopened, by: string): Promise<void>;
}
