import { streamSubject, type StoredEvent } from '#libs/contracts';
import { cameAfterDeath } from '#libs/domain';
import type { TimelineEntry, TimelineReader } from '#libs/read-models';
import { stepIdOf, type ProcessManager } from './manager.ts';

export interface AfterDeathParts {
  readonly readers: { readonly timeline: Pick<TimelineReader, 'personTimeline'> };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** The event's data with its sealed fields, as far as they open. */
  readonly opened: (event: StoredEvent) => Promise<Readonly<Record<string, unknown>>>;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'after-death';
const A_PAGE = 100;

/** I5: a request that was received after a death which came to be known later is put to a person. */
export function afterDeath(parts: AfterDeathParts): ProcessManager {
  return {
    name: NAME,
    causes: ['DeathRecorded'],
    async steps(cause) {
      const { dateOfDeath } = await parts.opened(cause);
      if (typeof dateOfDeath !== 'string') return [];
      await parts.caughtUp();
      const person = streamSubject(cause.stream);
      return requestsOf(person, parts)
        .filter((request) => cameAfterDeath(request, dateOfDeath))
        .map(({ stream: request }) => ({
          name: request,
          order: {
            type: 'RaiseDataQualityFlag',
            data: { flag: 'REQUEST_AFTER_DEATH', persons: [person], request, cause: cause.id },
          },
          starts: parts.flagOf(stepIdOf(NAME, cause.id, request)),
        }));
    },
  };
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
