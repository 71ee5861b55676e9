import type { Tables } from '../projection.ts';
import { levelsDecided, type Levelled, type LevelsDecided } from './highest-level.ts';
import type { HappeningRow } from './table.ts';

/** What is known by a position, of a period that ends on a day. */
export interface KnownOf {
  readonly position: number;
  readonly to: string;
}

/** Families that live in a district, and all of which anything is told there. */
interface Lived {
  readonly there: readonly string[];
  readonly ever: ReadonlySet<string>;
}

type Held = Pick<HappeningRow, 'kind'> & { readonly episode: string; readonly family: string };

/**
 * The episodes that these families hold open on a day, each as the levels that were decided of its children. Who holds an
 * episode stands in the order of recording; the levels stay while it is closed, should it be reopened.
 */
export function openIn(tables: Tables, { there, ever }: Lived, { position, to }: KnownOf): LevelsDecided[] {
  const rows = tables.all<Held>(
    `SELECT h.kind, h.episode, h.family FROM (
       SELECT DISTINCT o.episode FROM json_each(?3) asked
       CROSS JOIN happenings o INDEXED BY happenings_placing ON o.family = asked.value
       WHERE o.kind IN ('OPENED', 'CONTINUED', 'MOVED') AND o.kind <> 'MOVED'
     ) theirs CROSS JOIN happenings h INDEXED BY happenings_in_episode ON h.episode = theirs.episode
     WHERE h.episode NOT NULL AND h.kind IN ('OPENED', 'REOPENED', 'CONTINUED', 'CLOSED')
       AND h.position <= ?1 AND h.until > ?1 AND h.occurred_on <= ?2 ORDER BY h.position`,
    position,
    to,
    JSON.stringify(there),
  );
  const holders = new Map<string, string | null>();
  for (const { kind, episode, family } of rows) holders.set(episode, kind === 'CLOSED' ? null : family);
  const living = new Set(there);
  const open = [...holders].flatMap(([episode, family]) => (living.has(family ?? '') ? [episode] : []));
  const levels = levelsDecided(tables, open, { on: to, position, by: ever });
  return open.map((episode) => levels.get(episode) ?? new Map<string, Levelled>());
}
