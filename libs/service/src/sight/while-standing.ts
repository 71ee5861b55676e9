/** Far more than is worked out at one time. */
const REMEMBERED = 1000;

/** What is worked out of something, each under a name of its own, and remembered while that stands as it does. */
export class WhileStanding {
  readonly #stand: () => string;
  #stood: string | undefined;
  readonly #known = new Map<string, unknown>();

  /** `stand` says another word once what is worked out may be another. */
  constructor(stand: () => string) {
    this.#stand = stand;
  }

  once<T>(name: string, find: () => T): T {
    const stands = this.#stand();
    if (this.#stood !== stands || this.#known.size >= REMEMBERED) this.#known.clear();
    this.#stood = stands;
    if (!this.#known.has(name)) this.#known.set(name, find());
    return this.#known.get(name) as T;
  }
}
