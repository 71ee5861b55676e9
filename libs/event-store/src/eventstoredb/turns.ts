/** Lets tasks that have a name in common go one after another, in the order in which they came. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Begins the task once every earlier one of any of the names has ended, well or not. */
  take<T>(names: readonly string[], task: () => Promise<T>): Promise<T> {
    const before = names.flatMap((name) => this.#last.get(name) ?? []);
    const turn = Promise.allSettled(before).then(task);
    for (const name of names) this.#last.set(name, turn);
    const done = (): void => {
      for (const name of names) if (this.#last.get(name) === turn) this.#last.delete(name);
    };
    turn.then(done, done);
    return turn;
  }

  /** Resolves when all that was taken has ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}
