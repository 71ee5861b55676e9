/** For how long what is behind has not come any further, as far as was seen whenever it was looked at. */
export class Unmoved {
  #seen: { readonly position: number; readonly at: number } | undefined;

  /** Milliseconds, of a clock that only goes forward; 0 where nothing is behind, or it has moved since the last look. */
  since({ position, lag }: { readonly position: number; readonly lag: number }, now: number): number {
    if (lag === 0) this.#seen = undefined;
    else if (this.#seen?.position !== position) this.#seen = { position, at: now };
    return this.#seen === undefined ? 0 : now - this.#seen.at;
  }
}
