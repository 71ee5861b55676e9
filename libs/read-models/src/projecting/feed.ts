import { setImmediate as nextTurn } from 'node:timers/promises';
import { isAmendment as amends, parseStoredEvent } from '#libs/contracts';
import type { Journal } from '#libs/event-store';
import type { Vault } from '#libs/vault';
import { Amendments, openedAmendment, type Amended, type LogOfStreams } from './amended.ts';
import { erasedBy, logged, opened, type Logged, type Opener } from '../fact.ts';
import type { Arrived, Model } from './model.ts';
import { projected, type Projected } from '../told.ts';

/** Events read and opened at once: no more than are soon out of memory again. */
export const PAGE = 500;

/** One log and, where events are sealed, what opens them. */
export interface Source {
  readonly journal: Journal;
  readonly vault: Vault;
}

/** What a feed reads of them. */
export interface Read {
  readonly journal: LogOfStreams & Pick<Journal, 'textsAfter'>;
  readonly vault: Pick<Vault, 'prepare' | 'forget' | 'open'>;
}

type Step = 'NOTHING' | 'TO_THE_END' | 'MORE_TO_COME';
type Reached = Pick<Logged, 'position' | 'knownAt'>;

/**
 * Reads one log once, in order, page by page, for several models at once; each event is opened once. Several pages may share
 * a commit.
 */
export class Feed {
  readonly #models = new Map<string, Model>();
  readonly #source: Read;
  readonly #amendments: Amendments;
  readonly #most: number;
  /** Where the last step ended. */
  #reached: number;

  /** `most`: how many events one commit takes in at most, in pages. */
  constructor(source: Read, models: readonly Model[], most: number = PAGE) {
    this.#source = source;
    this.#amendments = new Amendments(source.journal);
    this.#most = most;
    for (const model of models) this.#models.set(model.projection.name, model);
    this.#reached = this.position;
  }

  get models(): ReadonlyMap<string, Model> {
    return this.#models;
  }

  /** The position that every model of the feed has reached; -1 where there is none. */
  get position(): number {
    return this.#last?.position ?? -1;
  }

  /**
   * Takes in what comes next of the log and saves it, and answers whether there was anything, and whether there may be
   * more. It saves early where a page ends behind a position that is waited for.
   */
  async step(isAwaited: (position: number) => boolean = () => false): Promise<Step> {
    const begun = performance.now();
    const from = this.#last;
    if (from === undefined) return 'NOTHING';
    let isMore = true;
    try {
      isMore = await this.#takePages(from, isAwaited);
    } finally {
      // Of pages before one that fails nothing is to be waited for.
      for (const model of this.#models.values()) model.save();
    }
    const { position } = this;
    if (!isMore && position === this.#reached) return 'NOTHING';
    this.#tell(position - this.#reached, begun);
    this.#reached = position;
    return isMore ? 'MORE_TO_COME' : 'TO_THE_END';
  }

  /** Answers whether there may be more to take in. */
  async #takePages(
    { position, knownAt }: Reached,
    isAwaited: (position: number) => boolean,
  ): Promise<boolean> {
    let at: Reached = { position, knownAt };
    for (;;) {
      const page = this.#pageAfter(at);
      const end = page.at(-1);
      if (end === undefined) return false;
      await this.#take(page, end);
      at = end;
      const isMore = page.length === PAGE || !this.#areAt(end);
      const isDue = end.position - position >= this.#most || !this.#areAt(end) || isAwaited(end.position);
      if (isDue || !isMore) return isMore;
      // Who begins to wait is heard between two pages.
      await nextTurn();
    }
  }

  /** Whether every model took in what came up to there. */
  #areAt({ position }: Reached): boolean {
    return this.position === position;
  }

  async #take(page: readonly Logged[], end: Logged): Promise<void> {
    this.#amendments.pass(page);
    const amended = new Map(page.filter(isAmendment).map((event) => [event, this.#amendedBy(event)]));
    const all = [page, ...[...amended.values()].map(({ history }) => history)].flat();
    this.#source.vault.forget(page.flatMap(erasedBy));
    await this.#source.vault.prepare(
      all.flatMap(({ stored }) => stored.sealed.map(({ subject }) => subject)),
    );
    const arrived = page.map((event) => open(event, amended.get(event), this.#source.vault));
    for (const model of this.#models.values()) if (model.position < end.position) model.apply(arrived, end);
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

  #pageAfter({ position: after, knownAt: before }: Reached): Logged[] {
    let knownAt = before;
    return this.#source.journal.textsAfter(after, PAGE).map(({ position, text }) => {
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
