import type { Json, StoredEvent } from '#libs/contracts';
import { helpedAsTwo, helpedTwice } from '#libs/domain';
import type { FamiliesReader, OpenEpisodeRow, PeopleReader } from '#libs/read-models';
import { stepIdOf, type ProcessManager, type Step } from './manager.ts';

interface Readers {
  readonly families: Pick<FamiliesReader, 'family' | 'openEpisodesOf' | 'openEpisode'>;
  readonly people: Pick<PeopleReader, 'recordsOf'>;
}

export interface TwoEpisodesParts {
  readonly readers: Readers;
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'two-episodes';

/** Entries without which help would have gone on. */
const ENDING: ReadonlySet<unknown> = new Set([
  'EpisodeClosed',
  'ChildRemovedFromEpisode',
  'SiblingExcludedAtParentRequest',
  'EntryVoided',
]);

/** A child who is helped in two open episodes, of one family or two, or twice in one, is put to a person once. */
export function twoEpisodes({ readers, caughtUp, flagOf }: TwoEpisodesParts): ProcessManager {
  return {
    name: NAME,
    causes: ['EpisodeOpened', 'ChildAddedToEpisode', 'EpisodeReopened', 'PersonsLinkedAsSame', 'EntryVoided'],
    async steps(cause) {
      if (cause.type === 'EntryVoided' && !ENDING.has(cause.data['entryType'])) return [];
      await caughtUp();
      const children = Map.groupBy(childrenOf(cause, readers), (child) => readers.people.recordsOf(child)[0]);
      return [...children.values()].flatMap(([child = '']): Step[] => {
        const records = readers.people.recordsOf(child);
        const said = amissIn(readers.families.openEpisodesOf(records), cause);
        if (said === undefined) return [];
        const data = { ...said, persons: [...records].sort(), cause: cause.id };
        const starts = flagOf(stepIdOf(NAME, cause.id, child));
        return [{ name: child, order: { type: 'RaiseDataQualityFlag', data }, starts }];
      });
    },
  };
}

function amissIn(
  open: readonly OpenEpisodeRow[],
  cause: StoredEvent,
): { readonly flag: string; readonly families: string[] } | undefined {
  const families = helpedTwice(open, openedBy(cause));
  if (families.length > 0) return { flag: 'CHILD_IN_TWO_EPISODES', families: [...families] };
  const family = helpedAsTwo(open);
  return family === undefined ? undefined : { flag: 'CHILD_TWICE_IN_EPISODE', families: [family] };
}

function openedBy({ type, data }: StoredEvent): string | undefined {
  return type === 'EpisodeOpened' ? texts(data['episode'])[0] : undefined;
}

function childrenOf({ type, stream, data }: StoredEvent, { families }: Readers): readonly string[] {
  if (type === 'EntryVoided') return helpedIn(families.family(stream)?.episode, families);
  if (type === 'PersonsLinkedAsSame') return texts(data['survivor']);
  if (type === 'ChildAddedToEpisode') return texts(data['child']);
  return texts(data['episode']).flatMap((episode) => helpedIn(episode, families));
}

function helpedIn(episode: string | null | undefined, families: Readers['families']): string[] {
  return episode ? families.openEpisode(episode).map(({ child }) => child) : [];
}

function texts(value: Json | undefined): readonly string[] {
  const list: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return list.filter((each): each is string => typeof each === 'string');
}
