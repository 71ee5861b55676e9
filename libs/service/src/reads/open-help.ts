import type { FamiliesReader, OpenEpisodeRow, PeopleReader } from '#libs/read-models';

interface HelpReaders {
  readonly families: Pick<FamiliesReader, 'familiesOfAll' | 'isStale' | 'openEpisodesOf'>;
  readonly people: Pick<PeopleReader, 'recordsOf'>;
}

/**
 * The open help of whoever is asked about, by what was known at a position; undefined where it cannot be said: of whoever is
 * not known here, or sealed, nor of several who have one number, nor where a family's events could not all be read.
 */
export function openHelpOf(
  children: readonly string[],
  position: number,
  { families, people }: HelpReaders,
): readonly OpenEpisodeRow[] | undefined {
  const [child, ...others] = children;
  if (child === undefined || others.length > 0) return undefined;
  const records = people.recordsOf(child, position);
  if (families.familiesOfAll(records, position).some((family) => families.isStale(family))) return undefined;
  const open = families.openEpisodesOf(records, position);
  return [...new Map(open.map((each) => [each.episode, each])).values()];
}
