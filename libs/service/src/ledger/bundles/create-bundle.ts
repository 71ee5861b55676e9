import { hash } from 'node:crypto';
import { purposes, type Principal } from '#libs/access';
import { canonical, decodeStoredEvent, Rejected, type DataClass } from '#libs/contracts';
import type { BundleParts } from '#libs/ledger';
import type { Openings } from '#libs/vault';
import { Names } from '../../names.ts';
import { subjectsIn } from '../../reads/asked.ts';
import type { ReadingDoor } from '../../reads/read-door.ts';
import type { FamilyRecord } from '../../record.ts';
import { bundled, type Bundle } from './bundled.ts';
import { gather, type GatheredStory } from './gathered-story.ts';

export interface BundleOrder {
  /** As people call it, by its reference, or its stream. */
  readonly family: string;
  readonly principal: Principal;
  readonly purpose: string;
  readonly door: ReadingDoor;
}

/** In documents of the access log a read is told by the query's hash; a bundle is none. */
const DOCUMENT_HASH = hash('sha256', 'bundle', 'base64url');

/**
 * Everything that stands in a family's story, byte for byte, with the proofs that it was in the log, and that of each whole
 * stream nothing was left out as of the log's size now; opened are the fields of the classes that access grants. Of whoever
 * is sealed from the reader it holds nothing, and calls no stream whole that tells of them. Recorded as a read. Throws
 * `Rejected`: what access forbids, NOT_FOUND, NOT_PERMITTED where not all classes are granted.
 */
export async function createBundle(order: BundleOrder, record: FamilyRecord): Promise<Bundle> {
  const { principal, door } = order;
  const purpose = purposes.find((each) => each === order.purpose);
  if (purpose === undefined) throw new Rejected('INVALID_INPUT', { field: 'purpose' });
  const unseen: string[] = [];
  const family = new Names(record).family(order.family, { principal, unseen });
  return record.reads.open({
    principal,
    purpose,
    read: 'bundle',
    resource: { kind: 'family', record: family, ...(unseen.length > 0 && { unseen }) },
    door,
    documentHash: DOCUMENT_HASH,
    answer: async ({ classes }) => {
      if (!classes.includes('health')) throw new Rejected('NOT_PERMITTED');
      const telling = { view: 'AS_RECORDED', unseen: record.sight.sealedFrom(principal) } as const;
      const gathered = await gather(family, telling, record);
      const opened = await open(gathered, new Set(classes), record);
      const said = { createdAt: record.clock.now(), purpose, requester: principal.user };
      const value = await bundled(gathered, opened, said, record);
      const { completeAsOf, entries } = gathered;
      return {
        value,
        families: [family],
        persons: [...new Set(entries.flatMap(subjectsIn))],
        results: value.events,
        classes: opened.classes,
        position: completeAsOf - 1,
      };
    },
  });
}

interface OpenedFields extends Pick<BundleParts, 'openings' | 'erased'> {
  readonly classes: readonly DataClass[];
}

async function open(
  { events, addressesKept }: GatheredStory,
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
export function openedIn(openings: Openings): string[] {
  return Object.entries(openings).map(([pointer, [salt, value]]) => canonical([salt, pointer, value]));
}
