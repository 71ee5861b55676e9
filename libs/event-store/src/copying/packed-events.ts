import type { CopiedEvent } from './copied-log.ts';

/** Events with the bytes of all their documents in one piece, to be handed to another thread. */
export interface PackedEvents {
  readonly events: readonly (Omit<CopiedEvent, 'document'> & { readonly bytes: number })[];
  readonly documents: Uint8Array<ArrayBuffer>;
}

export function packedEvents(events: readonly CopiedEvent[]): PackedEvents {
  const documents = new Uint8Array(events.reduce((sum, { document }) => sum + document.byteLength, 0));
  let end = 0;
  const rest = events.map(({ document, stream, revision, id, type, endsAppend }) => {
    documents.set(document, end);
    end += document.byteLength;
    return { stream, revision, id, type, endsAppend, bytes: document.byteLength };
  });
  return { events: rest, documents };
}

export function* unpackedEvents({ events, documents }: PackedEvents): Generator<CopiedEvent> {
  let end = 0;
  for (const { bytes, ...event } of events)
    yield { ...event, document: documents.subarray(end, (end += bytes)) };
}
