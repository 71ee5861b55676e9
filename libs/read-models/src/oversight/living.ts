import type { AsOfPoint } from '../as-of.ts';
import { recordsOfAll } from '../links.ts';
import type { Tables } from '../projection.ts';
import { dayOfPoint } from './places.ts';
import type { HappeningKind, LevelRow } from './table.ts';

/** Who of these persons had died, as far as was recorded by a position and on a day. */
export function diedBy(tables: Tables, at: Known, persons: Iterable<string>): ReadonlySet<string> {
  return goneBy(tables, { ...at, kinds: ['DIED'] }, persons);
}

interface Known {
  readonly position: number;
  readonly day: string;
}

/** By when it was recorded, on whichever of a person's linked records: what is retracted never was so. */
function goneBy(
  tables: Tables,
  { position, day, kinds }: Known & { readonly kinds: readonly HappeningKind[] },
  persons: Iterable<string>,
): ReadonlySet<string> {
  const asked = [...new Set(persons)];
  const records = recordsOfAll(tables, asked, position);
  const rows = tables.all<{ kind: HappeningKind; about: string }>(
    `SELECT h.kind, h.about FROM json_each(?3) asked CROSS JOIN happenings h ON h.about = asked.value
     WHERE h.kind IN ('DIED', 'LOST', 'LIVES') AND h.position <= ?1 AND h.until > ?1
       AND (h.occurred_on <= ?2 OR h.kind = 'LIVES') ORDER BY h.position`,
    position,
    day,
    JSON.stringify([...new Set([...records.values()].flat())]),
  );
  const gone = new Set<string>();
  for (const { kind, about } of rows) {
    if (kind === 'LIVES') gone.delete(about);
    else if (kinds.includes(kind)) gone.add(about);
  }
  return new Set(asked.filter((person) => records.get(person)?.some((record) => gone.has(record))));
}

/**
 * Which of these episodes are ones in which no living child is helped: nobody is reminded of any. What is retracted brings
 * all of it back.
 */
export function episodesOfNobody(
  tables: Tables,
  at: AsOfPoint,
  episodes: Iterable<string | null>,
): ReadonlySet<string> {
  const helped = helpedIn(tables, at, episodes);
  const children = [...helped.values()].flatMap(({ ever }) => [...ever]);
  const known = { position: at.position, day: dayOfPoint(at) };
  const gone = goneBy(tables, { ...known, kinds: ['DIED', 'LOST'] }, children);
  const nobody = [...helped].filter(
    ([, { ever, still }]) =>
      [...ever].some((child) => gone.has(child)) && [...still].every((child) => gone.has(child)),
  );
  return new Set(nobody.map(([episode]) => episode));
}

/** Bare ids of the children who are, or ever were, helped in an episode. */
interface Helped {
  readonly ever: Set<string>;
  readonly still: Set<string>;
}

/** Who is helped in each of these episodes: episode -> children; an episode in which nobody was is not there. */
export function helpedIn(
  tables: Tables,
  at: AsOfPoint,
  episodes: Iterable<string | null>,
): ReadonlyMap<string, Helped> {
  const rows = tables.all<Pick<LevelRow, 'kind' | 'episode' | 'child'>>(
    `SELECT l.kind, l.episode, l.child FROM json_each(?3) asked
     CROSS JOIN levels l INDEXED BY levels_in_episode ON l.episode = asked.value
     WHERE l.kind IN ('DECIDED', 'LEFT_OUT') AND l.position <= ?1 AND l.until > ?1 AND l.occurred_on <= ?2 ORDER BY l.position`,
    at.position,
    dayOfPoint(at),
    JSON.stringify([...new Set(episodes)]),
  );
  const helped = new Map<string, Helped>();
  for (const { kind, episode, child } of rows) {
    const there = helped.get(episode) ?? { ever: new Set(), still: new Set() };
    helped.set(episode, there);
    if (kind === 'LEFT_OUT') there.still.delete(child);
    else for (const children of [there.ever, there.still]) children.add(child);
  }
  return helped;
}
