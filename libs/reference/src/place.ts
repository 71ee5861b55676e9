/** What is said of where somebody lives; any of it may be left out. */
export interface Place {
  readonly line?: string | undefined;
  readonly postcode?: string | undefined;
  readonly uprn?: string | undefined;
}

/**
 * Whether two addresses tell of one place: by the same UPRN, or by the same line, however it was typed, with no other
 * postcode beside it. Two lines of which one has no postcode are taken for one place: they keep a secret, and compare
 * only addresses of one family.
 */
export function isSamePlace(one: Place, other: Place): boolean {
  if (isSaid(one.uprn) && one.uprn === other.uprn) return true;
  const line = bare(one.line);
  if (line === '' || line !== bare(other.line)) return false;
  const [first, second] = [bare(one.postcode), bare(other.postcode)];
  return first === '' || second === '' || first === second;
}

function isSaid(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}

/** Letters and digits alone, in one case. */
function bare(text = ''): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
