import { hash } from 'node:crypto';

/** An event's stored bytes, its place in the log, and the siblings from its leaf up to the checkpoint's root. */
export interface BundledEvent {
  readonly index: number;
  readonly document: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** A sealed part that is not opened, and the decision not to. */
export interface Withheld {
  readonly index: number;
  readonly subject: string;
  readonly class: string;
  /** The id of the event that says so, on which basis, and whose decision it was. */
  readonly decision: string;
  readonly basis: string;
  readonly decidedBy: string;
}

/** What an audit bundle holds (docs/verification.md), in the order of its lines. */
export interface BundleParts {
  readonly manifest: {
    readonly origin: string;
    /** The size of the log as of which the whole streams are all there. */
    readonly completeAsOf: number;
    /** `whole`: with every event of the stream, not only those that belong to what was asked for. */
    readonly streams: readonly { readonly stream: string; readonly whole: boolean }[];
    readonly createdAt: string;
    readonly purpose: string;
    /** Pseudonymous. */
    readonly requester: string;
    /** Of a subject access pack: whom it is for, and what was withheld from them. */
    readonly dataSubject?: string;
    readonly withheld?: readonly Withheld[];
  };
  /** In the order of the log. */
  readonly events: readonly BundledEvent[];
  /** The event LedgerHeads that says how each stream ended. */
  readonly heads: BundledEvent;
  /** The signed note of the checkpoint, with what witnesses cosigned. */
  readonly checkpoint: string;
  /** Of each whole stream the path from its end to the root in LedgerHeads. */
  readonly paths: readonly { readonly stream: string; readonly path: readonly Uint8Array[] }[];
  /** Fields opened to the reader: canonical JSON of [salt, pointer, value], whose SHA-256 stands in the event. */
  readonly openings: readonly { readonly index: number; readonly opened: string }[];
  /** Sealed parts whose key was destroyed. */
  readonly erased: readonly { readonly index: number; readonly subject: string; readonly class: string }[];
}

/** The bundle's text, one JSON object a line, the last of them the log's signature over all before it. */
export async function formatBundle(
  { manifest, events, heads, checkpoint, paths, openings, erased }: BundleParts,
  sign: (text: string) => Promise<string>,
): Promise<string> {
  const lines = [
    { kind: 'manifest', version: 1, ...manifest, events: events.length },
    ...events.map((event) => eventLine('event', event)),
    eventLine('heads', heads),
    { kind: 'checkpoint', note: checkpoint },
    ...paths.map(({ stream, path }) => ({ kind: 'stream', stream, path: path.map(base64) })),
    ...openings.map((each) => ({ kind: 'opening', ...each })),
    ...erased.map((each) => ({ kind: 'erased', ...each })),
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const note = await sign(bundleText(manifest.origin, text));
  return `${text}${JSON.stringify({ kind: 'signature', note })}\n`;
}

/** What the log signs of a bundle: another name than its own, so that no checkpoint is ever mistaken for one. */
export function bundleText(origin: string, text: string): string {
  return `${origin}/bundle\n${Buffer.byteLength(text)}\n${hash('sha256', text, 'base64')}\n`;
}

function eventLine(kind: 'event' | 'heads', { index, document, proof }: BundledEvent): object {
  return { kind, index, document: base64(document), proof: proof.map(base64) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
