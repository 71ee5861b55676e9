import type { Appended, Batch } from '../port.ts';

const KEPT = 20_000;

/**
 * How a log and the streams used last end: once it has looked, the only writer of a log knows it without looking again.
 * What an append answers tells nothing of an end that was not known before: it may have been sent again.
 */
export class Ends {
  readonly #revisions = new Map<string, number>();
  #head: number | undefined;

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

  /** The last event of an append to the stream stands there. */
  appended(stream: string, { revision, position }: Appended): void {
    if (this.#head !== undefined) this.#head = Math.max(this.#head, position);
    if (this.#revisions.has(stream)) this.found(stream, revision);
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
  }
}
