import { Frontier, leafHash } from '#libs/ledger';
import type { CopiedEvent, CopiedLog } from './copied-log.ts';

/** Goes through a log event by event, and keeps what its tree's root is so far. */
export class Walk {
  readonly #log: CopiedLog;
  readonly #tree = new Frontier();
  #page: readonly CopiedEvent[] = [];
  #index = 0;
  #last: CopiedEvent | undefined;

  constructor(log: CopiedLog) {
    this.#log = log;
  }

  /** The event last given. */
  get last(): CopiedEvent | undefined {
    return this.#last;
  }

  /** How many events were given. */
  get size(): number {
    return this.#tree.size;
  }

  /** Of the events given, in base64. */
  get root(): string {
    return Buffer.from(this.#tree.root()).toString('base64');
  }

  /** The next event; undefined where the log ends, until it has grown. */
  async next(): Promise<CopiedEvent | undefined> {
    if (this.#index === this.#page.length) {
      this.#page = await this.#log.next();
      this.#index = 0;
    }
    const event = this.#page[this.#index];
    if (event === undefined) return undefined;
    this.#index++;
    this.#tree.append(leafHash(event.document));
    this.#last = event;
    return event;
  }
}
