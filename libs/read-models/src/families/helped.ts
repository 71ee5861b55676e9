import type { Opened } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import type { Tables } from '../projection.ts';
import { change, spans, type Change } from './family-spans.ts';
import { isToldLate, keepDay } from './level-days.ts';
import { headlineOf, levelsOf, type Levels } from './levels.ts';

type OfEpisode = Extract<Opened.FamilyEvent, { data: { episode: string } }>;

/** A change of the episode that the family's span is about; one of another episode changes nothing in it. */
export function ofEpisode(fact: Fact<OfEpisode>, tables: Tables, next: Change): void {
  change(fact, fact.stream, tables, (span) => (span.episode === fact.data.episode ? next(span) : {}));
}

/** A level of a child who is helped; one told late of an earlier day changes nothing since. */
export function levelled(
  fact: FactOf<'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown'>,
  level: string,
  tables: Tables,
): void {
  const span = spans.last(tables, fact.stream);
  if (span?.episode !== fact.data.episode) return;
  const { child } = fact.data;
  const levels = levelsOf(span.children);
  if (levels[child] === undefined || isToldLate(fact, tables) || levels[child] === level) return;
  withLevels(fact, tables, () => ({ ...levels, [child]: level }));
}

export function leftOut(
  fact: FactOf<'ChildRemovedFromEpisode' | 'SiblingExcludedAtParentRequest'>,
  tables: Tables,
): void {
  const { episode, child } = fact.data;
  keepDay({ family: fact.stream, episode, child }, undefined, tables);
  withLevels(fact, tables, ({ [child]: _, ...levels }) => levels);
}

/** Levels of the children of the episode that an event is of, and with them the family's headline. */
export function withLevels(fact: Fact<OfEpisode>, tables: Tables, next: (levels: Levels) => Levels): void {
  ofEpisode(fact, tables, ({ children }) => {
    const levels = next(levelsOf(children));
    return { children: JSON.stringify(levels), level: headlineOf(levels, tables) };
  });
}
