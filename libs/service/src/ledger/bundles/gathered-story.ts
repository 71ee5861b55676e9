import { decodeStoredEvent, Rejected, uuidv5 } from '#libs/contracts';
import type { LoggedEvent } from '#libs/event-store';
import type { BundleParts } from '#libs/ledger';
import { isSeen, type AsOfPoint, type TimelineEntry, type Unseen, type View } from '#libs/read-models';
import { asRefusal } from '../../door/append.ts';
import { systemActor } from '../../process-managers/manager.ts';
import type { FamilyRecord } from '../../record.ts';

/** The namespace of the commands that note heads. */
const HEADS = '0b3ff2ae-8f5d-5a43-8d0c-6a1d3f0a7d51';
const PAGE = 100;

/** What stands in a family's story as of the size of the log that heads were noted at. */
export interface GatheredStory {
  readonly completeAsOf: number;
  /** Where the heads are noted. */
  readonly heads: LoggedEvent;
  readonly entries: readonly TimelineEntry[];
  readonly events: readonly LoggedEvent[];
  readonly streams: BundleParts['manifest']['streams'];
  readonly addressesKept: ReadonlySet<string>;
  /** Who belonged to the family then. */
  readonly members: ReadonlySet<string>;
  /** Everybody who belongs or ever belonged to it, or to one whose story is read with its. */
  readonly everMembers: readonly string[];
}

/** How a story is told, and who is not there for whoever asks. */
export interface StoryTelling {
  readonly view: View;
  readonly unseen: Unseen;
}

/**
 * A family's story with its events and streams, after the heads were noted: as recorded with what was voided since, or
 * without it as corrected; nothing in it names whoever is not there for the reader. NOT_FOUND where there was no such
 * family then.
 */
export async function gather(
  family: string,
  { view, unseen }: StoryTelling,
  record: FamilyRecord,
): Promise<GatheredStory> {
  const { readers, projector, clock } = record;
  const heads = await notedHeads(record);
  const completeAsOf = Number(decodeStoredEvent(heads.document).data['size']);
  await projector.reached(heads.position);
  const at = readers.asOf({ position: completeAsOf - 1 }, clock.now());
  if (!readers.families.family(family, at.position)) throw new Rejected('NOT_FOUND');
  const entries = storyOf(family, { ...at, view, unseen }, record);
  const events: LoggedEvent[] = [];
  const streams: { stream: string; whole: boolean }[] = [];
  const positions = new Set(entries.map(({ position }) => position));
  for (const stream of new Set(entries.map((entry) => entry.stream))) {
    const { events: all } = await record.store.readStream(stream);
    const then = all.filter(({ position }) => position < completeAsOf);
    const own = then.filter(({ position }) => positions.has(position));
    events.push(...own);
    streams.push({ stream, whole: own.length === then.length });
  }
  events.sort((one, other) => one.position - other.position);
  const addressesKept = readers.timeline.addressesKeptFrom(family, at);
  const seen = (person: string): boolean => isSeen(unseen, person);
  const members = readers.families.members(family, at.position).map(({ person }) => person);
  const everMembers = readers.around.everAround({ families: [family], persons: [] }).filter(seen);
  return {
    ...{ completeAsOf, heads, entries, events, streams, addressesKept, everMembers },
    members: new Set(members.filter(seen)),
  };
}

/** The event that says how the streams end now, signed: the log's last, where it is one, else one that is written for this. */
async function notedHeads(record: FamilyRecord): Promise<LoggedEvent> {
  const { store, ledgers, sharing, origin } = record;
  const { events } = await store.readStream('ledger-heads', { backwards: true, limit: 1 });
  const [last] = events;
  const isLast = last !== undefined && last.position === (await store.head());
  const noted = isLast ? last : await headsNotedNow(record);
  await ledgers.signed(origin, noted.position);
  try {
    await sharing.share();
    return noted;
  } catch (error) {
    throw asRefusal(error);
  }
}

async function headsNotedNow({ store, door, ledgers, origin }: FamilyRecord): Promise<LoggedEvent> {
  const { size, root } = await ledgers.heads();
  const { position } = await door.send({
    type: 'NoteLedgerHeads',
    data: { size, root: Buffer.from(root).toString('base64') },
    commandId: uuidv5(HEADS, `${origin}/${size}`),
    actor: systemActor,
    source: 'SYSTEM',
  });
  for await (const { events: found } of store.readAll({ after: position - 1, limit: 1 }))
    for (const event of found) return event;
  throw new Rejected('STORE_UNAVAILABLE');
}

function storyOf(family: string, at: AsOfPoint, { readers }: FamilyRecord): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (let after: number | undefined; ;) {
    const page = readers.timeline.familyTimeline(family, at, { first: PAGE, after, sealed: true });
    entries.push(...page.edges.map(({ node }) => node));
    if (!page.hasNextPage) return entries;
    after = page.edges.at(-1)?.cursor;
  }
}
