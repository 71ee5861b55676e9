import { Rejected } from '#libs/contracts';
import type { Feed } from './feed.ts';
import { reasonOf } from './reason.ts';

/** Models to be built from the first event. */
interface Build {
  readonly names: ReadonlySet<string>;
  /** Told once they are in use, or why they cannot be built now; whoever needs no answer has them built in any case. */
  readonly asked?: { readonly resolve: () => void; readonly reject: (reason: unknown) => void };
}

/** What is to be built, one after the other. */
export class Builds {
  #waiting: readonly Build[] = [];

  get next(): ReadonlySet<string> | undefined {
    return this.#waiting[0]?.names;
  }

  /** Has them built in any case: where that fails it is begun again. */
  need(names: Iterable<string>): void {
    this.#waiting = [...this.#waiting, { names: new Set(names) }];
  }

  /** Resolves once they are in use; rejected STORE_UNAVAILABLE where anything cannot be built before. */
  ask(names: Iterable<string>): Promise<void> {
    const { promise, ...asked } = Promise.withResolvers<void>();
    this.#waiting = [...this.#waiting, { names: new Set(names), asked }];
    return promise;
  }

  /** The next is in use. */
  done(): void {
    const [build, ...others] = this.#waiting;
    this.#waiting = others;
    build?.asked?.resolve();
  }

  /** The next cannot be built now: whoever asked for any is told, and may ask again. */
  failed(error: unknown): void {
    const asked = this.#waiting.flatMap((build) => build.asked ?? []);
    this.#waiting = this.#waiting.filter((build) => build.asked === undefined);
    for (const { reject } of asked) reject(new Rejected('STORE_UNAVAILABLE', { reason: reasonOf(error) }));
  }
}

/** How far a build is, and about how many seconds it still takes; nothing is known of that before the first page. */
export interface BuildProgress {
  readonly built: number;
  readonly secondsLeft?: number;
}

/** A build under way, and when it was begun. */
export class BuildUnderWay {
  readonly feed: Feed;
  readonly #begun = performance.now();

  constructor(feed: Feed) {
    this.feed = feed;
  }

  /** Of the model, on a log that ends at `head`; undefined where it is not among those that are built. */
  progressOf(name: string, head: number): BuildProgress | undefined {
    const model = this.feed.models.get(name);
    if (model === undefined) return undefined;
    const events = model.position + 1;
    const seconds = (performance.now() - this.#begun) / 1000;
    const left = (seconds * (head + 1 - events)) / events;
    return { built: model.position, ...(events > 0 && { secondsLeft: Math.ceil(left) }) };
  }
}
