import { Injectable } from '@nestjs/common';
import { eventTable, occurrencesOf, type DataClass, type EventDescription } from '#libs/contracts';
import {
  isSeen,
  isToldBy,
  maskEntry,
  nothingUnseen,
  type AsOfPoint,
  summaryOf,
  type LevelSpan,
  type MaskedEntry,
  type TimelineEntry,
  type Unseen,
} from '#libs/read-models';
import type { Classes } from '../reading/reading-room.ts';
import { occurredAtShown } from '../schema/occurred-at.ts';
import { ServedRecord } from '../served-record.ts';
import type { LevelSpanView } from './level-history.types.ts';
import type { TimelineEventView } from './timeline.types.ts';

const NONE: ReadonlySet<string> = new Set();

/** Up to which position something is known, and what is not there for whoever asks. */
export type Known = Pick<AsOfPoint, 'position' | 'unseen'>;

/** Events as a reader of some classes sees them. */
@Injectable()
export class TimelineView {
  constructor(private readonly record: ServedRecord) {}

  event(entry: TimelineEntry, at: Known, classes: Classes): TimelineEventView {
    return this.telling(at, classes)(entry);
  }

  /**
   * How events of one answer are shown: each agency's name is looked up once, and no address stands in what comes from
   * streams that keep theirs.
   */
  telling(
    at: Known,
    classes: Classes,
    addressesKept: ReadonlySet<string> = NONE,
  ): (entry: TimelineEntry) => TimelineEventView {
    const withoutAddress = new Set([...classes].filter((each) => each !== 'address'));
    const agencies = new Map<string, string | null>();
    const nameOf = (agency: string): string | null => {
      const known = agencies.get(agency);
      if (known !== undefined) return known;
      const name = this.agencyName(agency, at);
      agencies.set(agency, name);
      return name;
    };
    return (entry) =>
      this.shown(maskEntry(entry, addressesKept.has(entry.stream) ? withoutAddress : classes), nameOf, at);
  }

  /**
   * How an agency's own part is shown: whole what its people recorded and what it told, what was shared with it in the
   * classes shared, and when.
   */
  tellingPartOf(
    agency: string,
    at: AsOfPoint,
    classes: Classes,
  ): (entry: TimelineEntry) => TimelineEventView {
    const { timeline } = this.record.readers;
    const tell = (granted: Classes, entry: TimelineEntry) => this.telling(at, granted)(entry);
    return (entry) => {
      if (entry.actor.agency === agency || isToldBy(agency, entry)) return tell(classes, entry);
      const told = timeline.toldOf(entry.id, agency, at);
      return { ...tell(new Set([...classes].filter((each) => told?.classes.has(each))), entry), told };
    };
  }

  private shown(
    masked: MaskedEntry,
    nameOf: (agency: string) => string | null,
    { unseen }: Known,
  ): TimelineEventView {
    const { user, role, agency, onBehalfOf } = masked.actor;
    return {
      ...masked,
      stream: streamShown(masked, unseen),
      occurredAt: occurredAtShown(masked.occurredAt),
      correctedBy: masked.amendments.filter(({ how }) => how === 'CORRECTED'),
      voidedBy: masked.amendments.findLast(({ how }) => how === 'VOIDED') ?? null,
      by: { role, agency, agencyName: nameOf(agency), user, onBehalfOf: onBehalfOf ?? null },
      summary: summaryOf(masked, this.record.reference()),
    };
  }

  levelSpan(span: LevelSpan, at: Known): Omit<LevelSpanView, 'redactions'> {
    return {
      ...span,
      from: occurredAtShown(span.from),
      to: span.to && occurredAtShown(span.to),
      decidedByName: this.workerName(span.decidedBy, at),
    };
  }

  /** As the agency was called by then. */
  agencyName(organisation: string | null, { position }: Known): string | null {
    return (organisation && this.record.readers.directory.organisation(organisation, position)?.name) || null;
  }

  /** As the worker was called by then. */
  workerName(worker: string | null, { position }: Known): string | null {
    return (worker && this.record.readers.directory.worker(worker, position)?.name) || null;
  }
}

/** The stream an entry stands in; where that is not there for whoever asks, that of the person to whom a split gave it. */
export function streamShown(
  { stream, givenTo }: Pick<TimelineEntry, 'stream' | 'givenTo'>,
  unseen: Unseen = nothingUnseen,
): string {
  return givenTo === undefined || isSeen(unseen, stream) ? stream : `person-${givenTo}`;
}

/** The classes of personal data that events hold, of those granted. */
export function classesIn(entries: Iterable<TimelineEntry>, granted: Classes): Set<DataClass> {
  const found = new Set<DataClass>();
  for (const { type, data } of entries) {
    for (const field of fieldsOf(type)) {
      if (field.kind !== 'personal' || found.has(field.class) || !granted.has(field.class)) continue;
      if (occurrencesOf(data, field.path).length > 0) found.add(field.class);
    }
  }
  return found;
}

/** Whether sealed events are there for the reader: the sealed ones are of health. */
export function seesSealed(granted: Classes): boolean {
  return granted.has('health');
}

const descriptions: Readonly<Record<string, EventDescription>> = eventTable;

function fieldsOf(type: string): EventDescription['fields'] {
  return descriptions[type]?.fields ?? [];
}
