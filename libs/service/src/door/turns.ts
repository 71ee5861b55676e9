import type { Command, CommandType } from '#libs/contracts';
import { KeyedQueue } from './keyed-queue.ts';
import type { Shaped } from './order.ts';

/** The one queue of what joins or parts records, or seals one. */
const JOINING = 'joining';

const JOINS: ReadonlySet<CommandType> = new Set<CommandType>([
  ...(['MergeFamilies', 'ReverseFamilyMerge', 'LinkPersonsAsSame', 'SplitPersonRecord'] as const),
  'SealRecord',
]);

/**
 * Whose turn it is on this node. Orders of one stream are carried out one after another. What two records are read as one
 * by, or kept apart, is judged by more streams than the one it is written to: there is one such order at a time, on read
 * models that hold all before it, and none to the records that it joins meanwhile. So no two families or persons are joined
 * in a circle, nor across a seal, by two orders at once. On two nodes that is found by detection (`merging.ts`, `links.ts`).
 */
export class Turns {
  readonly #queue = new KeyedQueue();
  readonly #caughtUp: () => Promise<void>;

  constructor(caughtUp: () => Promise<void>) {
    this.#caughtUp = caughtUp;
  }

  take<T>({ command, stream }: Pick<Shaped, 'command' | 'stream'>, task: () => Promise<T>): Promise<T> {
    if (!JOINS.has(command.type)) return this.#queue.run(stream, task);
    const others = new Set(joinedBy(command).filter((each) => each !== stream));
    return this.holding([JOINING, stream, ...[...others].sort()], async () => {
      await this.#caughtUp();
      return task();
    });
  }

  /**
   * Runs the task while holding these queues. Deadlock-free: beside what joins, of which there is one at a time, agreements,
   * persons and requests alone are held, of each the first by name first, and orders about each hold only what comes after it.
   */
  async holding<T>([stream, ...rest]: readonly string[], task: () => Promise<T>): Promise<T> {
    if (stream === undefined) return task();
    return this.#queue.run(stream, () => this.holding(rest, task));
  }

  /** Resolves once nobody waits for a turn, nor has one. */
  settled(): Promise<void> {
    return this.#queue.settled();
  }
}

/** The streams of what is joined, or parted. */
function joinedBy({ type, data }: Command): readonly string[] {
  if (type === 'MergeFamilies' || type === 'ReverseFamilyMerge') return [data.retired, data.survivor];
  if (type === 'LinkPersonsAsSame') return [`person-${data.survivor}`, `person-${data.other}`];
  return [];
}
