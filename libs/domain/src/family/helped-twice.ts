/** Help that is open for a child, and the position at which it opened. */
export interface OpenHelp {
  readonly family: string;
  readonly episode: string;
  readonly opened: number;
}

/**
 * I1, the child's part: the families in which a child is helped in two open episodes, so that a person looks; none where
 * it is one. An episode that has just opened says so only where it is the later of two. Two that open at the same moment
 * are refused by no rule, and neither is a link between two records that are both helped: guarded by this detection.
 */
export function helpedTwice(open: readonly OpenHelp[], justOpened?: string): readonly string[] {
  const [last, ...others] = [...open].sort((one, other) => other.opened - one.opened);
  const isOne = others.every(({ episode }) => episode === last?.episode);
  if (isOne || (justOpened ?? last?.episode) !== last?.episode) return [];
  return [...new Set(open.map(({ family }) => family))].sort();
}

/**
 * The family in whose one open episode somebody is helped under two records that were linked as the same: each has a level of
 * its own, and both are counted. Neither is left out by itself: a person looks, and takes one of the two out of the episode.
 */
export function helpedAsTwo(
  open: readonly (Pick<OpenHelp, 'family' | 'episode'> & { readonly child: string })[],
): string | undefined {
  const [first] = open;
  const isOne = open.every(({ episode }) => episode === first?.episode);
  return isOne && new Set(open.map(({ child }) => child)).size > 1 ? first?.family : undefined;
}
