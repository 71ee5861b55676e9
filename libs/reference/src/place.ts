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

/** Where somebody lives, or lived, as a record tells it. */
export interface Abode extends Place {
  /** Whose record tells it. */
  readonly person: string;
  readonly confidentialFrom?: readonly string[] | undefined;
}

/**
 * Of all abodes that were ever told of a family, which are to be kept from somebody who is known by these records: each that
 * says so, whether or not anybody lives there still, and each that tells the same place, but in a record of their own.
 */
export function placesKeptFrom(
  recipients: ReadonlySet<string>,
  abodes: readonly Abode[],
): (abode: Abode) => boolean {
  const saysSo = ({ confidentialFrom }: Abode): boolean =>
    confidentialFrom?.some((each) => recipients.has(each)) === true;
  const secrets = abodes.filter(saysSo);
  return (abode) =>
    saysSo(abode) || (!recipients.has(abode.person) && secrets.some((secret) => isSamePlace(secret, abode)));
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
