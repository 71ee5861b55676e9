import type { Answer } from '../door/door.ts';
import { eventId } from '../door/stored.ts';
import type { Cause } from '../process-managers/manager.ts';

/** A command on its way: what it made can be read once it is answered. */
export class Sent {
  #answer: Answer | undefined;
  readonly commandId: string;

  /** Whether it says of something that it came before what was last sent from the same desk. */
  readonly isBackdated: boolean;

  constructor(commandId: string, isBackdated = false) {
    this.commandId = commandId;
    this.isBackdated = isBackdated;
  }

  answer(answer: Answer): void {
    this.#answer = answer;
  }

  /** What the command made. */
  get id(): string {
    return this.#made().id;
  }

  get reference(): string {
    return this.#made().reference ?? '';
  }

  /** Where its events stand in the log. */
  get positions(): number[] {
    const { position, events } = this.#made();
    return Array.from({ length: events }, (_, at) => position - events + 1 + at);
  }

  /** Its nth event in a stream, as what follows from that names it. */
  cause(stream: string, n = 0): Cause {
    return { id: eventId(this.commandId, stream, n), correlationId: this.commandId };
  }

  #made(): Answer {
    if (this.#answer === undefined) throw new TypeError('the command is not answered yet');
    return this.#answer;
  }
}
