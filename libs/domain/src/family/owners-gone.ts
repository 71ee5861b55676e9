/** Who holds a family’s open episode of help; `episode` is null where none is open. */
interface Held {
  readonly episode: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  /** Who acts for the keyworker for a while. */
  readonly cover: string | null;
}

/**
 * I10: what is amiss with who holds open help, as codes of `data-quality-flag`. `lastDayOf` answers the last day of a worker
 * or an agency, and null or undefined of one that is there still.
 */
export function ownersGone(
  held: Held | undefined,
  lastDayOf: (owner: string) => string | null | undefined,
): string[] {
  if (held === undefined || held.episode === null) return [];
  const { agency, keyworker, cover } = held;
  const isGone = (owner: string | null): boolean => owner !== null && typeof lastDayOf(owner) === 'string';
  return [
    ...(isGone(cover ?? keyworker) ? ['KEYWORKER_LEFT'] : []),
    ...(isGone(agency) ? ['AGENCY_ENDED'] : []),
  ];
}
