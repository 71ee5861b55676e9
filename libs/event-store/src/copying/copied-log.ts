import type { NewEvent } from '../port.ts';
import type { Append } from '../sqlite/append.ts';

/** An event as every store holds it; its position is its place in the order. */
export interface CopiedEvent extends NewEvent {
  readonly stream: string;
  readonly revision: number;
  readonly endsAppend: boolean;
}

/** A log that is gone through once, from its beginning, and may be written to at its end. */
export interface CopiedLog extends AsyncDisposable {
  /** The events that follow those given so far; none where the log ends, until it has grown. Throws `StoreError`. */
  next(): Promise<readonly CopiedEvent[]>;
  /** Writes the appends at the end, in their order, each wholly or not; durable when it resolves. Throws `StoreError`. */
  take(appends: readonly Append[]): Promise<void>;
  /** Told when the log holds all that it is to hold. */
  whole(): void;
}
