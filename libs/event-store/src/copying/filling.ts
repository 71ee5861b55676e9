import type { StoreError } from '../errors.ts';
import type { CopiedEvent } from './copied-log.ts';
import { fillerHere, storeErrorOf, type FillerHost } from './filler-host.ts';
import { fillerThread } from './filler-thread.ts';

/** Events that could not be added, where the caller had them from. */
export class NotFilled<Place> extends Error {
  readonly place: Place;
  override readonly cause: StoreError;

  constructor(place: Place, cause: StoreError) {
    super(cause.message);
    this.place = place;
    this.cause = cause;
  }
}

/** Fewer are not worth a thread, which takes as long to begin as they take to be added. */
const WORTH_A_THREAD = 20_000;
const GATHERED_BYTES = 4 * 1024 ** 2;
/** Groups on their way, so that neither thread waits for the other, and memory stays small. */
const ON_THEIR_WAY = 2;

/**
 * Fills a log that nobody else has open, beside whoever reads and checks what goes into it: what could not be added is told
 * with the place it came from, soon after.
 */
export class Filling<Place> {
  readonly #host: FillerHost;
  readonly #underway: Promise<void>[] = [];
  #events: CopiedEvent[] = [];
  #places: Place[] = [];
  #bytes = 0;

  /** `events`: about how many there will be. Throws `StoreError` where the log cannot be made. */
  static async begin<Place>(file: string, events: number): Promise<Filling<Place>> {
    return new Filling<Place>(events < WORTH_A_THREAD ? fillerHere(file) : await fillerThread(file));
  }

  private constructor(host: FillerHost) {
    this.#host = host;
  }

  /** Whether so much is gathered that `passOn` should be called now. */
  get isFull(): boolean {
    return this.#bytes >= GATHERED_BYTES;
  }

  add(event: CopiedEvent, place: Place): void {
    this.#events.push(event);
    this.#places.push(place);
    this.#bytes += event.document.byteLength;
  }

  /** Hands over what is gathered, and waits while too much is on its way. Throws `NotFilled`, the first. */
  async passOn(): Promise<void> {
    const [events, places] = [this.#events, this.#places];
    [this.#events, this.#places, this.#bytes] = [[], [], 0];
    if (events.length > 0) {
      const passed = this.#pass(events, places);
      passed.catch(() => undefined);
      this.#underway.push(passed);
    }
    while (this.#underway.length > ON_THEIR_WAY) await this.#underway.shift();
  }

  /** Resolves once all that was added stands in the log. Throws `NotFilled`, the first. */
  async settled(): Promise<void> {
    await this.passOn();
    for (const each of this.#underway.splice(0)) await each;
  }

  /** Makes all of it durable, and lets go of the file. */
  async close(): Promise<void> {
    await this.settled();
    await this.#host.close();
  }

  /** Lets go of the file, whatever it holds. */
  async abandon(): Promise<void> {
    await this.#host.abandon();
  }

  async #pass(events: readonly CopiedEvent[], places: readonly Place[]): Promise<void> {
    const failure = await this.#host.fill(events);
    if (failure === undefined) return;
    throw new NotFilled(places[failure.index] as Place, storeErrorOf(failure));
  }
}
