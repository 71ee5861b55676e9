import { isAmendment as amends, parseStoredEvent } from '#libs/contracts';
import type { Journal } from '#libs/event-store';
import type { Vault } from '#libs/vault';
import { Amendments, openedAmendment, type Amended } from './amended.ts';
import { erasedBy, logged, opened, type Logged, type Opener } from './fact.ts';
import type { Arrived, Model } from './model.ts';
import { projected, type Projected } from './told.ts';

/** What a feed reads: one log and, where events are sealed, what opens them. */
export interface Source {
  readonly journal: Journal;
  readonly vault: Vault;
}

/** Reads one log once, in order, a page in a transaction, for several models at once; each event is opened once. */
export class Feed {
  readonly #models = new Map<string, Model>();
  readonly #source: Source;
  readonly #amendments: Amendments;
  readonly #pageSize: number;

  constructor(source: Source, models: readonly Model[], pageSize: number) {
    this.#source = source;
    this.#amendments = new Amendments(source.journal);
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

  /** Takes the next page of the log, and answers whether it held any event, and whether there may be more. */
  async step(): Promise<'NOTHING' | 'TO_THE_END' | 'FULL_PAGE'> {
    if (this.#last === undefined) return 'NOTHING';
    const page = this.#pageAfter(this.#last);
    const end = page.at(-1);
    if (end === undefined) return 'NOTHING';
    const begun = performance.now();
    this.#amendments.pass(page);
    const amended = new Map(page.filter(isAmendment).map((event) => [event, this.#amendedBy(event)]));
    const all = [page, ...[...amended.values()].map(({ history }) => history)].flat();
    this.#source.vault.forget(page.flatMap(erasedBy));
    await this.#source.vault.prepare(
      all.flatMap(({ stored }) => stored.sealed.map(({ subject }) => subject)),
    );
    const arrived = page.map((event) => open(event, amended.get(event), this.#source.vault));
    for (const model of this.#models.values()) if (model.position < end.position) model.apply(arrived, end);
    this.#tell(page.length, begun);
    return page.length === this.#pageSize ? 'FULL_PAGE' : 'TO_THE_END';
  }

  #tell(events: number, begun: number): void {
    if (!projected.hasSubscribers) return;
    const begunAt = performance.timeOrigin + begun;
    const milliseconds = performance.now() - begun;
    projected.publish({ events, models: this.#models.size, begunAt, milliseconds } satisfies Projected);
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

  #amendedBy(event: Logged): Amended {
    const projections = [...this.#models.values()].map(({ projection }) => projection);
    return this.#amendments.amendedBy(event, projections);
  }

  #pageAfter({ position: after, knownAt: before }: Model): Logged[] {
    let knownAt = before;
    return this.#source.journal.textsAfter(after, this.#pageSize).map(({ position, text }) => {
      const event = logged(position, parseStoredEvent(text), knownAt);
      knownAt = event.knownAt;
      return event;
    });
  }
}

/** An event that does not open is every model's to park: it never stops the log. */
function open(event: Logged, amended: Amended | undefined, vault: Opener): Arrived {
  try {
    return amended === undefined ? opened(event, vault) : openedAmendment(event, amended, vault);
  } catch (failure) {
    return { ...event, failure };
  }
}

function isAmendment({ type, known }: Logged): boolean {
  return known && amends(type);
}
