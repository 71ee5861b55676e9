import type { Append } from './append.ts';

/** A group of appends with the bytes of all its documents in one piece: to hand over many small ones costs far more. */
export interface Packed {
  readonly appends: readonly {
    readonly stream: string;
    readonly expected: Append['expected'];
    readonly events: readonly { readonly id: string; readonly type: string; readonly bytes: number }[];
  }[];
  readonly documents: Uint8Array<ArrayBuffer>;
}

export function packed(group: readonly Append[]): Packed {
  const documents = group.flatMap(({ events }) => events.map(({ document }) => document));
  const all = new Uint8Array(documents.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let end = 0;
  for (const document of documents) {
    all.set(document, end);
    end += document.byteLength;
  }
  const appends = group.map(({ stream, expected, events }) => ({
    stream,
    expected,
    events: events.map(({ id, type, document }) => ({ id, type, bytes: document.byteLength })),
  }));
  return { appends, documents: all };
}

export function unpacked({ appends, documents }: Packed): Append[] {
  let end = 0;
  return appends.map(({ stream, expected, events }) => ({
    stream,
    expected,
    events: events.map(({ id, type, bytes }) => ({
      id,
      type,
      document: documents.subarray(end, (end += bytes)),
    })),
  }));
}
