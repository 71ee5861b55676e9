/** Why something fails now, if it does. Whoever listens is told when that begins, and when it goes on again. */
export class Failing {
  readonly #told: ((isFailing: boolean) => void) | undefined;
  reason: unknown;

  constructor(told?: (isFailing: boolean) => void) {
    this.#told = told;
  }

  get isNow(): boolean {
    return this.reason !== undefined;
  }

  /** Undefined where it goes on. */
  is(reason: unknown): void {
    const was = this.isNow;
    this.reason = reason;
    if (this.isNow !== was) this.#told?.(this.isNow);
  }
}
