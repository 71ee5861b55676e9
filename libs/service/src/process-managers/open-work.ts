import { isList, isObject, type Json, type StoredEvent } from '#libs/contracts';
import {
  isSeen,
  waitsForTriage,
  type FamiliesReader,
  type OpenEpisodeRow,
  type PeopleReader,
  type RequestRow,
  type RequestsReader,
  type TimelineReader,
} from '#libs/read-models';
import type { Sight } from '../sight/sight.ts';
import { mergedAmong, survivorOf } from '../survivors.ts';
import { stepIdOf, type ProcessManager, type Step } from './manager.ts';

export interface OpenWorkParts {
  readonly readers: {
    readonly requests: Pick<RequestsReader, 'request'>;
    readonly families: Pick<FamiliesReader, 'family' | 'familiesNamed' | 'openEpisode' | 'openEpisodesOf'>;
    readonly timeline: Pick<TimelineReader, 'withSurvivors'>;
    readonly people: Pick<PeopleReader, 'recordsOf'>;
  };
  readonly sight: Pick<Sight, 'sealed'>;
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'open-work';
const TWO_FAMILIES = 'CHILDREN_OF_TWO_FAMILIES';

/**
 * A request about a child or a family whom somebody helps already is pointed at that help and linked to its family, and so
 * is among what is due of its keyworker until it is triaged (domain.md, Process managers). Of two families that are helped
 * a person is told. An import says so itself. Of whom a seal covers nothing is said; a request that names them beside others is
 * dealt with as one that names nobody beside them, or what follows would tell that they are sealed.
 */
export function openWork({ readers, sight, caughtUp, flagOf }: OpenWorkParts): ProcessManager {
  return {
    name: NAME,
    causes: ['ContactReceived', 'RequestReceived', 'RequestLinkedToFamily', 'IdentifiedOnRequest'],
    async steps(cause) {
      if (cause.source === 'IMPORT') return [];
      await caughtUp();
      const row = readers.requests.request(cause.stream);
      if (row === undefined || !waitsForTriage.has(row.state)) return [];
      const sealed = sight.sealed();
      // Help that began after it may have come of it.
      const helped = helpNamedIn(cause, readers).filter(
        ({ opened, family, child }) =>
          opened < row.received && [family, child].every((each) => isSeen(sealed, each)),
      );
      return [...pointing(row, helped), ...betweenFamilies(cause, helped, flagOf)];
    },
  };
}

/** At the help of the family that is named first, else of the first child who is helped. */
function pointing({ request, family: linked }: RequestRow, [help]: readonly OpenEpisodeRow[]): Step[] {
  if (help === undefined) return [];
  const { family, episode } = help;
  const link = { type: 'LinkRequestToFamily', data: { request, family } } as const;
  const flag = { type: 'FlagDuplicateOfOpenWork', data: { request, family, episode } } as const;
  return [
    ...(linked === null ? [{ name: family, order: link, stream: request }] : []),
    { name: episode, order: flag, stream: request },
  ];
}

function betweenFamilies(
  { id: cause, stream: request }: StoredEvent,
  helped: readonly OpenEpisodeRow[],
  flagOf: OpenWorkParts['flagOf'],
): Step[] {
  const families = [...new Set(helped.map(({ family }) => family))].sort();
  if (families.length < 2) return [];
  const persons = [...new Set(helped.map(({ child }) => child))].sort();
  const data = { flag: TWO_FAMILIES, persons, families, request, cause };
  const starts = flagOf(stepIdOf(NAME, cause, TWO_FAMILIES));
  return [{ name: TWO_FAMILIES, order: { type: 'RaiseDataQualityFlag', data }, starts }];
}

/** Of the family that is named, or that it was merged into, and of each child under every record. */
function helpNamedIn({ data }: StoredEvent, readers: OpenWorkParts['readers']): OpenEpisodeRow[] {
  const { families, people } = readers;
  const { episode = null } =
    (typeof data['family'] === 'string' && families.family(wholeOf(data['family'], readers))) || {};
  const ofFamily = episode === null ? [] : families.openEpisode(episode);
  const named = [...childrenOf(data['children']), ...childrenOf([data])];
  const children = named.flatMap((child) => people.recordsOf(child));
  return [...ofFamily, ...families.openEpisodesOf(children)];
}

function wholeOf(family: string, readers: OpenWorkParts['readers']): string {
  return survivorOf(family, mergedAmong([family], readers));
}

function childrenOf(children: Json | undefined): string[] {
  if (children === undefined || !isList(children)) return [];
  const named = children.map((child) => (isObject(child) ? child['person'] : undefined));
  return named.filter((person) => typeof person === 'string');
}
