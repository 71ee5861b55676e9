import { isFact, type Amending, type FactOf } from '../fact.ts';
import type { Tables } from '../projection.ts';
import { change, type Change } from './family-spans.ts';
import { keepDay } from './level-days.ts';
import { headlineOf, type Levels } from './levels.ts';
import { residing } from './residences.ts';
import { CHILD_OF, NO_COVER, NO_EPISODE } from './table.ts';

type Giving = FactOf<'FamilySplit' | 'FamiliesMerged' | 'FamilyMergeReversed'>;

// An episode is held by the family that gives it up until the other one has it, which that one's stream says. Told again
// later, the one that gave it up finds that the other has it.

export function givesUp(fact: Giving, tables: Tables): void {
  change(fact, fact.stream, tables, released(fact, tables));
}

/** A retired family keeps its members, and is read as part of the survivor. */
export function retires(fact: FactOf<'FamiliesMerged'>, tables: Tables): void {
  const release = released(fact, tables);
  change(fact, fact.stream, tables, (span) => ({ merged_into: fact.data.survivor, ...release(span) }));
}

export function resumes(fact: FactOf<'FamilyResumed'>, tables: Tables): void {
  change(fact, fact.stream, tables, () => ({ merged_into: null }));
}

/** The episode goes on where it is continued, and no longer where it was. */
export function goesOn(fact: FactOf<'EpisodeContinued'>, tables: Tables): void {
  const { position, stream, data } = fact;
  const { episode, from, agency, keyworker } = data;
  const before = tables.one<Opening>(
    'SELECT opened, opened_at FROM episodes WHERE episode = ? AND family = ?',
    episode,
    from,
  );
  const opened = before?.opened ?? position;
  const opened_at = before?.opened_at ?? null;
  const sql =
    'INSERT OR REPLACE INTO episodes (episode, family, since, opened, opened_at) VALUES (?, ?, ?, ?, ?)';
  tables.run(sql, episode, stream, position, opened, opened_at);
  for (const { child, levelSince } of data.children) {
    tables.run(CHILD_OF, child, episode);
    keepDay({ family: stream, episode, child }, levelSince, tables);
  }
  if (from !== stream) change(fact, from, tables, without(episode));
  const levels: Levels = Object.fromEntries(data.children.map(({ child, level = null }) => [child, level]));
  const district = residing(fact, data.district, tables);
  change(fact, stream, tables, () => ({
    ...{ status: 'OPEN', district, episode, opened, opened_at, agency, keyworker, ...coverOf(fact) },
    children: JSON.stringify(levels),
    level: headlineOf(levels, tables),
  }));
}

function coverOf({ data, stored }: FactOf<'EpisodeContinued'>) {
  const { cover, coverUntil: cover_until = null } = data;
  return cover === undefined ? NO_COVER : { cover, cover_until, cover_said: stored.id };
}

/** When an episode opened, as corrected, is the same in whichever family it goes on. */
export function reopenElsewhere({ stream, position, history }: Amending, tables: Tables): void {
  for (const event of history) {
    if (!isFact(event) || event.type !== 'EpisodeOpened') continue;
    const elsewhere = tables.all<Opening & { readonly episode: string; readonly family: string }>(
      `SELECT there.episode, there.family, here.opened, here.opened_at FROM episodes here
       CROSS JOIN episodes there ON there.episode = here.episode AND there.family <> here.family
       WHERE here.family = ? AND here.episode = ?`,
      stream,
      event.data.episode,
    );
    for (const { episode, family, opened, opened_at } of elsewhere) {
      const sql = 'UPDATE episodes SET opened = ?, opened_at = ? WHERE episode = ? AND family = ?';
      tables.run(sql, opened, opened_at, episode, family);
      const goesOnHere: Change = (span) => (span.episode === episode ? { opened, opened_at } : {});
      change({ position }, family, tables, goesOnHere);
    }
  }
}

interface Opening {
  readonly opened: number | null;
  readonly opened_at: string | null;
}

function released({ stream, position, data: { episode } }: Giving, tables: Tables): Change {
  const taken =
    episode !== undefined &&
    tables.one(
      'SELECT 1 FROM episodes WHERE episode = ? AND family <> ? AND since > ?',
      episode,
      stream,
      position,
    );
  return taken ? without(episode) : () => ({});
}

function without(episode: string): Change {
  return (span) => (span.episode === episode ? { status: 'CLOSED', ...NO_EPISODE } : {});
}
