import type { Feed } from './feed.ts';

/** Models to be built from the first event. */
export interface Build {
  readonly names: ReadonlySet<string>;
  readonly done: () => void;
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
