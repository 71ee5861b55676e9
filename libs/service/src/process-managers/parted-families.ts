import type { Clear, CommandOf, CommandType, StoredEvent } from '#libs/contracts';
import type { FamiliesReader, TimelineReader } from '#libs/read-models';
import type { ProcessManager, Step } from './manager.ts';

export interface PartedFamiliesParts {
  readonly readers: {
    readonly families: Pick<FamiliesReader, 'members'>;
    readonly timeline: Pick<TimelineReader, 'event' | 'joinedIn'>;
  };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
}

type Parting = Extract<Clear.FamilyEvent, { type: 'FamilySplit' | 'FamiliesMerged' | 'FamilyMergeReversed' }>;

const CAUSES: readonly string[] = ['FamilySplit', 'FamiliesMerged', 'FamilyMergeReversed'];

interface Member {
  readonly person: string;
  readonly role: string;
  readonly livesHere?: string;
}

/** What is known of somebody whose role was erased. */
const OF_NO_ROLE = 'SIGNIFICANT_OTHER';

/**
 * The other half of a split, a merge or a reversal: the family that takes has the members in the roles they had, and goes on
 * with the open episode, on the day on which the one that gives said so.
 */
export function partedFamilies(parts: PartedFamiliesParts): ProcessManager {
  return {
    name: 'parted-families',
    causes: CAUSES,
    async steps(cause) {
      await parts.caughtUp();
      return isParting(cause) ? [stepOf(cause, parts)] : [];
    },
  };
}

function stepOf(cause: StoredEvent & Parting, parts: PartedFamiliesParts): Step {
  const members = membersBefore(cause, cause.stream, parts);
  switch (cause.type) {
    case 'FamilySplit': {
      const { into } = cause.data;
      const order = orderOf(cause, 'RegisterSplitFamily', { splitFrom: cause.stream, members });
      return { name: 'split', order: { ...order, stream: into }, starts: into };
    }
    case 'FamiliesMerged': {
      const { survivor, retired } = cause.data;
      const order = orderOf(cause, 'TakeInMergedFamily', { survivor, retired, members });
      return { name: 'merged', order, stream: survivor };
    }
    case 'FamilyMergeReversed': {
      const { survivor, retired } = cause.data;
      const known = new Set(membersBefore(cause, retired, parts).map((member) => JSON.stringify(member)));
      const news = members.filter((member) => !known.has(JSON.stringify(member)));
      const order = orderOf(cause, 'ResumeFamily', { survivor, retired, members: news });
      return { name: 'resumed', order, stream: retired };
    }
  }
}

/** Who belonged to a family when the event was recorded, and how: what followed in the same append came after it. */
function membersBefore({ id }: StoredEvent, family: string, { readers }: PartedFamiliesParts): Member[] {
  const { families, timeline } = readers;
  const { position = -1 } = timeline.event(id) ?? {};
  const at = { position, knownAt: null, effectiveAt: null, provisional: false };
  const homes = new Map(timeline.joinedIn(family, at).map(({ person, livesHere }) => [person, livesHere]));
  return families.members(family, position).map(({ person, role }) => {
    const livesHere = homes.get(person) ?? undefined;
    return { person, role: role ?? OF_NO_ROLE, ...(livesHere !== undefined && { livesHere }) };
  });
}

function orderOf<T extends CommandType>(
  { id, occurredAt, lateReason }: StoredEvent,
  type: T,
  data: CommandOf<T>['data'],
): Step['order'] {
  return { type, data, occurredAt, lateReason, lateAs: 'BATCH', digestOf: { type, cause: id } };
}

/** An event of the log was checked against its description before it was stored. */
function isParting(cause: StoredEvent): cause is StoredEvent & Parting {
  return CAUSES.includes(cause.type);
}
