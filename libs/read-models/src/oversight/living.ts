import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { dayOfPoint } from './places.ts';
import type { HappeningKind, HappeningRow } from './table.ts';

/** Who had died, as far as was recorded by a position and on a day. */
export function diedBy(tables: Tables, at: Known): ReadonlySet<string> {
  return goneBy(tables, at, ['DIED']);
}

interface Known {
  readonly position: number;
  readonly day: string;
}

/** By when it was recorded: what is retracted never was so. */
function goneBy(
  tables: Tables,
  { position, day }: Known,
  kinds: readonly HappeningKind[],
): ReadonlySet<string> {
  const rows = tables.all<Pick<HappeningRow, 'kind' | 'about'>>(
    `SELECT kind, about FROM happenings
     WHERE kind IN (SELECT value FROM json_each(?3)) AND position <= ?1 AND until > ?1
       AND (occurred_on <= ?2 OR kind = 'LIVES') ORDER BY position`,
    position,
    day,
    JSON.stringify([...kinds, 'LIVES']),
  );
  const gone = new Set<string>();
  for (const { kind, about } of rows) {
    if (kind === 'LIVES') gone.delete(String(about));
    else gone.add(String(about));
  }
  return gone;
}

/**
 * Episodes in which no living child is helped: nobody is reminded of any. What is retracted brings all of it back.
 */
export function episodesOfNobody(tables: Tables, at: AsOfPoint): ReadonlySet<string> {
  const gone = goneBy(tables, { position: at.position, day: dayOfPoint(at) }, ['DIED', 'LOST']);
  if (gone.size === 0) return gone;
  const nobody = [...helpedWith(tables, at, [...gone])].filter(([, children]) =>
    [...children].every((child) => gone.has(child)),
  );
  return new Set(nobody.map(([episode]) => episode));
}

/** The episodes in which any of these children ever was helped: episode -> who is helped in it. */
export function helpedWith(
  tables: Tables,
  at: AsOfPoint,
  children: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const rows = tables.all<{ kind: string; episode: string; about: string }>(
    `SELECT kind, episode, about FROM happenings
     WHERE episode IN (
       SELECT h.episode FROM json_each(?3) asked CROSS JOIN happenings h ON h.kind = 'LEVEL' AND h.about = asked.value
     ) AND kind IN ('LEVEL', 'LEFT_OUT') AND position <= ?1 AND until > ?1 AND occurred_on <= ?2
     ORDER BY position`,
    at.position,
    dayOfPoint(at),
    JSON.stringify(children),
  );
  const helped = new Map<string, Set<string>>();
  for (const { kind, episode, about } of rows) {
    const there = helped.get(episode) ?? new Set();
    helped.set(episode, there);
    if (kind === 'LEVEL') there.add(about);
    else there.delete(about);
  }
  return helped;
}
