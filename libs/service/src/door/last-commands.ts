import { Rejected } from '#libs/contracts';
import type { Shaped } from './order.ts';

/** Enough that a command is remembered for as long as a caller retries it. */
const REMEMBERED = 20_000;

/**
 * Remembers to which stream each of the last commands from outside wrote on this node. A command sent again is found in its
 * stream; one id used for two streams is a caller's mistake, and is found only while it is remembered here.
 */
export class LastCommands {
  readonly #streams = new Map<string, string>();

  /** Refuses (IDEMPOTENCY_MISMATCH) an id that is remembered to have written to another stream. */
  check({ commandId, stream }: Shaped): void {
    if ((this.#streams.get(commandId) ?? stream) !== stream) throw new Rejected('IDEMPOTENCY_MISMATCH');
  }

  wrote({ commandId, stream, order }: Shaped): void {
    if (order.source !== 'UI' && order.source !== 'API') return;
    this.#streams.set(commandId, stream);
    const [oldest] = this.#streams.size > REMEMBERED ? this.#streams.keys() : [];
    if (oldest !== undefined) this.#streams.delete(oldest);
  }
}
