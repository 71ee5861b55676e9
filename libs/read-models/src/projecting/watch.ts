import { Rejected } from '#libs/contracts';

/** A position that moves, and those who wait for it. */
export class Watch {
  readonly #waiting = new Set<{ readonly position: number; readonly resolve: () => void }>();
  #position = -1;
  #listener: (() => void) | undefined;

  get position(): number {
    return this.#position;
  }

  moved(position: number): void {
    this.#position = position;
    for (const each of this.#waiting) {
      if (each.position > position) continue;
      this.#waiting.delete(each);
      each.resolve();
    }
    this.#listener?.();
  }

  /** Calls back now and at every move. */
  listen(listener: () => void): void {
    this.#listener = listener;
    listener();
  }

  /** Rejected STALE, with where it is, where the position is not reached in time. */
  async reached(position: number, timeoutMs: number): Promise<void> {
    if (position <= this.#position) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting = { position, resolve };
    this.#waiting.add(waiting);
    const timer = setTimeout(() => reject(new Rejected('STALE', { position: this.#position })), timeoutMs);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(waiting);
    }
  }
}
