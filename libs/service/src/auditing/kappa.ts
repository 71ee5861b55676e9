/** How often one grade was given and another by whoever looked after. */
export interface Pair {
  readonly given: string;
  readonly moderated: string;
}

/**
 * Cohen's kappa with quadratic weights: how far two who graded agree beyond chance, a disagreement counting by the square of
 * how many grades lie between. 1 - n * sum(w * observed) / sum(w * row * column), in whole numbers, so that it is the same in any
 * language; null where chance alone leaves nothing to disagree about, and of grades that are not of the scale.
 */
export function quadraticWeightedKappa(pairs: readonly Pair[], scale: readonly string[]): Fraction | null {
  const placed = pairs.map(
    ({ given, moderated }) => [scale.indexOf(given), scale.indexOf(moderated)] as const,
  );
  const known = placed.filter(([one, other]) => one >= 0 && other >= 0);
  const among = scale.map((_, at) => at);
  const rows = among.map((at) => known.filter(([one]) => one === at).length);
  const columns = among.map((at) => known.filter(([, other]) => other === at).length);
  const weight = (one: number, other: number): bigint => BigInt((one - other) ** 2);
  let observed = 0n;
  for (const [one, other] of known) observed += weight(one, other);
  let expected = 0n;
  for (const one of among)
    for (const other of among)
      expected += weight(one, other) * BigInt((rows[one] ?? 0) * (columns[other] ?? 0));
  if (expected === 0n) return null;
  return { numerator: expected - BigInt(known.length) * observed, denominator: expected };
}

/** A number between -1 and 1 as it is, not rounded. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const PLACES = 4n;

/** To four places, half away from zero. */
export function rounded({ numerator, denominator }: Fraction): number {
  const scale = 10n ** PLACES;
  const size = numerator < 0n ? -numerator : numerator;
  const whole = (2n * size * scale + denominator) / (2n * denominator);
  return (numerator < 0n ? -1 : 1) * (Number(whole) / Number(scale));
}
