import { setTimeout as wait } from 'node:timers/promises';
import { Rejected } from '#libs/contracts';
import { isPassing } from '../door/passing.ts';
import { workFailures, type NotDone } from '../told.ts';

const LOOK_EVERY_MS = 60_000;

/** Looks again and again at what follows from time passing, which no event says. */
export class TimedLook {
  readonly #name: string;
  readonly #look: () => Promise<unknown>;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  /** What failed was told of: which work, or the look itself. */
  readonly #told = new Set<string>();

  constructor(name: string, look: () => Promise<unknown>) {
    this.#name = name;
    this.#look = look;
  }

  /** Looks every minute, the first time a minute from now. */
  start(): void {
    this.#running ??= this.#keepLooking();
  }

  /** What passes is thrown again; what else fails is told of, once until it is done. */
  async trying(work: string, done: () => Promise<unknown>): Promise<void> {
    try {
      await done();
      this.#told.delete(work);
    } catch (error) {
      if (isPassing(error)) throw error;
      if (this.#told.has(work)) return;
      this.#told.add(work);
      const code = error instanceof Rejected ? error.code : 'INTERNAL';
      workFailures.publish({ code } satisfies NotDone);
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #keepLooking(): Promise<void> {
    const { signal } = this.#stop;
    for (;;) {
      try {
        await wait(LOOK_EVERY_MS, undefined, { signal, ref: false });
      } catch {
        return;
      }
      // What fails now is so still when it is looked at next.
      await this.trying(this.#name, this.#look).catch(() => undefined);
    }
  }
}
