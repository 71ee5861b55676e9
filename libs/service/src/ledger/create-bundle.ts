import { hash } from 'node:crypto';
import { purposes, type Principal } from '#libs/access';
import {
  canonical,
  decodeStoredEvent,
  parseReference,
  Rejected,
  shapeFault,
  streamCategory,
  streamSubject,
  uuidv5,
  type DataClass,
} from '#libs/contracts';
import type { LoggedEvent } from '#libs/event-store';
import { formatBundle, type BundledEvent, type BundleParts } from '#libs/ledger';
import type { AsOfPoint, TimelineEntry } from '#libs/read-models';
import type { Openings } from '#libs/vault';
import { systemActor } from '../process-managers/manager.ts';
import type { ReadingDoor } from '../reads/read-door.ts';
import type { FamilyRecord } from '../record.ts';

export interface BundleOrder {
  /** As people call it, by its reference, or its stream. */
  readonly family: string;
  readonly principal: Principal;
  readonly purpose: string;
  readonly door: ReadingDoor;
}

export interface Bundle {
  readonly text: string;
  readonly events: number;
  readonly streams: number;
  readonly completeAsOf: number;
}

/** The namespace of the commands that note heads. */
const HEADS = '0b3ff2ae-8f5d-5a43-8d0c-6a1d3f0a7d51';
const PAGE = 100;
/** In documents of the access log a read is told by the query's hash; a bundle is none. */
const DOCUMENT_HASH = hash('sha256', 'bundle', 'base64url');

/**
 * Everything that stands in a family's story, byte for byte, with the proofs that it was in the log, and that of each whole
 * stream nothing was left out as of the log's size now; opened are the fields of the classes that access grants. Recorded as
 * a read. Throws `Rejected`: what access forbids, NOT_FOUND, NOT_PERMITTED where not all classes are granted, since what is
 * sealed from the reader would show as missing.
 */
export async function createBundle(order: BundleOrder, record: FamilyRecord): Promise<Bundle> {
  const { principal, door } = order;
  const family = familyNamed(order.family, record);
  const purpose = purposes.find((each) => each === order.purpose);
  if (purpose === undefined) throw new Rejected('INVALID_INPUT', { field: 'purpose' });
  return record.reads.open({
    principal,
    purpose,
    read: 'bundle',
    resource: { kind: 'family', record: family },
    door,
    documentHash: DOCUMENT_HASH,
    answer: async ({ classes }) => {
      if (!classes.includes('health')) throw new Rejected('NOT_PERMITTED');
      const gathered = await gather(family, record);
      const opened = await open(gathered, new Set(classes), record);
      const value = await bundled(gathered, opened, { order, record });
      const { completeAsOf, entries } = gathered;
      return {
        value,
        families: family === undefined ? [] : [family],
        persons: [...new Set(entries.flatMap(personsOf))],
        results: value.events,
        classes: opened.classes,
        position: completeAsOf - 1,
      };
    },
  });
}

function familyNamed(named: string, { readers }: FamilyRecord): string | undefined {
  if (shapeFault('family', named) === undefined) return named;
  const reference = parseReference('F', named);
  if (reference === undefined) throw new Rejected('INVALID_REFERENCE');
  return readers.families.byReference(reference);
}

interface Gathered {
  readonly completeAsOf: number;
  /** Where the heads are noted. */
  readonly heads: LoggedEvent;
  readonly entries: readonly TimelineEntry[];
  readonly events: readonly LoggedEvent[];
  readonly streams: BundleParts['manifest']['streams'];
  readonly addressesKept: ReadonlySet<string>;
}

async function gather(family: string | undefined, record: FamilyRecord): Promise<Gathered> {
  const { readers, projector, clock } = record;
  const heads = await notedHeads(record);
  const completeAsOf = Number(decodeStoredEvent(heads.document).data['size']);
  await projector.reached(heads.position);
  const at = readers.asOf({ position: completeAsOf - 1 }, clock.now());
  if (family === undefined || !readers.families.family(family, at.position)) throw new Rejected('NOT_FOUND');
  const entries = storyOf(family, at, record);
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
  return { completeAsOf, heads, entries, events, streams, addressesKept };
}

/** The event that says how the streams end now: the log's last, where it is one, else one that is written for this. */
async function notedHeads({ store, door, ledgers, origin }: FamilyRecord): Promise<LoggedEvent> {
  const { events } = await store.readStream('ledger-heads', { backwards: true, limit: 1 });
  const [last] = events;
  if (last !== undefined && last.position === (await store.head())) return last;
  const { size, root } = await ledgers.heads();
  const { position } = await door.send({
    type: 'NoteLedgerHeads',
    data: { size, root: Buffer.from(root).toString('base64') },
    commandId: uuidv5(HEADS, `${origin}/${size}`),
    actor: systemActor,
    source: 'SYSTEM',
  });
  await ledgers.signed(origin, position);
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

interface OpenedFields extends Pick<BundleParts, 'openings' | 'erased'> {
  readonly classes: readonly DataClass[];
}

async function open(
  { events, addressesKept }: Gathered,
  granted: ReadonlySet<DataClass>,
  { vault }: FamilyRecord,
): Promise<OpenedFields> {
  const openings: { index: number; opened: string }[] = [];
  const erased: { index: number; subject: string; class: string }[] = [];
  const classes = new Set<DataClass>();
  const isShown = (of: DataClass, stream: string): boolean =>
    granted.has(of) && !(of === 'address' && addressesKept.has(stream));
  for (const { position: index, stream, document } of events) {
    const event = decodeStoredEvent(document);
    await vault.prepare(event.sealed.map(({ subject }) => subject));
    for (const { part, openings: found } of vault.openings(event)) {
      if (found === undefined) erased.push({ index, subject: part.subject, class: part.class });
      else if (isShown(part.class, stream)) {
        classes.add(part.class);
        openings.push(...openedIn(found).map((opened) => ({ index, opened })));
      }
    }
  }
  return { openings, erased, classes: [...classes] };
}

/** Canonical JSON of [salt, pointer, value], of which the commitment was made. */
function openedIn(openings: Openings): string[] {
  return Object.entries(openings).map(([pointer, [salt, value]]) => canonical([salt, pointer, value]));
}

async function bundled(
  { completeAsOf, heads, events, streams }: Gathered,
  { openings, erased }: OpenedFields,
  { order, record }: { order: BundleOrder; record: FamilyRecord },
): Promise<Bundle> {
  const { origin, ledgers, clock } = record;
  const wholes = streams.filter(({ whole }) => whole).map(({ stream }) => stream);
  const { checkpoint, proofs, paths } = await ledgers.evidence({
    positions: [...events, heads].map(({ position }) => position),
    streams: wholes,
    size: completeAsOf,
  });
  const proven = ({ position: index, document }: LoggedEvent, n: number): BundledEvent => ({
    index,
    document,
    proof: proofs[n] ?? [],
  });
  const { principal, purpose } = order;
  const text = await formatBundle(
    {
      manifest: { origin, completeAsOf, streams, createdAt: clock.now(), purpose, requester: principal.user },
      events: events.map(proven),
      heads: proven(heads, events.length),
      checkpoint,
      paths: wholes.map((stream, n) => ({ stream, path: paths[n] ?? [] })),
      openings,
      erased,
    },
    (said) => ledgers.note(said),
  );
  return { text, events: events.length, streams: streams.length, completeAsOf };
}

function personsOf({ stream, subjects }: TimelineEntry): string[] {
  return subjects.filter(
    (subject) => subject !== streamSubject(stream) || streamCategory(stream) === 'person',
  );
}
