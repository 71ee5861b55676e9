import type { Json, StoredEvent } from '#libs/contracts';
import { helpedTwice } from '#libs/domain';
import type { FamiliesReader, PeopleReader } from '#libs/read-models';
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
const FLAG = 'CHILD_IN_TWO_EPISODES';

/** Entries without which help would have gone on. */
const ENDING: ReadonlySet<unknown> = new Set([
  'EpisodeClosed',
  'ChildRemovedFromEpisode',
  'SiblingExcludedAtParentRequest',
  'EntryVoided',
]);

/** A child who is helped in two open episodes, of one family or two, is put to a person once. */
export function twoEpisodes({ readers, caughtUp, flagOf }: TwoEpisodesParts): ProcessManager {
  return {
    name: NAME,
    causes: ['EpisodeOpened', 'ChildAddedToEpisode', 'EpisodeReopened', 'PersonsLinkedAsSame', 'EntryVoided'],
    async steps(cause) {
      if (cause.type === 'EntryVoided' && !ENDING.has(cause.data['entryType'])) return [];
      await caughtUp();
      return childrenOf(cause, readers).flatMap((child): Step[] => {
        const records = readers.people.recordsOf(child);
        const families = helpedTwice(readers.families.openEpisodesOf(records), openedBy(cause));
        if (families.length === 0) return [];
        const data = { flag: FLAG, persons: [...records].sort(), families: [...families], cause: cause.id };
        const starts = flagOf(stepIdOf(NAME, cause.id, child));
        return [{ name: child, order: { type: 'RaiseDataQualityFlag', data }, starts }];
      });
    },
  };
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
