/**
 * What a family asks for help with, in sentences of a kind that a worker could have written with the family beside her:
 * plain, kind, about what is happening and not about what someone is. `{child}` is the child's first name, `{carer}`
 * what the child calls the parent or carer.
 */
export interface Matter {
  /** Code of `need`. */
  readonly need: string;
  /** Ages at which it comes up, both included. */
  readonly ages: readonly [youngest: number, oldest: number];
  /** Code of `outcome-bee`. */
  readonly bee: string;
  /** Codes of `indicator` at L2, L3 and L4. */
  readonly indicators: readonly [two: string, three: string, four: string];
  readonly worrying: Sentences;
  readonly tried: Sentences;
  readonly wanted: Sentences;
  readonly childSays: Sentences;
  readonly better: Sentences;
  readonly harder: Sentences;
  /** What other services may know of it: a code of `information-source`, and what it tells. */
  readonly told: readonly [Tale, ...Tale[]];
}

export type Tale = readonly [from: string, sentence: string];
export type Sentences = readonly [string, ...string[]];

/** A sentence about these people. */
export function about(sentence: string, { child, carer }: { child: string; carer: string }): string {
  return sentence.replaceAll('{child}', child).replaceAll('{carer}', carer);
}
