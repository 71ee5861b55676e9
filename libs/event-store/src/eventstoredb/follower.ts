import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import type { Append } from '../sqlite/append.ts';
import type { Journal } from '../sqlite/journal.ts';
import { isPassing } from './cluster-errors.ts';
import { corrupt, type ClusterEvent, type Offset, type Seen } from './cluster-event.ts';
import type { Cluster } from './cluster.ts';
import type { JournalWriter } from './journal-writer.ts';

/** Places of the cluster's log in one read. */
const PAGE = 1_000;
/** How often the end of the log is looked for where nobody wakes: what shows that the journal has reached it. */
const PROOF_MS = 1_000;

export interface FollowerParts {
  readonly cluster: Pick<Cluster, 'page' | 'revision'>;
  readonly writer: JournalWriter;
  readonly journal: Journal;
  /** Told when the journal has grown. */
  readonly moved: () => void;
  /** Told once, why it follows no longer: the cluster's log is not the one that it followed. */
  readonly stopped: (reason: StoreError) => void;
  /** Told once, until it follows again, that it fails though the cluster can be reached. */
  readonly failed?: () => void;
}

/** Copies a cluster's log into the node's journal, from where that ends. */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #stop = new AbortController();
  /** The last place that was read; where a round fails it is the journal’s own last again. */
  #at: Offset | undefined;
  /** Events of an append whose end has not come: read, and not in the journal. */
  #begun: ClusterEvent[] = [];
  #woken = false;
  #wake: (() => void) | undefined;
  #provenAt = -Infinity;
  #following: Promise<void> | undefined;
  #isTaking = false;
  /** Whether it fails otherwise than by the cluster being out of reach. */
  isFailing = false;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#at = parts.writer.offset;
  }

  /** Milliseconds since the journal was last seen to hold all that the cluster does; Infinity before. */
  get unproven(): number {
    return performance.now() - this.#provenAt;
  }

  start(): void {
    this.#following ??= this.#follow();
  }

  /** Says that the log has grown, or may have. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /**
   * Reads on to the end of the log, once. Throws `StoreError`: CORRUPT where the log is not the one that the journal is of;
   * after any failure the next round begins where the journal ends.
   */
  async catchUp(): Promise<void> {
    const { writer } = this.#parts;
    if (writer.stopped !== undefined) throw new StoreError(writer.stopped.kind, writer.stopped.message);
    try {
      await this.#readOn();
    } catch (error) {
      this.#at = writer.offset;
      this.#begun = [];
      throw error;
    }
  }

  async #readOn(): Promise<void> {
    let next = this.#asked(this.#at);
    let isAskedAgain = false;
    while (!this.#stop.signal.aborted) {
      const { askedAt, page } = await next;
      const isFull = page.length === PAGE;
      // Asked for before this one is written, so that the cluster is not idle meanwhile.
      if (isFull) next = this.#asked(page.at(-1)?.offset);
      const news = await this.#afterLast(page);
      this.#take(news);
      if (isFull) continue;
      if (news.length === 0 || isAskedAgain) {
        this.#provenAt = askedAt;
        return;
      }
      // A read may end cleanly before the log does: its end is believed when the next one has it too.
      isAskedAgain = true;
      next = this.#asked(this.#at);
    }
  }

  /** A page that may be given up before it is looked at; it holds all that there was when it was asked for. */
  #asked(from: Offset | undefined): Promise<{ askedAt: number; page: readonly Seen[] }> {
    const askedAt = performance.now();
    const asked = this.#parts.cluster.page(from, PAGE).then((page) => ({ askedAt, page }));
    asked.catch(() => undefined);
    return asked;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.wake();
    await this.#following;
  }

  async #follow(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.catchUp();
        this.isFailing = false;
        await this.#rest();
      } catch (error) {
        const failure = error instanceof StoreError ? error : corrupt(String(error));
        if (failure.kind === 'CORRUPT') return this.#parts.stopped(failure);
        if (this.#isTaking || this.#parts.writer.stopped !== undefined || !isPassing(failure)) this.#fails();
        await wait(PROOF_MS, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
      }
    }
  }

  #fails(): void {
    this.#isTaking = false;
    if (this.isFailing) return;
    this.isFailing = true;
    this.#parts.failed?.();
  }

  /** The page without the place that was read last, which it begins with. */
  async #afterLast(page: readonly Seen[]): Promise<readonly Seen[]> {
    if (this.#at === undefined) return page;
    const [last, ...news] = page;
    if (last === undefined && (await this.#holdsOurLast()))
      throw new StoreError('UNAVAILABLE', 'The cluster ended a read early.');
    if (last?.offset === this.#at && this.#isOurLast(last)) return news;
    // The cluster's own events may be scavenged: where ours ends tells whether it is the same log.
    if (this.#at !== this.#parts.writer.offset)
      throw new StoreError('UNAVAILABLE', 'The cluster holds no longer the place that was read last.');
    throw corrupt(
      'The cluster does not hold the last event of this node’s journal: it was restored without its tail, or is another.',
    );
  }

  async #holdsOurLast(): Promise<boolean> {
    const { cluster, journal } = this.#parts;
    const [last] = journal.readAfter(journal.head() - 1, 1);
    return last === undefined || (await cluster.revision(last.stream)) >= last.revision;
  }

  /** Of the journal's last event the bytes are compared; of any other place it is enough that it is there. */
  #isOurLast({ offset, event }: Seen): boolean {
    const { writer, journal } = this.#parts;
    if (offset !== writer.offset) return true;
    const document = journal.document(journal.head());
    return document !== undefined && event !== undefined && Buffer.compare(document, event.document) === 0;
  }

  #take(news: readonly Seen[]): void {
    const appends: Append[] = [];
    let end: Offset | undefined;
    for (const { offset, event } of news) {
      this.#at = offset;
      if (event === undefined) continue;
      if (this.#begun.some(({ stream }) => stream !== event.stream))
        throw corrupt(`An append to ${this.#begun[0]?.stream} has no end in the cluster.`);
      this.#begun.push(event);
      if (!event.endsAppend) continue;
      appends.push(appendOf(this.#begun));
      this.#begun = [];
      end = offset;
    }
    if (end === undefined) return;
    this.#isTaking = true;
    this.#parts.writer.take(appends, end);
    this.#isTaking = false;
    this.#parts.moved();
  }

  async #rest(): Promise<void> {
    if (!this.#woken)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PROOF_MS).unref();
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#wake = undefined;
    this.#woken = false;
  }
}

function appendOf(events: readonly ClusterEvent[]): Append {
  const [{ stream, revision }] = events as [ClusterEvent];
  return { stream, expected: revision === 0 ? 'no-stream' : revision - 1, events };
}
