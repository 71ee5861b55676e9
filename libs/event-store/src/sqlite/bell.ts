import { isNativeError } from 'node:util/types';
import { StoreError } from '../errors.ts';

/** How often a process that does not write looks for what another has committed. */
const POLL_MS = 25;

type Wake = (failure?: Error) => void;

/** Wakes those who wait for the log to grow. A ring that nobody waits for is not kept: read first, then wait, in one turn. */
export class Bell {
  readonly #waiting = new Set<Wake>();
  readonly #changed: (() => boolean) | undefined;
  #poll: NodeJS.Timeout | undefined;

  /** `changed` is asked while someone waits, where nobody in this process rings. */
  constructor(changed?: () => boolean) {
    this.#changed = changed;
  }

  /** Resolves at the next ring or when the signal aborts; rejects with CLOSED when the store closes. */
  heard(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const wake: Wake = (failure) => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', aborted);
        this.#listen();
        if (failure === undefined) resolve();
        else reject(failure);
      };
      const aborted = (): void => wake();
      signal.addEventListener('abort', aborted);
      this.#waiting.add(wake);
      this.#listen();
    });
  }

  ring(failure?: Error): void {
    for (const wake of [...this.#waiting]) wake(failure);
  }

  close(): void {
    this.ring(new StoreError('CLOSED', 'The log has been closed.'));
  }

  #listen(): void {
    if (this.#changed === undefined) return;
    if (this.#waiting.size > 0) this.#poll ??= setInterval(() => this.#look(), POLL_MS);
    else {
      clearInterval(this.#poll);
      this.#poll = undefined;
    }
  }

  #look(): void {
    try {
      if (this.#changed?.() === true) this.ring();
    } catch (error) {
      this.ring(isNativeError(error) ? error : new StoreError('UNAVAILABLE', String(error)));
    }
  }
}
