import type { EventType } from '#libs/contracts';
import { codesJudgedOn, earliestDay, latestDay } from '#libs/reference';
import type { Fact, FactOf } from '../fact.ts';
import { AT_ITS_EVENTS, FOREVER, type RetoldTable, type Tables } from '../projection.ts';
import type { LevelRow } from './table.ts';

type Said = Pick<LevelRow, 'kind' | 'level'>;

const leftOut = (): Said => ({ kind: 'LEFT_OUT', level: null });

/** What an event says of a child's level in an episode. */
const levels = {
  LevelOfNeedDecided: ({ data: { level } }) => ({ kind: 'DECIDED', level }),
  SteppedUp: ({ data: { to: level } }) => ({ kind: 'STEPPED', level }),
  SteppedDown: ({ data: { to: level } }) => ({ kind: 'STEPPED', level }),
  ChildRemovedFromEpisode: leftOut,
  SiblingExcludedAtParentRequest: leftOut,
} satisfies { readonly [T in EventType]?: (fact: FactOf<T>) => Said };

type Levelling = FactOf<keyof typeof levels>;

/** Types of the events that say it. */
export const levelTypes: readonly string[] = Object.keys(levels);

/** How they are told again: one event is one row, from its position on. */
export const LEVELS: RetoldTable = {
  table: 'levels',
  ...AT_ITS_EVENTS,
  spans: { from: 'position', until: 'until' },
};

/** Keeps what was decided of a child's level, each event once, with when it was so. */
export function keepLevel(fact: Fact, tables: Tables): void {
  if (!isLevelling(fact)) return;
  const { position, stream: family, occurredAt, stored } = fact;
  const { episode, child } = fact.data;
  const said = levels[fact.type] as (fact: Levelling) => Said;
  const { kind, level } = said(fact);
  const day = codesJudgedOn(occurredAt, stored.recordedAt);
  tables.run(
    `INSERT INTO levels (position, until, kind, family, episode, child, level, occurred_on, occurred_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    position,
    FOREVER,
    kind,
    family,
    episode,
    child,
    level,
    earliestDay(day),
    latestDay(day),
  );
}

function isLevelling(fact: Fact): fact is Levelling {
  return Object.hasOwn(levels, fact.type);
}
