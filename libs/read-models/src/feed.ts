import { decodeStoredEvent } from '#libs/contracts';
import type { Journal } from '#libs/event-store';
import type { Vault } from '#libs/vault';
import { logged, opened, type Logged, type Opener } from './fact.ts';
import type { Arrived, Model } from './model.ts';

/** What a feed reads: one log and, where events are sealed, what opens them. */
export interface Source {
  readonly journal: Journal;
  readonly vault: Vault;
}

/** Reads one log once, in order, for several models at once; each event is opened once. */
export class Feed {
  readonly #models = new Map<string, Model>();
  readonly #source: Source;
  readonly #pageSize: number;

  constructor(source: Source, models: readonly Model[], pageSize: number) {
    this.#source = source;
    this.#pageSize = pageSize;
    for (const model of models) this.#models.set(model.projection.name, model);
  }

  get models(): ReadonlyMap<string, Model> {
    return this.#models;
  }

  /** The position that every model of the feed has reached; -1 where there is none. */
  get position(): number {
    return this.#last?.position ?? -1;
  }

  /** Takes the next page of the log, and answers how many events it had. */
  async step(): Promise<number> {
    if (this.#last === undefined) return 0;
    const page = this.#pageAfter(this.#last);
    const end = page.at(-1);
    if (end === undefined) return 0;
    await this.#source.vault.prepare(
      page.flatMap(({ stored }) => stored.sealed.map(({ subject }) => subject)),
    );
    const arrived = page.map((event) => open(event, this.#source.vault));
    for (const model of this.#models.values()) if (model.position < end.position) model.apply(arrived, end);
    return page.length;
  }

  /** Takes the model in, in the place of the one of its name. */
  replace(model: Model): void {
    const { name } = model.projection;
    this.#models.get(name)?.close();
    this.#models.set(name, model);
  }

  close(): void {
    for (const model of this.#models.values()) model.close();
  }

  /** The model that is furthest behind. */
  get #last(): Model | undefined {
    const [first, ...others] = this.#models.values();
    if (first === undefined) return undefined;
    return others.reduce((last, model) => (model.position < last.position ? model : last), first);
  }

  #pageAfter({ position: after, knownAt: before }: Model): Logged[] {
    let knownAt = before;
    return this.#source.journal.readAfter(after, this.#pageSize).map(({ position, document }) => {
      const event = logged(position, decodeStoredEvent(document), knownAt);
      knownAt = event.knownAt;
      return event;
    });
  }
}

/** An event that does not open is every model's to park: it never stops the log. */
function open(event: Logged, vault: Opener): Arrived {
  try {
    return opened(event, vault);
  } catch (failure) {
    return { ...event, failure };
  }
}
