import type { Appended, Expected, NewEvent } from '../port.ts';
import type { StoreErrorKind } from '../errors.ts';

/** An append whose shape has been checked, as it is handed to the writer. */
export interface Append {
  stream: string;
  expected: Expected;
  events: readonly NewEvent[];
}

/** The writer's answer to one append, as plain data: it may have to cross a thread. */
export type Outcome = { appended: Appended } | { refused: Refusal };

export interface Refusal {
  kind: StoreErrorKind;
  message: string;
  actual?: number;
  /** Whether the writer writes nothing more from here on. */
  stops?: boolean;
}

/** Where the writer runs. A group's outcomes come in its order; none is given before the group is durable. */
export interface WriterHost {
  /** Called when the writer writes nothing more, be it after a group was answered; not where its thread ends. */
  onStopped?: (() => void) | undefined;
  commit(group: readonly Append[]): Promise<readonly Outcome[]>;
  close(): Promise<void>;
}
