import type { SimulatedClock } from '../clock.ts';

/** Waited for while the clock stands. */
export type Errand = () => Promise<unknown>;

/**
 * What somebody does in the course of time. It yields the instant, in milliseconds, at which it goes on, or an errand;
 * it goes on once what it did before is answered.
 */
export type Life = Generator<number | Errand, void, undefined>;

/** One life, and how to wait for what it did. */
export interface Living {
  readonly life: Life;
  answered(): Promise<void>;
}

interface Turn {
  readonly at: number;
  /** Of two turns at one instant the one that was asked for first comes first. */
  readonly asked: number;
  readonly living: Living;
}

/**
 * Lets many lives go on side by side, each at its time, by a clock that moves only here, and only while nothing is on its
 * way: an order is recorded at the instant at which it was given.
 */
export class Agenda {
  readonly #clock: SimulatedClock;
  readonly #settled: Errand;
  #turns: Turn[] = [];
  #asked = 0;

  /** `settled` waits for all that any life did. */
  constructor(clock: SimulatedClock, settled: Errand) {
    this.#clock = clock;
    this.#settled = settled;
  }

  begin(living: Living, at: number): void {
    this.#push({ at, asked: this.#asked++, living });
  }

  /** Runs to the instant, which the clock then shows. */
  async run(until: number, passed: (at: number) => void): Promise<void> {
    for (let turn = this.#pop(); turn !== undefined && turn.at <= until; turn = this.#pop()) {
      await turn.living.answered();
      this.#clock.standAt(new Date(turn.at).toISOString());
      const next = await goOn(turn.living.life);
      if (next !== undefined) this.begin(turn.living, Math.max(next, turn.at));
      passed(turn.at);
      await this.#settled();
    }
    this.#turns = [];
  }

  #push(turn: Turn): void {
    let at = this.#turns.push(turn) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #pop(): Turn | undefined {
    const [first] = this.#turns;
    const last = this.#turns.pop();
    if (first === undefined || last === undefined || this.#turns.length === 0) return first;
    this.#turns[0] = last;
    this.#sink();
    return first;
  }

  #sink(): void {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(child, at)) return;
      this.#swap(at, child);
      at = child;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [first, second] = [this.#turns[one], this.#turns[other]];
    if (first === undefined || second === undefined) return false;
    return first.at < second.at || (first.at === second.at && first.asked < second.asked);
  }

  #swap(one: number, other: number): void {
    const [first, second] = [this.#turns[one], this.#turns[other]];
    if (first === undefined || second === undefined) return;
    this.#turns[one] = second;
    this.#turns[other] = first;
  }
}

/** Goes on to the next instant, over the errands on the way; undefined at the end. */
async function goOn(life: Life): Promise<number | undefined> {
  for (let step = life.next(); step.done !== true; step = life.next()) {
    if (typeof step.value === 'number') return step.value;
    await step.value();
  }
  return undefined;
}
