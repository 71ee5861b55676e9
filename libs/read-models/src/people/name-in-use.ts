/** A name with its use and the end of that use, where it has ended. */
export interface UsedName {
  readonly use: string | null;
  readonly to: string | null;
}

/** In the order in which a person is called by them; by a former name nobody is. */
const CALLED_BY = ['KNOWN_AS', 'LEGAL', 'ALIAS'];

/**
 * The name a person goes by: the last recorded that is in use, the name known as before the legal one. A former name, or
 * one whose use has ended, is never it: undefined where there is no other.
 */
export function nameInUse<N extends UsedName>(names: readonly N[]): N | undefined {
  const inUse = names.filter(({ to }) => to === null);
  for (const use of CALLED_BY) {
    const found = inUse.findLast((name) => name.use === use);
    if (found !== undefined) return found;
  }
  return undefined;
}
