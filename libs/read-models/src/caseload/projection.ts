import type { Opened } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import { addChild, childrenOf, headlineOf, rankLevels, setLevel } from '../levels.ts';
import type { Projection, Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { caseloadColumns, caseloadIndexes, caseloadTables, type SpanRow } from './table.ts';

/** Open episodes under their keyworker and agency: a row for each stretch of positions in which nothing changed. */
export const caseload: Projection = {
  name: 'caseload',
  version: 1,
  log: 'record',
  tables: caseloadTables,
  indexes: caseloadIndexes,
  on: {
    CodeSetPublished: rankLevels,
    EpisodeOpened: (fact, tables) => {
      const { episode, children, district } = fact.data;
      for (const child of children) addChild(tables, episode, child);
      tables.run('INSERT INTO episodes (episode, opened) VALUES (?, ?)', episode, fact.position);
      spans.begin(tables, fact.position, {
        opened: fact.position,
        is_open: 1,
        episode,
        family: fact.stream,
        opened_at: fact.occurredAt.value ?? null,
        keyworker: null,
        agency: null,
        district,
        children: JSON.stringify(childrenOf(tables, episode)),
        level: null,
      });
    },
    ChildAddedToEpisode: (fact, tables) => {
      const { episode, child } = fact.data;
      addChild(tables, episode, child);
      change(fact, tables, { children: JSON.stringify(childrenOf(tables, episode)) });
    },
    AccountableAgencyAssigned: (fact, tables) => change(fact, tables, { agency: fact.data.agency }),
    AccountableAgencyChanged: (fact, tables) => change(fact, tables, { agency: fact.data.to }),
    KeyworkerAssigned: (fact, tables) => change(fact, tables, { keyworker: fact.data.worker }),
    KeyworkerHandedOver: (fact, tables) => change(fact, tables, { keyworker: fact.data.to }),
    LevelOfNeedDecided: (fact, tables) => levelled(fact, fact.data.level, tables),
    SteppedUp: (fact, tables) => levelled(fact, fact.data.to, tables),
    SteppedDown: (fact, tables) => levelled(fact, fact.data.to, tables),
    EpisodeClosed: (fact, tables) => change(fact, tables, { is_open: 0 }),
    EpisodeReopened: (fact, tables) => change(fact, tables, { is_open: 1, keyworker: null, agency: null }),
  },
};

const spans = new Spans<SpanRow>('spans', caseloadColumns);

type OfEpisode = Extract<Opened.FamilyEvent, { data: { episode: string } }>;

function levelled(
  fact: FactOf<'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown'>,
  level: string,
  tables: Tables,
): void {
  const { episode, child } = fact.data;
  setLevel(tables, episode, child, level);
  change(fact, tables, { level: headlineOf(tables, episode) });
}

function change({ data, position }: Fact<OfEpisode>, tables: Tables, changes: Partial<SpanRow>): void {
  const row = tables.one<{ opened: number }>('SELECT opened FROM episodes WHERE episode = ?', data.episode);
  if (row !== undefined) spans.change(tables, position, row.opened, () => changes);
}
