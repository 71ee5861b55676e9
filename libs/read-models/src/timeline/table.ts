import type { Actor, JsonObject, OccurredAt, StoredEvent } from '#libs/contracts';

/** One event as it is read: opened, beside both its times. Nothing is masked yet. */
export interface TimelineEntry {
  readonly position: number;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly version: number;
  readonly recordedAt: string;
  /** The running maximum of recordedAt over the log up to this event. */
  readonly knownAt: string;
  /** For a type with a sealed date (a death) that date, opened; see `maskEntry`. */
  readonly occurredAt: OccurredAt;
  /** Whole Europe/London days from occurred to recorded. */
  readonly late: number;
  readonly lateReason: string | null;
  readonly actor: Actor;
  readonly source: StoredEvent['source'];
  readonly sensitivity: StoredEvent['sensitivity'];
  readonly correlationId: string;
  readonly causationId: string;
  readonly subjects: readonly string[];
  /** Families the envelope names, and the family whose stream it is. */
  readonly families: readonly string[];
  readonly codeSets: Readonly<Record<string, string>>;
  readonly data: JsonObject;
  /** Pointers into data whose key is gone. */
  readonly erased: readonly string[];
  readonly corrected: boolean;
  readonly voided: boolean;
}
