import { amendedBy, isAmendment, streamCategory, streamSubject, type StoredEvent } from '#libs/contracts';
import { carriesOn, decidedOn, restedOn as isRestedOn } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import type { FamiliesReader, PanelItemRow, PanelsReader, RequestsReader } from '#libs/read-models';
import { pastAsCorrected, pastOf } from '../door/facts/folds.ts';
import { placedIn, type Placed } from '../door/streams.ts';
import { stepIdOf, type ProcessManager } from './manager.ts';

export interface RestedOnParts {
  readonly store: EventStore;
  readonly readers: {
    readonly panels: Pick<PanelsReader, 'citing'>;
    readonly families: Pick<FamiliesReader, 'familyOfEpisode'>;
    readonly requests: Pick<RequestsReader, 'request'>;
  };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'rested-on';
const FLAG = 'BASIS_AMENDED';

/**
 * A decision that rested on what is corrected or voided now is not taken again: it is put to a person. So is what another
 * family goes on with: its level there is set right by a step.
 */
export function restedOn({ store, readers, caughtUp, flagOf }: RestedOnParts): ProcessManager {
  /** The items of panels that decided by papers in which the entry stood, before it was amended. */
  const decidedItems = async ({ entry, amendment }: Amended): Promise<PanelItemRow[]> => {
    await caughtUp();
    const decided = await Promise.all(
      readers.panels.citing(entry.position).map(async (row) => {
        const told = (await placedIn(row.panel, store)).filter(
          ({ position }) => position < amendment.position,
        );
        return decidedOn(row.item, pastAsCorrected(told.map(({ event }) => event))) ? [row] : [];
      }),
    );
    return decided.flat();
  };
  /** The family that has the entry's episode now, where it came there with what the entry said before it was amended. */
  const carrier = async ({ entry: { event }, amendment }: Amended): Promise<string | undefined> => {
    const { episode } = event.data;
    if (streamCategory(event.stream) !== 'family' || typeof episode !== 'string') return undefined;
    await caughtUp();
    const family = readers.families.familyOfEpisode(episode);
    if (family === undefined || family === event.stream) return undefined;
    const told = (await placedIn(family, store)).filter(({ position }) => position < amendment.position);
    return carriesOn(event.id, pastAsCorrected(told.map((each) => each.event))) ? family : undefined;
  };
  return {
    name: NAME,
    causes: ['EntryCorrected', 'EntryVoided'],
    async steps(cause) {
      const amended = amendedIn(cause, await placedIn(cause.stream, store));
      if (amended === undefined) return [];
      const items = await decidedItems(amended);
      const carriedTo = await carrier(amended);
      const isRelied = items.length > 0 || carriedTo !== undefined;
      if (!isRelied && !isRestedOn(pastOf(amended.entry.event), laterThan(amended))) return [];
      const { family } = readers.requests.request(cause.stream) ?? {};
      const data = { flag: FLAG, cause: cause.id, ...aboutOf(cause, items, carriedTo ?? family) };
      return [
        {
          name: FLAG,
          order: { type: 'RaiseDataQualityFlag', data },
          starts: flagOf(stepIdOf(NAME, cause.id, FLAG)),
        },
      ];
    },
  };
}

interface Amended {
  /** The entry, or the amendment of it, that the cause amends. */
  readonly named: Placed;
  readonly entry: Placed;
  readonly amendment: Placed;
  /** The stream before the amendment. */
  readonly before: readonly Placed[];
}

function amendedIn(cause: StoredEvent, stream: readonly Placed[]): Amended | undefined {
  const at = stream.findIndex(({ event }) => event.id === cause.id);
  const amendment = stream[at];
  const before = stream.slice(0, at);
  const find = (id: string): Placed | undefined => before.find(({ event }) => event.id === id);
  const named = find(amendedBy(cause));
  let entry = named;
  while (entry !== undefined && isAmendment(entry.event.type)) entry = find(amendedBy(entry.event));
  return named && entry && amendment && { named, entry, amendment, before };
}

/** What the stream recorded once what is amended stood there, and of it what still stands. */
function laterThan({ named, before }: Amended) {
  return pastAsCorrected(before.map(({ event }) => event)).filter(
    ({ revision }) => revision > named.event.revision,
  );
}

/** Whose record the entry is of, and whose help was decided on; `concerned`: another family whom it concerns. */
function aboutOf(
  { stream }: StoredEvent,
  items: readonly PanelItemRow[],
  concerned: string | null | undefined,
) {
  const category = streamCategory(stream);
  const families = new Set([
    ...(category === 'family' ? [stream] : []),
    ...items.flatMap(({ family }) => family ?? []),
    ...(concerned ? [concerned] : []),
  ]);
  const requests = items.map(({ item }) => item).filter((item) => streamCategory(item) === 'request');
  const request = category === 'request' ? stream : requests[0];
  return {
    ...(families.size > 0 && { families: [...families].sort() }),
    ...(request !== undefined && { request }),
    ...(category === 'person' && { persons: [streamSubject(stream)] }),
  };
}
