import { channel, tracingChannel } from 'node:diagnostics_channel';
import type { StoreFailure } from './port.ts';

/** An append, while it is asked for and answered. Whoever wants to know subscribes; nobody else pays for it. */
export interface Appending {
  /** The log's file without its ending. */
  readonly log: string;
  readonly events: number;
  readonly error?: unknown;
}

/** Appends that were made durable together. */
export interface Group {
  readonly log: string;
  readonly appends: number;
}

/** A log that began to fail: told once, until it goes on again. */
export interface Failed {
  readonly log: string;
  readonly code: StoreFailure;
}

export const failures = channel('family-help:log-failure');
export const appending = tracingChannel<unknown, Appending>('family-help:append');
export const groups = channel('family-help:group');
