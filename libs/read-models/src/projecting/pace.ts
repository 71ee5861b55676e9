/** How many times as long as it worked it rests at most. */
const REST = 4;
const LONGEST_REST_MS = 500;

/** When who follows a log looks at it again. */
export class Pace {
  #ring: (() => void) | undefined;
  #rouse: (() => void) | undefined;
  #woken = false;

  /** Ends the wait for news, the next one where there is none now. */
  wake(): void {
    this.#woken = true;
    this.#ring?.();
  }

  /** Ends a rest as well. */
  rouse(): void {
    this.#rouse?.();
    this.wake();
  }

  /** Waits for news, so long at most. */
  async news(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms).unref();
    this.#ring = resolve;
    if (!this.#woken) await promise;
    this.#woken = false;
    clearTimeout(timer);
  }

  /** Rests after so long a work, whatever comes, until it is roused. */
  async rest(workedMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, Math.min(workedMs * REST, LONGEST_REST_MS)).unref();
    this.#rouse = resolve;
    await promise;
    this.#rouse = undefined;
    clearTimeout(timer);
  }
}
