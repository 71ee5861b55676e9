import type { Actor, StoredEvent } from '#libs/contracts';
import type { Order } from '../door/door.ts';

/** One order that a cause calls for. */
export interface Step {
  /** Different for each step of one cause, and the same whenever the cause is looked at again. */
  readonly name: string;
  readonly order: Pick<Order, 'type' | 'data'>;
  /** The stream the order starts: once that has begun, there is nothing left to do for a cause of long ago. */
  readonly starts: string;
}

/** What follows from events by itself. It keeps no state but the events it causes. */
export interface ProcessManager {
  readonly name: string;
  /** The types of event it acts on. */
  readonly causes: readonly string[];
  steps(cause: StoredEvent): Promise<readonly Step[]>;
}

/** Who acts where the record acts by itself. */
export const systemActor: Actor = { user: 'system', role: 'SYSTEM', agency: 'system' };
