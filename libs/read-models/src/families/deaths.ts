import { streamSubject } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import { link, LINKS, recordsOf, unlink } from '../links.ts';
import { NEWEST } from '../model-reader.ts';
import type { Retold, Tables } from '../projection.ts';
import { change } from './family-spans.ts';
import { headlineOf, levelsOf } from './levels.ts';

// The level that a family is at is that of its living children: who died is dead under each of their linked records.

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

export const HEARD_OF_LINKS: Retold = {
  category: 'identity',
  tables: [LINKS],
  on: { PersonsLinkedAsSame: link, PersonLinkReversed: unlink },
};

function keepDeath({ stream }: FactOf<'DeathRecorded'>, tables: Tables): void {
  tables.run('INSERT OR IGNORE INTO deaths (person) VALUES (?)', streamSubject(stream));
}

function forgetDeath({ stream }: FactOf<'DeathRecordRetracted'>, tables: Tables): void {
  tables.run('DELETE FROM deaths WHERE person = ?', streamSubject(stream));
}

/** Two records are of one person from now on, who may have died under either. */
export function linked(fact: FactOf<'PersonsLinkedAsSame'>, tables: Tables): void {
  link(fact, tables);
  levelsAnew(recordsOf(tables, fact.data.survivor, NEWEST), fact, tables);
}

export function unlinked(fact: FactOf<'PersonLinkReversed'>, tables: Tables): void {
  const records = recordsOf(tables, fact.data.survivor, NEWEST);
  unlink(fact, tables);
  levelsAnew(records, fact, tables);
}

function levelAnew(fact: Pick<Fact, 'stream' | 'position'>, tables: Tables): void {
  levelsAnew(recordsOf(tables, streamSubject(fact.stream), NEWEST), fact, tables);
}

/** The headline of every family in whose episode any of these is. */
function levelsAnew(records: readonly string[], { position }: Pick<Fact, 'position'>, tables: Tables): void {
  const episodes = tables.all<{ episode: string; family: string }>(
    `SELECT DISTINCT c.episode, e.family FROM json_each(?) asked
     CROSS JOIN episode_children c ON c.child = asked.value CROSS JOIN episodes e ON e.episode = c.episode`,
    JSON.stringify(records),
  );
  for (const { episode, family } of episodes)
    change({ position }, family, tables, (span) =>
      span.episode === episode ? { level: headlineOf(levelsOf(span.children), tables) } : {},
    );
}
