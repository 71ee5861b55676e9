import type { Json, StoredEvent } from '#libs/contracts';
import type { FamiliesReader, PeopleReader } from '#libs/read-models';
import { stepIdOf, type ProcessManager, type Step } from './manager.ts';

export interface TwoEpisodesParts {
  readonly readers: {
    readonly families: Pick<FamiliesReader, 'openEpisodesOf'>;
    readonly people: Pick<PeopleReader, 'recordsOf'>;
  };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'two-episodes';
const FLAG = 'CHILD_IN_TWO_EPISODES';

/**
 * I1, the child's part: a child who is helped in two open episodes, of one family or two, is put to a person once. Two
 * that open at the same moment are refused by no rule; neither is a link between two records that are both helped.
 */
export function twoEpisodes({ readers, caughtUp, flagOf }: TwoEpisodesParts): ProcessManager {
  return {
    name: NAME,
    causes: ['EpisodeOpened', 'ChildAddedToEpisode', 'EpisodeReopened', 'PersonsLinkedAsSame'],
    async steps(cause) {
      await caughtUp();
      return childrenOf(cause).flatMap((child): Step[] => {
        const records = readers.people.recordsOf(child);
        const open = readers.families.openEpisodesOf(records);
        if (new Set(open.map(({ episode }) => episode)).size < 2 || !isTheLast(cause, open)) return [];
        const families = [...new Set(open.map(({ family }) => family))].sort();
        const data = { flag: FLAG, persons: [...records].sort(), families, cause: cause.id };
        const starts = flagOf(stepIdOf(NAME, cause.id, child));
        return [{ name: child, order: { type: 'RaiseDataQualityFlag', data }, starts }];
      });
    },
  };
}

/** Whoever made it two says so: of two episodes that opened at once, the later. */
function isTheLast(
  { type, data }: StoredEvent,
  open: readonly { episode: string; opened: number }[],
): boolean {
  if (type !== 'EpisodeOpened') return true;
  const latest = open.reduce((one, other) => (other.opened > one.opened ? other : one));
  return latest.episode === data['episode'];
}

function childrenOf({ type, data }: StoredEvent): readonly string[] {
  if (type === 'PersonsLinkedAsSame') return texts(data['survivor']);
  return type === 'ChildAddedToEpisode' ? texts(data['child']) : texts(data['children']);
}

function texts(value: Json | undefined): readonly string[] {
  const list: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return list.filter((each): each is string => typeof each === 'string');
}
