import { uuidv5, type Actor, type StoredEvent } from '#libs/contracts';
import type { Vault } from '#libs/vault';
import type { Order } from '../door/door.ts';

/** One order that a cause calls for. */
export interface Step {
  /** Different for each step of one cause, and the same whenever the cause is looked at again. */
  readonly name: string;
  readonly order: Pick<
    Order,
    'type' | 'data' | 'digestOf' | 'stream' | 'occurredAt' | 'lateReason' | 'lateAs'
  >;
  /** The stream the order starts: once that has begun, there is nothing left to do for a cause of long ago. */
  readonly starts?: string;
  /** The stream the order goes on with: once it wrote there, there is nothing left to do either. */
  readonly stream?: string;
}

/** What follows from events by itself. It keeps no state but the events it causes; which of its steps wait, and how far all are, stands in their checkpoint. */
export interface ProcessManager {
  readonly name: string;
  /** The types of event it acts on. */
  readonly causes: readonly string[];
  /**
   * Its steps are never parked by name, because a parked step would reveal whom it is about (a sealed match). So a step is
   * carried out whatever the age of its cause, and dropped if its record is gone. If it fails for another reason, the cause
   * is parked as a whole.
   */
  readonly neverParked?: boolean;
  steps(cause: StoredEvent): Promise<readonly Step[]>;
}

/** Who acts where the record acts by itself. */
export const systemActor: Actor = { user: 'system', role: 'SYSTEM', agency: 'system' };

/** The name of a step about several, by their ids. */
export function nameFor(...about: readonly string[]): string {
  return about.join(' ');
}

/** The ids, or the word, that make up a step's name. */
export function namedIn(name: string): readonly string[] {
  return name.split(' ');
}

/** What a step of a cause is known by: the same whenever, and on whichever node, the cause is looked at. */
export function stepIdOf(manager: string, cause: string, step: string): string {
  return uuidv5(cause, `${manager}/${step}`);
}

/** The id of a step's order: under the store's key, for events show it, and which step it was may tell of somebody. */
export function orderIdOf(step: string, vault: Pick<Vault, 'mint'>): string {
  return uuidv5(step, vault.mint(step, 1));
}

/** What orders that follow from an event say of it. */
export type Cause = Pick<StoredEvent, 'id' | 'correlationId'>;

/** Orders of which the cause stands in what they record, sealed: its stream or its type would say what they seal. */
const UNTRACED = new Set(['RaiseDataQualityFlag', 'NoteSealedMatch']);

/** The order of a step. The stream it starts may be there already: then it is already so. */
export function orderOf({ order, starts }: Step, commandId: string, cause: Cause): Order {
  return {
    ...order,
    ...(starts !== undefined && { stream: starts }),
    commandId,
    ...(!UNTRACED.has(order.type) && {
      correlationId: cause.correlationId,
      causationId: cause.id,
    }),
    actor: systemActor,
    source: 'SYSTEM',
  };
}

/** The stream of the flag that a step raises, by the step's id. */
export function flagsOf(vault: Pick<Vault, 'mint'>): (step: string) => string {
  return (step) => `flag-${vault.mint(step, 0)}`;
}
