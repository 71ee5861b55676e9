import { Rejected } from '#libs/contracts';
import type { Shaped } from './order.ts';

/** So many that a caller's retries are among them. */
const REMEMBERED = 20_000;

/**
 * The stream that each of the last commands from outside wrote to on this node. A command that comes again is known by its
 * stream; one id for two streams is a caller's mistake, and is found while it is remembered.
 */
export class LastCommands {
  readonly #streams = new Map<string, string>();

  /** Refuses (IDEMPOTENCY_MISMATCH) an id under which something else was written elsewhere. */
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
