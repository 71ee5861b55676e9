import type { Opened } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import type { Tables } from '../projection.ts';
import { change, spans, type Change } from './family-spans.ts';
import { headlineOf, levelsOf, withLevel, type Levels } from './levels.ts';

type OfEpisode = Extract<Opened.FamilyEvent, { data: { episode: string } }>;

/** A change of the episode that the family's span is about; one of another episode changes nothing in it. */
export function ofEpisode(fact: Fact<OfEpisode>, tables: Tables, next: Change): void {
  change(fact, fact.stream, tables, (span) => (span.episode === fact.data.episode ? next(span) : {}));
}

export function levelled(
  fact: FactOf<'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown'>,
  level: string,
  tables: Tables,
): void {
  const span = spans.last(tables, fact.stream);
  if (span?.episode !== fact.data.episode) return;
  const before = levelsOf(span.children);
  const levels = withLevel(before, fact, level);
  if (levels === before) return;
  const { child } = fact.data;
  const children = JSON.stringify(levels);
  // The day on which a level was confirmed is for what is told late alone.
  if (levels[child]?.level === before[child]?.level) spans.note(tables, fact.stream, { children });
  else change(fact, fact.stream, tables, () => ({ children, level: headlineOf(levels, tables) }));
}

export function leftOut(
  fact: FactOf<'ChildRemovedFromEpisode' | 'SiblingExcludedAtParentRequest'>,
  tables: Tables,
): void {
  withLevels(fact, tables, ({ [fact.data.child]: _, ...levels }) => levels);
}

/** Levels of the children of the episode that an event is of, and with them the family's headline. */
export function withLevels(fact: Fact<OfEpisode>, tables: Tables, next: (levels: Levels) => Levels): void {
  ofEpisode(fact, tables, ({ children }) => {
    const levels = next(levelsOf(children));
    return { children: JSON.stringify(levels), level: headlineOf(levels, tables) };
  });
}
