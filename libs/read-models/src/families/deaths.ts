import { streamSubject } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import type { Retold, Tables } from '../projection.ts';
import { change } from './family-spans.ts';
import { headlineOf, levelsOf } from './levels.ts';

// The level that a family is at is that of its living children.

export function died(fact: FactOf<'DeathRecorded'>, tables: Tables): void {
  keepDeath(fact, tables);
  levelAnew(fact, tables);
}

export function livesAfterAll(fact: FactOf<'DeathRecordRetracted'>, tables: Tables): void {
  forgetDeath(fact, tables);
  levelAnew(fact, tables);
}

/** How a death that is corrected or voided is told again. */
export const HEARD_OF_DEATHS: Retold = {
  category: 'person',
  tables: [{ table: 'deaths', where: 'person = ?' }],
  on: { DeathRecorded: keepDeath, DeathRecordRetracted: forgetDeath },
  then: levelAnew,
};

function keepDeath({ stream }: FactOf<'DeathRecorded'>, tables: Tables): void {
  tables.run('INSERT OR IGNORE INTO deaths (person) VALUES (?)', streamSubject(stream));
}

function forgetDeath({ stream }: FactOf<'DeathRecordRetracted'>, tables: Tables): void {
  tables.run('DELETE FROM deaths WHERE person = ?', streamSubject(stream));
}

/** The headline of every family in whose episode the child is. */
function levelAnew({ stream, position }: Pick<Fact, 'stream' | 'position'>, tables: Tables): void {
  const episodes = tables.all<{ episode: string; family: string }>(
    `SELECT c.episode, e.family FROM episode_children c CROSS JOIN episodes e ON e.episode = c.episode
     WHERE c.child = ?`,
    streamSubject(stream),
  );
  for (const { episode, family } of episodes)
    change({ position }, family, tables, (span) =>
      span.episode === episode ? { level: headlineOf(levelsOf(span.children), tables) } : {},
    );
}
