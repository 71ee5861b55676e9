import { decodeStoredEvent } from '#libs/contracts';
import type { Journal, LoggedEvent } from '#libs/event-store';
import { StreamHeads } from '#libs/ledger';
import type { CopiedRow } from './copies.ts';
import type { LogFault } from './said.ts';

/** Compares what each LedgerHeads event says with how the streams ended at its size, as the log is gone through. */
export class NotedHeads {
  /** By size: the events that speak of it. */
  readonly #noted = new Map<number, { readonly position: number; readonly root: unknown }>();
  readonly #heads = new StreamHeads();
  readonly #changed = new Map<string, { readonly revision: number; readonly leafHash: Uint8Array }>();
  #last = -1;

  constructor(journal: Journal) {
    for (const { position, document } of notedIn(journal)) {
      const { size, root } = dataOf(document);
      this.#noted.set(Number(size), { position, root });
      this.#last = Math.max(this.#last, Number(size));
    }
  }

  /** The log goes on with this row; answers what was noted otherwise when it had so many events. */
  take({ stream, revision, position }: CopiedRow, leafHash: Uint8Array): LogFault | undefined {
    if (position >= this.#last || stream === null) return undefined;
    this.#changed.set(stream, { revision, leafHash });
    const noted = this.#noted.get(position + 1);
    if (noted === undefined) return undefined;
    for (const [name, end] of this.#changed) this.#heads.set({ stream: name, ...end });
    this.#changed.clear();
    const root = Buffer.from(this.#heads.root()).toString('base64');
    return root === noted.root ? undefined : { position: noted.position, fault: OTHER };
  }
}

const OTHER = 'it does not say how the streams ended';

/** Where the log is damaged that is found as it is gone through. */
function notedIn(journal: Journal): readonly LoggedEvent[] {
  try {
    return journal.stream('ledger-heads');
  } catch {
    return [];
  }
}

/** Of a document that cannot be read nothing is compared: it is found bad by itself. */
function dataOf(document: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return decodeStoredEvent(document).data;
  } catch {
    return {};
  }
}
