import { streamCategory, type JsonObject, type StoredEvent } from '#libs/contracts';
import { ownersGone, succession, type Succeeding } from '#libs/domain';
import type { DirectoryReader, FamiliesReader, WorkerRow } from '#libs/read-models';
import { londonDay } from '#libs/reference';
import { stepIdOf, type ProcessManager, type Step } from './manager.ts';

export interface ContinuityParts {
  /** Episodes open under a worker or an organisation; of a worker whose last day it is, what is covered no longer too. */
  episodesUnder(owner: string, on?: string): readonly string[];
  familyOfEpisode(episode: string): string | undefined;
  workersOf(agency: string): readonly Pick<WorkerRow, 'worker' | 'role' | 'activeTo'>[];
  /** The agency itself, or the last that came in its place. */
  standingFor(agency: string): Promise<string>;
  /** Resolves once the read models hold everything now in the log. */
  caughtUp(): Promise<void>;
  /** The flag that the step of this id raises. */
  flagOf(step: string): string;
}

const KEYWORKER_LEFT = 'keyworker-left';
const KEYWORKER_SUSPENDED = 'keyworker-suspended';
const AGENCY_ENDED = 'agency-ended';
const OWNER_AMENDED = 'owner-amended';

interface Held {
  readonly family: string;
  readonly episode: string;
}

/**
 * I10, where two streams met at one moment: a worker's end is refused while the worker holds an open episode, and one
 * that was handed over just then is put to a person. Guarded by this detection alone.
 */
export function keyworkerLeft(parts: ContinuityParts): ProcessManager {
  return {
    name: KEYWORKER_LEFT,
    causes: ['WorkerEnded'],
    async steps(cause) {
      const { activeTo } = cause.data;
      const held = await heldBy(cause.stream, parts, typeof activeTo === 'string' ? activeTo : undefined);
      return held.map(flagging('KEYWORKER_LEFT', cause, KEYWORKER_LEFT, parts));
    },
  };
}

/**
 * I10, where a keyworker, or whoever covers, reads and orders nothing from now on: nothing stands in the way of that, and
 * each open episode that nobody else covers past the day is put to a person.
 */
export function keyworkerSuspended(parts: ContinuityParts): ProcessManager {
  return {
    name: KEYWORKER_SUSPENDED,
    causes: ['WorkerSuspended'],
    async steps(cause) {
      const held = await heldBy(cause.stream, parts, londonDay(cause.recordedAt));
      return held.map(flagging('KEYWORKER_AWAY', cause, KEYWORKER_SUSPENDED, parts));
    },
  };
}

/**
 * The successor of an agency takes over its open episodes, and then its workers; where there is none, an episode that
 * was opened under it just then is put to a person.
 */
export function agencyEnded(parts: ContinuityParts): ProcessManager {
  return {
    name: AGENCY_ENDED,
    causes: ['OrganisationEnded'],
    async steps(cause) {
      const held = await heldBy(cause.stream, parts);
      const { successor } = cause.data;
      if (typeof successor !== 'string')
        return held.map(flagging('AGENCY_ENDED', cause, AGENCY_ENDED, parts));
      const workers = parts.workersOf(cause.stream);
      const taking = await parts.standingFor(successor);
      return succession(taking, { episodes: held, workers }).map(takingOver);
    },
  };
}

export interface OwnerAmendedParts extends Pick<ContinuityParts, 'caughtUp' | 'flagOf'> {
  readonly readers: {
    readonly families: Pick<FamiliesReader, 'family'>;
    readonly directory: Pick<DirectoryReader, 'worker' | 'organisation'>;
  };
}

/** Entries of which an amendment may leave an open episode with somebody else. */
const OWNING: ReadonlySet<unknown> = new Set([
  'EpisodeClosed',
  'AccountableAgencyAssigned',
  'AccountableAgencyChanged',
  'KeyworkerAssigned',
  'KeyworkerHandedOver',
  'TemporaryCoverArranged',
  'TemporaryCoverEnded',
  'EntryCorrected',
  'EntryVoided',
]);

/**
 * I10, where the past is amended: a closure or a hand-over that is voided may give an open episode back to a keyworker who
 * has left since, or to an agency that has ended. Guarded by this detection alone.
 */
export function ownerAmended({ readers, caughtUp, flagOf }: OwnerAmendedParts): ProcessManager {
  const { families, directory } = readers;
  const lastDayOf = (owner: string): string | null | undefined =>
    directory.worker(owner)?.activeTo ?? directory.organisation(owner)?.endedOn;
  return {
    name: OWNER_AMENDED,
    causes: ['EntryCorrected', 'EntryVoided'],
    async steps({ id: cause, stream, data: { entryType } }) {
      if (streamCategory(stream) !== 'family' || !OWNING.has(entryType)) return [];
      await caughtUp();
      return ownersGone(families.family(stream), lastDayOf).map((flag) => ({
        name: flag,
        order: { type: 'RaiseDataQualityFlag', data: { flag, families: [stream], cause } },
        starts: flagOf(stepIdOf(OWNER_AMENDED, cause, flag)),
      }));
    },
  };
}

async function heldBy(owner: string, parts: ContinuityParts, on?: string): Promise<Held[]> {
  await parts.caughtUp();
  return parts.episodesUnder(owner, on).flatMap((episode) => {
    const family = parts.familyOfEpisode(episode);
    return family === undefined ? [] : [{ family, episode }];
  });
}

function flagging(
  flag: string,
  { id }: StoredEvent,
  manager: string,
  parts: ContinuityParts,
): (held: Held) => Step {
  return ({ family, episode }) => ({
    ...step(episode, 'RaiseDataQualityFlag', { flag, families: [family], cause: id }),
    starts: parts.flagOf(stepIdOf(manager, id, episode)),
  });
}

function takingOver(order: Succeeding): Step {
  const { type, data } = order;
  return type === 'MoveWorker'
    ? { ...step(data.worker, type, { ...data }), stream: data.worker }
    : { ...step(data.episode, type, { ...data }), stream: data.family };
}

function step(name: string, type: Step['order']['type'], data: JsonObject): Step {
  return { name, order: { type, data } };
}
