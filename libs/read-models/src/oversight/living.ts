import type { AsOfPoint } from '../as-of.ts';
import { recordsOfAll } from '../links.ts';
import type { Tables } from '../projection.ts';
import { dayOfPoint } from './places.ts';
import type { HappeningKind, LevelRow, RunRow } from './table.ts';

/** Who of these persons had died, as far as was recorded by a position and on a day. */
export function diedBy(tables: Tables, at: Known, persons: Iterable<string>): ReadonlySet<string> {
  return goneBy(tables, { ...at, kinds: ['DIED'] }, persons);
}

/** Whom nobody is to be reminded of: who of these had died, or was of a pregnancy that ended. */
export function goneAt(tables: Tables, at: AsOfPoint, persons: Iterable<string>): ReadonlySet<string> {
  const { position } = at;
  return goneBy(tables, { position, day: dayOfPoint(at), kinds: ['DIED', 'LOST'] }, persons);
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
  const gone = goneAt(tables, at, children);
  const nobody = [...helped].filter(
    ([, { ever, still }]) =>
      [...ever].some((child) => gone.has(child)) && [...still].every((child) => gone.has(child)),
  );
  return new Set(nobody.map(([episode]) => episode));
}

/**
 * Those of the clocks that somebody who lives waits for: of no episode of nobody, and of no step, action or assessment that
 * is of nobody else than of those who are gone.
 */
export function ofSomebody<R extends Pick<RunRow, 'episode' | 'about'>>(
  tables: Tables,
  runs: readonly R[],
  at: AsOfPoint,
): R[] {
  const ofNobody = episodesOfNobody(
    tables,
    at,
    runs.map(({ episode }) => episode),
  );
  const persons = personsOf(
    tables,
    at,
    runs.map(({ about }) => about),
  );
  const gone = goneAt(tables, at, [...persons.values()].flat());
  return runs.filter(
    ({ episode, about }) =>
      (episode === null || !ofNobody.has(episode)) &&
      persons.get(about)?.every((person) => gone.has(person)) !== true,
  );
}

/** Of these steps, actions and assessments: id -> of whom alone it is. */
function personsOf(
  tables: Tables,
  { position }: AsOfPoint,
  asked: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const rows = tables.all<{ about: string; persons: string }>(
    `SELECT h.about, h.persons FROM json_each(?2) asked
     CROSS JOIN happenings h INDEXED BY happenings_of_persons ON h.about = asked.value
     WHERE h.persons NOT NULL AND h.position <= ?1 AND h.until > ?1`,
    position,
    JSON.stringify([...new Set(asked)]),
  );
  return new Map(rows.map(({ about, persons }) => [about, JSON.parse(persons) as string[]]));
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
