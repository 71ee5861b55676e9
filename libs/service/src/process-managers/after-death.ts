import { isAmendment, streamCategory, streamSubject, type StoredEvent } from '#libs/contracts';
import { cameAfterDeath, type PersonFact } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import type { TimelineEntry, TimelineReader } from '#libs/read-models';
import { eventsOf } from '../door/streams.ts';
import { stepIdOf, type ProcessManager } from './manager.ts';

export interface AfterDeathParts {
  readonly store: EventStore;
  readonly readers: { readonly timeline: Pick<TimelineReader, 'personTimeline'> };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** What stands of a person, opened. */
  readonly person: (person: string) => Promise<PersonFact | undefined>;
  /** The event's data with its sealed fields, as far as they open. */
  readonly opened: (event: StoredEvent) => Promise<Readonly<Record<string, unknown>>>;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'after-death';
const A_PAGE = 100;

/**
 * I5: a request that was received after a death which came to be known later, or turns out to have been earlier, is put to a
 * person, once.
 */
export function afterDeath(parts: AfterDeathParts): ProcessManager {
  return {
    name: NAME,
    causes: ['DeathRecorded', 'EntryCorrected', 'EntryVoided'],
    async steps(cause) {
      const death = await deathToldBy(cause, parts);
      if (death === undefined) return [];
      await parts.caughtUp();
      const person = streamSubject(cause.stream);
      return requestsOf(person, parts)
        .filter((request) => cameAfterDeath(request, death.on))
        .map(({ stream: request }) => ({
          name: request,
          order: {
            type: 'RaiseDataQualityFlag',
            data: { flag: 'REQUEST_AFTER_DEATH', persons: [person], request, cause: cause.id },
          },
          starts: parts.flagOf(stepIdOf(NAME, death.recordedBy, request)),
        }));
    },
  };
}

interface Death {
  readonly on: string;
  /** The id of the event that recorded it: of one death a request is flagged once, however often its day is corrected. */
  readonly recordedBy: string;
}

async function deathToldBy(cause: StoredEvent, parts: AfterDeathParts): Promise<Death | undefined> {
  if (cause.type === 'DeathRecorded') {
    const { dateOfDeath: on } = await parts.opened(cause);
    return typeof on === 'string' ? { on, recordedBy: cause.id } : undefined;
  }
  if (streamCategory(cause.stream) !== 'person' || !mayMoveDeath(cause.data['entryType'])) return undefined;
  const { dateOfDeath: on } = (await parts.person(streamSubject(cause.stream))) ?? {};
  const recorded = (await eventsOf(cause.stream, parts.store)).findLast(
    ({ type }) => type === 'DeathRecorded',
  );
  return on === undefined || recorded === undefined ? undefined : { on, recordedBy: recorded.id };
}

function mayMoveDeath(entryType: unknown): boolean {
  return (
    entryType === 'DeathRecorded' ||
    entryType === 'DeathRecordRetracted' ||
    (typeof entryType === 'string' && isAmendment(entryType))
  );
}

function requestsOf(person: string, { readers: { timeline } }: AfterDeathParts): TimelineEntry[] {
  const now = { position: Number.MAX_SAFE_INTEGER, knownAt: null, effectiveAt: null, provisional: false };
  const requests: TimelineEntry[] = [];
  let after: number | undefined;
  do {
    const page = timeline.personTimeline(person, now, {
      first: A_PAGE,
      ...(after !== undefined && { after }),
    });
    requests.push(...page.edges.map(({ node }) => node).filter(({ type }) => type === 'RequestReceived'));
    after = page.hasNextPage ? page.edges.at(-1)?.cursor : undefined;
  } while (after !== undefined);
  return requests;
}
