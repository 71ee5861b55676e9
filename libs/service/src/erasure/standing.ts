import type { StoredEvent } from '#libs/contracts';
import type { Records } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { eventsOf } from '../door/streams.ts';
import { erasedIn } from './tombstones.ts';

/** A decided erasure, as far as it has come. */
export interface Erasure {
  readonly stream: string;
  /** Halted, withdrawn or certified: there is nothing left to do. */
  readonly isOver: boolean;
  readonly isBegun: boolean;
  /** Nodes whose read models were purged of it. */
  readonly purgedBy: readonly string[];
  /** The first day on which it may begin. */
  readonly notBefore: string;
  /** What two people decided to erase. */
  readonly records: Records;
  /** Whose keys go, or went besides; nobody's before it is begun. */
  readonly subjects: readonly string[];
  /** The families in whose history it stands. */
  readonly families: readonly string[];
  /** The event by which it was decided. */
  readonly decided: Pick<StoredEvent, 'id' | 'correlationId'>;
}

const OVER = new Set(['ErasureHalted', 'ErasureWithdrawn', 'ErasureCertified']);

/** The erasure in a stream; undefined where none was decided there. */
export async function erasureIn(stream: string, store: EventStore): Promise<Erasure | undefined> {
  const events = await eventsOf(stream, store);
  const decided = events.find(({ type }) => type === 'ErasureDecided');
  if (decided === undefined) return undefined;
  const begun = events.find(({ type }) => type === 'ErasureBegun');
  const { notBefore } = decided.data;
  return {
    stream,
    isOver: events.some(({ type }) => OVER.has(type)),
    isBegun: begun !== undefined,
    purgedBy: events.flatMap(({ type, data: { node } }) =>
      type === 'ReadModelsPurged' && typeof node === 'string' ? [node] : [],
    ),
    notBefore: typeof notBefore === 'string' ? notBefore : '',
    records: {
      persons: textsIn(decided, 'persons'),
      families: textsIn(decided, 'families'),
      requests: textsIn(decided, 'requests'),
    },
    subjects: [...new Set([...textsIn(begun, 'subjects'), ...events.flatMap(erasedIn)])],
    families: textsIn(begun, 'families'),
    decided,
  };
}

function textsIn(event: StoredEvent | undefined, name: string): string[] {
  const value = event?.data[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
