import { decodeStoredEvent, eventTable, isAmendment, streamCategory, type Clear } from '#libs/contracts';
import { panelItemFact, type PanelItemFact, type Past } from '#libs/domain';
import type { EventStore, LoggedEvent } from '#libs/event-store';
import { pastAsCorrected } from './folds.ts';
import { eventsOf } from '../streams.ts';

export interface PanelReaders {
  /** The position up to which the answers hold. */
  position(): number;
  /** How a request or an episode stands at the last panel that had it on its agenda. */
  panelItem(item: string): PanelItemFact | undefined;
}

export interface PanelSources {
  readonly store: EventStore;
  readonly readers: PanelReaders;
  /** Resolves once the read models hold the position. */
  reached(position: number): Promise<void>;
}

/**
 * How a request or an episode stands at the last panel that had it on its agenda. The answer never comes from read models
 * that are behind: what that panel recorded since is read from its own stream. The models are waited for only if another
 * panel may have recorded something about the item.
 */
export async function readPanelItem(item: string, sources: PanelSources): Promise<PanelItemFact | undefined> {
  const { store, readers } = sources;
  const after = readers.position();
  const known = readers.panelItem(item);
  const head = await store.head();
  if (after >= head) return known;
  const panels = await panelsToldOf(item, { after, store });
  if (panels?.size === 0) return known;
  if (known !== undefined && panels?.size === 1 && panels.has(known.panel)) {
    return toldSince(known, item, store);
  }
  await sources.reached(head);
  return readers.panelItem(item);
}

/** The item as its panel's own stream tells of it now. */
async function toldSince(
  { panel, conflicted = [] }: PanelItemFact,
  item: string,
  store: EventStore,
): Promise<PanelItemFact | undefined> {
  const told = panelItemFact(panel, pastAsCorrected(await eventsOf(panel, store)).filter(isOfPanel), item);
  return told && { ...told, conflicted };
}

/** The panels that recorded something of the item, or a correction, after the position; undefined where that is far back. */
async function panelsToldOf(
  item: string,
  { after, store }: { readonly after: number; readonly store: EventStore },
): Promise<ReadonlySet<string> | undefined> {
  for await (const { events, caughtUp } of store.readAll({ after, filter: { types: OF_ITEMS } }))
    return caughtUp
      ? new Set(events.filter((event) => concerns(item, event)).map(({ stream }) => stream))
      : undefined;
  return new Set();
}

/** Types of events of panels that name an item, and of corrections, which may amend one of those. */
const OF_ITEMS = Object.entries(eventTable).flatMap(([type, { aggregate, fields }]) =>
  isAmendment(type) || (aggregate === 'panel' && fields.some(({ path }) => path.join() === 'item'))
    ? [type]
    : [],
);

function concerns(item: string, { type, stream, document }: LoggedEvent): boolean {
  return isAmendment(type)
    ? streamCategory(stream) === 'panel'
    : decodeStoredEvent(document).data['item'] === item;
}

function isOfPanel(event: Past<Clear.Event>): event is Past<Clear.PanelEvent> {
  return eventTable[event.type].aggregate === 'panel';
}
