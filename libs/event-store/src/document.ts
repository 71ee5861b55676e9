import { StoreError } from './errors.ts';
import type { StoreErrorKind } from './errors.ts';
import type { LoggedEvent } from './port.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

type Copies = Pick<LoggedEvent, 'stream' | 'revision' | 'id' | 'type' | 'document'>;

/** Refuses an event whose document is not a JSON object that names the same stream, revision, id and type. */
export function compareWithDocument(event: Copies, kind: StoreErrorKind): void {
  compareWithParsed(event, parse(event, kind), kind);
}

/** The same for a document that was parsed already. */
export function compareWithParsed(
  event: Copies,
  document: Readonly<Record<string, unknown>>,
  kind: StoreErrorKind,
): void {
  for (const member of ['stream', 'revision', 'id', 'type'] as const) {
    if (document[member] !== event[member]) {
      throw new StoreError(kind, `${where(event)}: the document's ${member} is not the event's.`);
    }
  }
}

/** Guarantees that a logged event's columns are what its document says; CORRUPT where they are not. */
export function checkDocument(event: LoggedEvent): void {
  compareWithDocument(event, 'CORRUPT');
}

function parse(event: Copies, kind: StoreErrorKind): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(event.document));
  } catch (error) {
    throw new StoreError(kind, `${where(event)}: the document is not JSON in UTF-8.`, { cause: error });
  }
  if (typeof value !== 'object' || value === null)
    throw new StoreError(kind, `${where(event)}: the document is not an object.`);
  return value as Record<string, unknown>;
}

function where({ stream, revision }: Copies): string {
  return `Event ${revision} of ${stream}`;
}
