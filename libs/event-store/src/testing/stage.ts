import type { EventStore } from '../port.ts';

/** A store's place, where it can be opened again. */
export interface Place {
  open(): Promise<EventStore>;
  clear(): Promise<void>;
}

/**
 * A kind of store: how it is called, whether its log outlives it, whether calls that do not wait for each other are written in
 * their order whatever streams they are for, how many random histories it is put through, and a new, empty place for one.
 */
export interface Engine {
  name: string;
  lasts: boolean;
  keepsOrder: boolean;
  histories: number;
  place(): Promise<Place>;
}

/** What each case of the contract plays on: a new, empty store. */
export interface Stage {
  store: EventStore;
  reopen(): Promise<void>;
}
