import type { Log } from '#libs/platform';
import type { Running } from './serve.ts';

/** How long a service may take to stop: so long whoever runs it waits before it kills it. */
const GRACE_MS = 30_000;
/** A terminal tells the service and the command line that started it, which tells it again: that is one signal. */
const AGAIN_MS = 1_000;
const DONE = 0;
const IN_A_HURRY = 70;

/**
 * How a service ends when it is told to. Before it serves, at once and with 0: it has answered nothing, and a start that is
 * cut short loses nothing. Then it answers what was asked and lets go of everything; it ends as it stands, with exit code
 * 70, when told again later or when the grace is over. What it answered is durable in any case.
 */
export class End {
  readonly #log: Log;
  #running: Pick<Running, 'stop'> | undefined;
  #begunAt: number | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** From now on there is something to let go of. */
  serves(running: Pick<Running, 'stop'>): void {
    this.#running = running;
  }

  tell(): void {
    if (this.#begunAt !== undefined && performance.now() > this.#begunAt + AGAIN_MS) this.#atOnce();
    if (this.#begunAt !== undefined) return;
    this.#begunAt = performance.now();
    if (this.#running === undefined) this.#beforeItServed();
    else this.#letGo(this.#running);
  }

  /** Whoever started it has gone: reason to stop, and no reason to hurry. */
  leftAlone(): void {
    if (this.#begunAt === undefined) this.tell();
  }

  #beforeItServed(): void {
    this.#log('info', 'stopping');
    process.exit(DONE);
  }

  #letGo(running: Pick<Running, 'stop'>): void {
    const atOnce = this.#atOnce.bind(this);
    setTimeout(atOnce, GRACE_MS).unref();
    running.stop().catch(atOnce);
  }

  #atOnce(): void {
    this.#log('error', 'stopped before all was let go of');
    process.exit(IN_A_HURRY);
  }
}
