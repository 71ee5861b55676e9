import type { Appended, Batch, NewEvent } from '../port.ts';

const KEPT = 20_000;

/** What an append wrote, and where its last event stands. */
export interface Written extends Appended {
  readonly stream: string;
  readonly events: readonly Pick<NewEvent, 'type'>[];
}

/**
 * How a log and the streams used last end: once it has looked, the only writer of a log knows it without looking again.
 * What an append answers tells nothing of an end that was not known before: it may have been sent again.
 */
export class Ends {
  readonly #revisions = new Map<string, number>();
  #head: number | undefined;
  /** Where the last event of each type stands, of those that were appended after `#from`. */
  readonly #types = new Map<string, number>();
  /** What was appended after the one position and up to the other was told of whole. */
  #from = Infinity;
  #through = -Infinity;

  /** The log's last position, by looking where it is not known. */
  head(look: () => number): number {
    this.#head ??= look();
    return this.#head;
  }

  /** The stream's last revision, by looking where it is not known. */
  revision(stream: string, look: () => number): number {
    if (!this.#revisions.has(stream)) this.found(stream, look());
    return this.#revisions.get(stream) ?? -1;
  }

  /** Whether the stream is known to end before the revision. */
  isBehind(stream: string, revision: number): boolean {
    return revision > (this.#revisions.get(stream) ?? Infinity);
  }

  /** The stream was found to end there. */
  found(stream: string, revision: number): void {
    const last = Math.max(this.#revisions.get(stream) ?? -1, revision);
    this.#revisions.delete(stream);
    this.#revisions.set(stream, last);
    const [oldest] = this.#revisions.keys();
    if (this.#revisions.size > KEPT && oldest !== undefined) this.#revisions.delete(oldest);
  }

  /** The append was made durable: told of every append, in the order of the log. */
  appended({ stream, events, revision, position }: Written): void {
    if (this.#head !== undefined) this.#head = Math.max(this.#head, position);
    if (this.#revisions.has(stream)) this.found(stream, revision);
    this.#remember(events, position);
  }

  /** How far the log surely holds no event of these types after a position; undefined where that is not known. */
  withoutAny(types: readonly string[], after: number): number | undefined {
    if (after < this.#from) return undefined;
    const isAny = types.some((type) => (this.#types.get(type) ?? -1) > after);
    return isAny ? undefined : Math.max(after, this.#through);
  }

  /** An append that was sent again stands where it stood. */
  #remember(events: Written['events'], position: number): void {
    if (position <= this.#through) return;
    const before = position - events.length;
    if (before !== this.#through) {
      this.#types.clear();
      this.#from = before;
    }
    for (const { type } of events) this.#types.set(type, position);
    this.#through = position;
  }

  /**
   * What was read of the log may be further than the writer, on its own thread, has answered yet: whoever was shown an event
   * finds it at the end that is told.
   */
  seen({ events, upTo }: Pick<Batch, 'events' | 'upTo'>): void {
    if (this.#head !== undefined) this.#head = Math.max(this.#head, upTo);
    for (const { stream, revision } of events) if (this.#revisions.has(stream)) this.found(stream, revision);
  }

  /** Of an append it is not known what was written. */
  forget(): void {
    this.#head = undefined;
    this.#revisions.clear();
    this.#from = Infinity;
    this.#through = -Infinity;
  }
}
