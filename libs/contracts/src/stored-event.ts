import { canonicalBytes, type JsonObject } from './json.ts';
import type { DataClass } from './event-fields.ts';

export type Precision = 'INSTANT' | 'DATE' | 'MONTH' | 'YEAR' | 'UNKNOWN';

/** When something was true in the world; `value` is absent where the precision is UNKNOWN. */
export type OccurredAt = {
  readonly precision: Precision;
  readonly value?: string;
  readonly end?: string;
};

/** Who recorded it, by pseudonymous ids. */
export type Actor = {
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly onBehalfOf?: string;
};

/** One subject's fields of one class, sealed together. */
export type SealedPart = {
  readonly subject: string;
  readonly class: DataClass;
  /** JSON Pointer -> commitment. */
  readonly fields: Readonly<Record<string, string>>;
  readonly blob: string;
};

/** The stored event: what stands in the log for ever. */
export type StoredEvent = {
  readonly format: 1;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly version: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly recordedAt: string;
  readonly occurredAt: OccurredAt;
  readonly lateReason?: string;
  readonly actor: Actor;
  readonly authority: string;
  readonly source: 'UI' | 'API' | 'IMPORT' | 'SYSTEM';
  readonly sensitivity: 'STANDARD' | 'RESTRICTED' | 'SEALED';
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly commandDigest: string;
  readonly subjects: readonly string[];
  readonly families: readonly string[];
  readonly codeSets: Readonly<Record<string, string>>;
  readonly factsAt?: number;
  readonly data: JsonObject;
  readonly sealed: readonly SealedPart[];
};

/** The exact bytes kept for ever. */
export function encodeStoredEvent(event: StoredEvent): Uint8Array {
  return canonicalBytes(event);
}

/** Reads stored bytes. Throws where they are not a document of a format this reader knows. */
export function decodeStoredEvent(bytes: Uint8Array): StoredEvent {
  return parseStoredEvent(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
}

/** The same of the text that stored bytes are in UTF-8. */
export function parseStoredEvent(text: string): StoredEvent {
  const event = JSON.parse(text) as StoredEvent;
  if (event.format !== 1) throw new TypeError(`stored event of unknown format ${String(event.format)}`);
  return event;
}
