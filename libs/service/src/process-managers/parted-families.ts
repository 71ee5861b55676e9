import type { Clear, CommandOf, CommandType, StoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { FamiliesReader, TimelineReader } from '#libs/read-models';
import { eventsOf } from '../door/streams.ts';
import type { ProcessManager, Step } from './manager.ts';

export interface PartedFamiliesParts {
  readonly store: EventStore;
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
      return isParting(cause) ? [await stepOf(cause, parts)] : [];
    },
  };
}

async function stepOf(cause: StoredEvent & Parting, parts: PartedFamiliesParts): Promise<Step> {
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
      const order = orderOf(cause, 'ResumeFamily', {
        survivor,
        retired,
        members: await newsOf(cause, members, parts),
      });
      return { name: 'resumed', order, stream: retired };
    }
  }
}

type Reversal = Extract<Parting, { type: 'FamilyMergeReversed' }>;

/**
 * What the family that is two again is told of its members: of those it does not have, and of those whom the survivor came
 * to know otherwise since it took them in. That a child who was always in both lives in each of them otherwise is no news.
 */
async function newsOf(
  cause: StoredEvent & Reversal,
  members: readonly Member[],
  parts: PartedFamiliesParts,
): Promise<Member[]> {
  const { survivor, retired, merge } = cause.data;
  const stream = await eventsOf(survivor, parts.store);
  const taken = stream.find(
    ({ type, data }) => type === 'FamilyTakenIn' && data['retired'] === retired && data['merge'] === merge,
  );
  const last = stream.findLast(({ commandId }) => commandId === taken?.commandId);
  const before = last === undefined ? [] : membersBefore(last, survivor, parts);
  const same = new Set(before.map((member) => JSON.stringify(member)));
  const own = membersBefore(cause, retired, parts);
  const isNews = (member: Member): boolean =>
    !own.some(({ person }) => person === member.person) ||
    !(
      same.has(JSON.stringify(member)) || own.some((each) => JSON.stringify(each) === JSON.stringify(member))
    );
  return members.filter(isNews);
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
