import type { KeyPlace } from '#libs/vault';
import type { ParkedEvent } from './model.ts';

export interface ProjectorSettings extends KeyPlace {
  /** Where the read models' files stand. */
  readonly folder: string;
  readonly journalFile: string;
  readonly kek: Uint8Array;
  readonly origin: string;
  /** The access log, where there is one. */
  readonly accessFile?: string | undefined;
  /** Projects on a thread of its own; inline unless set. */
  readonly worker?: boolean | undefined;
  /** Never rests at the head: for a record being made, whose writer waits for the models more often than all others. */
  readonly restless?: boolean | undefined;
}

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly position: number;
  /** Events the log is ahead. */
  readonly lag: number;
  readonly parked: number;
  /** The first twenty of them. */
  readonly parkedEvents: readonly ParkedEvent[];
  /** Events of a type or version this program does not know, passed over. */
  readonly unknown: number;
  /** The log's last position. */
  readonly head: number;
  readonly rebuilding: boolean;
  /** While it is built: how far that has come. */
  readonly built?: number;
  /** While it is built: about how long that still takes; absent before the first events are in. */
  readonly secondsLeft?: number;
  /** Why the model cannot be written just now (a full disk), where it cannot; it tries again by itself. */
  readonly failure?: string;
}

/** Keeps every read model up with its log. */
export interface Projector {
  /** The position all models of the record have reached; -1 before the first event. */
  position(): number;
  /** Resolves once every model of the record holds the position; after `timeoutMs` (2000) Rejected STALE. */
  reached(position: number, timeoutMs?: number): Promise<void>;
  /** The same for the access log's model. */
  accessReached(position: number, timeoutMs?: number): Promise<void>;
  /**
   * Resolves once no file of a model of the record holds anything that a key opened which was destroyed by the position;
   * rejected STALE like `reached`.
   */
  purged(position: number, timeoutMs?: number): Promise<void>;
  /** Whether a model cannot be kept up just now, or never again: its thread has ended. */
  isFailing(): boolean;
  status(): Promise<ProjectionStatus[]>;
  /**
   * Builds one model, or all, from the first event beside the live one, then switches. Rejected STORE_UNAVAILABLE, with why, where
   * that cannot be done now, as on a full disk; the live one stays in use.
   */
  rebuild(name?: string): Promise<void>;
  /**
   * Tries parked events again: each model that has any, or the one named if it has, is built anew, so that they come in
   * their order. Until they apply, their families stay stale.
   */
  retry(name?: string): Promise<void>;
  /** Says that the record's log has grown. */
  wake(head: number): void;
  close(): Promise<void>;
}

/** How long a reader waits for a position unless it says. */
export const WAIT_MS = 2000;
