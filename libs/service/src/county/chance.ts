/** Chance that a seed decides: the same seed and the same calls give the same answers, on every machine. */
export interface Chance {
  /** Whether something of this probability, 0 to 1, happens. */
  happens(probability: number): boolean;
  /** A whole number from the least to the most, both included. */
  whole(least: number, most: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** One of several, the more often the greater its weight. */
  weighted<T>(choices: readonly [Weighted<T>, ...Weighted<T>[]]): T;
  /** A log-normal number of this median; two thirds lie within a factor of e^spread of it. */
  logNormal(median: number, spread: number): number;
  /** Chance of its own: what is drawn from it changes nothing here. */
  branch(name: string): Chance;
}

export type Weighted<T> = readonly [weight: number, choice: T];

/** Chance from a seed of any text. */
export function chanceOf(seed: string): Chance {
  const draw = generator(seed);
  const whole = (least: number, most: number): number => least + Math.floor(draw() * (most - least + 1));
  return {
    happens: (probability) => draw() < probability,
    whole,
    pick: ([first, ...others]) => {
      const at = whole(0, others.length);
      return at === 0 ? first : (others[at - 1] ?? first);
    },
    weighted: (choices) => weighted(choices, draw()),
    logNormal: (median, spread) => median * Math.exp(spread * normal(draw)),
    branch: (name) => chanceOf(`${seed}/${name}`),
  };
}

/**
 * Says yes to just this share of the questions, evenly, and from a start that chance chose: so a rate holds for a
 * county of any size, and not only in the long run.
 */
export function shareOf(rate: number, chance: Chance): () => boolean {
  let owed = chance.whole(0, 999) / 1000;
  return () => {
    owed += rate;
    if (owed < 1) return false;
    owed -= 1;
    return true;
  };
}

function weighted<T>([first, ...others]: readonly [Weighted<T>, ...Weighted<T>[]], drawn: number): T {
  let left = drawn * [first, ...others].reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, choice] of others) {
    if (left < weight) return choice;
    left -= weight;
  }
  return first[1];
}

/** Box and Muller: of the two normal numbers, the first. */
function normal(draw: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

/** The generator sfc32 (Doty-Humphrey), 0 up to but not 1, its state hashed from the text (FNV-1a, four times over). */
function generator(text: string): () => number {
  let [a, b, c, counter] = [hash(text, 1), hash(text, 2), hash(text, 3), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ salt;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value ^ (value >>> 13);
}
