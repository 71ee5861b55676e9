import type { JsonObject as StructJson } from '@bufbuild/protobuf';
import { Injectable } from '@nestjs/common';
import { canonical, canonicalBytes, parseStoredEvent, type Json, type StoredEvent } from '#libs/contracts';
import type { TimelineEntry, Unseen } from '#libs/read-models';
import { tokenOf } from '#libs/service';
import type { Classes } from '../reading/reading-room.ts';
import { struck } from '../reading/struck.ts';
import { ServedRecord } from '../served-record.ts';
import type { TimelineEventView } from '../timeline/timeline.types.ts';
import { streamShown, TimelineView, type PositionKnown } from '../timeline/timeline.view.ts';

/** What is told at one position. */
export interface FeedPosition {
  readonly position: number;
  /** The event at it. */
  readonly event: string;
  /** The entry that it is about. */
  readonly entry: TimelineEntry;
  readonly purge: boolean;
  readonly brought: readonly TimelineEntry[];
  readonly takenBack: readonly string[];
}

/** How it is told. */
export interface FeedTelling {
  /** Entries as the caller may read them; absent where only documents are asked for. */
  readonly open?: ((entry: TimelineEntry) => TimelineEventView) | undefined;
  readonly unseen: Unseen;
}

/** An entry with its opened fields. */
export interface OpenedEntry {
  readonly id: string;
  readonly position: bigint;
  readonly stream: string;
  readonly type: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly occurredAt: { readonly precision: string; readonly value?: string; readonly end?: string };
  readonly corrected: boolean;
  readonly voided: boolean;
  readonly summary: string;
  readonly data: StructJson;
  readonly redactions: { readonly pointer: string; readonly reason: string }[];
  readonly families: string[];
}

/** One event of the feed (feed_service.proto, Event). */
export interface FeedEvent {
  readonly position: bigint;
  readonly cursor: string;
  readonly id: string;
  readonly entry: string;
  readonly purge?: boolean;
  readonly erased?: string[];
  readonly document?: Uint8Array;
  readonly exact?: boolean;
  readonly opened?: OpenedEntry;
  readonly brought?: FeedEvent[];
  readonly takenBack?: string[];
  readonly recordedAt?: string;
  readonly type?: string;
  readonly version?: number;
  readonly stream?: string;
}

/** A page is sent as one message: clients of gRPC take 4 MB unless they are told otherwise. */
const LARGEST_PAGE = 1_000_000;

/** Events of the log as followers are told of them, their documents as they stand in the journal. */
@Injectable()
export class FeedEvents {
  constructor(
    private readonly record: ServedRecord,
    private readonly view: TimelineView,
  ) {}

  /** How entries are opened for a reader of these classes; of streams that keep theirs, without addresses. */
  telling(
    at: PositionKnown,
    classes: Classes,
    addressesKept?: ReadonlySet<string>,
  ): NonNullable<FeedTelling['open']> {
    return this.view.telling(at, classes, addressesKept);
  }

  /** As many of them, from the first, as fit in one page. */
  async page(told: readonly FeedPosition[], how: FeedTelling): Promise<FeedEvent[]> {
    const events: FeedEvent[] = [];
    let bytes = 0;
    for (const each of told) {
      const event = await this.event(each, how);
      bytes += sizeOf(event);
      if (events.length > 0 && bytes > LARGEST_PAGE) break;
      events.push(event);
    }
    return events;
  }

  private async event(told: FeedPosition, how: FeedTelling): Promise<FeedEvent> {
    const { position, event, entry, purge, brought, takenBack } = told;
    const place = {
      position: BigInt(position),
      cursor: tokenOf(this.record.origin, position),
      id: event,
      entry: entry.id,
      ...(takenBack.length > 0 && { takenBack: [...takenBack] }),
    };
    const joining = brought.length > 0 && { brought: await this.brought(brought, how) };
    if (purge) return { ...place, ...joining, purge };
    return {
      ...place,
      ...joining,
      ...(await this.stored(event, { entry, unseen: how.unseen })),
      ...(how.open && { opened: openedOf(how.open(entry)) }),
    };
  }

  private async brought(entries: readonly TimelineEntry[], how: FeedTelling): Promise<FeedEvent[]> {
    const events: FeedEvent[] = [];
    for (const entry of entries) {
      const { position, id } = entry;
      events.push(
        await this.event({ position, event: id, entry, purge: false, brought: [], takenBack: [] }, how),
      );
    }
    return events;
  }

  /** What of an event is told by its stored document. */
  private async stored(id: string, { entry, unseen }: { entry: TimelineEntry; unseen: Unseen }) {
    const logged = await this.record.store.event(id);
    if (logged === undefined) throw new TypeError('an event of the read models is not in the journal');
    const text = Buffer.from(logged.document).toString('utf8');
    const stored = parseStoredEvent(text);
    const { recordedAt, type, version } = stored;
    const stream = streamShown(entry, unseen);
    const erased = await this.erased(stored);
    const shown = struck({ ...stored, stream }, unseen);
    const exact = JSON.stringify(shown) === text;
    return {
      ...{ recordedAt, type, version, stream, exact },
      document: exact ? logged.document : canonicalBytes(shown),
      ...(erased.length > 0 && { erased }),
    };
  }

  /** Subjects that are gone by an event: the one whose key was destroyed, or all of an erasure that is done. */
  private async erased({ type, stream, data }: StoredEvent): Promise<string[]> {
    if (type === 'SubjectKeyDestroyed') return textsIn(data['subject']);
    if (type !== 'ErasureCertified') return [];
    const { events } = await this.record.store.readStream(stream);
    const begun = events.filter((each) => each.type === 'ErasureBegun');
    return begun.flatMap(({ document }) =>
      textsIn(parseStoredEvent(Buffer.from(document).toString('utf8')).data['subjects']),
    );
  }
}

function textsIn(value: Json | undefined): string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}

function openedOf(view: TimelineEventView): OpenedEntry {
  const { id, position, stream, type, version, recordedAt, corrected, voided, summary, data } = view;
  const { precision, value, end } = view.occurredAt;
  return {
    ...{ id, stream, type, version, recordedAt, corrected, voided, summary },
    data: JSON.parse(canonical(data)) as StructJson,
    position: BigInt(position),
    occurredAt: {
      precision,
      ...(typeof value === 'string' && { value }),
      ...(typeof end === 'string' && { end }),
    },
    redactions: view.redactions.map(({ pointer, reason }) => ({ pointer, reason })),
    families: [...view.families],
  };
}

function sizeOf({ document, opened, brought = [] }: FeedEvent): number {
  const told = opened === undefined ? 0 : JSON.stringify(opened.data).length;
  return (document?.byteLength ?? 0) + told + brought.reduce((sum, each) => sum + sizeOf(each), 0);
}
