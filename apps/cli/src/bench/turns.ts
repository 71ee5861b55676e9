import type { Timed } from './timed.ts';

/** The same work measured in turn without something and with it, so that neither has the warmer process or the quieter machine. */
export class Turns {
  readonly #without: Timed[] = [];
  readonly #together: Timed[] = [];

  static async taken(
    turns: number,
    without: () => Promise<Timed>,
    together: () => Promise<Timed>,
  ): Promise<Turns> {
    const taken = new Turns();
    for (let turn = 0; turn < turns; turn++) {
      taken.#without.push(await without());
      taken.#together.push(await together());
    }
    return taken;
  }

  /** The quickest turn of each. */
  get best(): { readonly without: Timed; readonly together: Timed } {
    return { without: quickest(this.#without), together: quickest(this.#together) };
  }

  /** How many times as long it takes together: the middle one of all turns. */
  get ratio(): number {
    const ratios = this.#together.map(
      ({ perSecond }, turn) => (this.#without[turn]?.perSecond ?? NaN) / perSecond,
    );
    return ratios.toSorted((one, other) => one - other)[Math.floor(ratios.length / 2)] ?? NaN;
  }
}

function quickest(all: readonly Timed[]): Timed {
  return all.reduce((one, other) => (other.perSecond > one.perSecond ? other : one));
}
