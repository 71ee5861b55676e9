import type { AsOfPoint, TimelineEntry, TimelineReader, Unseen } from '#libs/read-models';
import { unseenIn } from '../reading/struck.ts';
import type { TimelineEventView } from '../timeline/timeline.types.ts';

interface Telling {
  readonly reader: TimelineReader;
  /** Whether sealed entries are there for the reader. */
  readonly sealed: boolean;
  /** Who is not there for the reader: no entry that names them is. */
  readonly unseen: Unseen;
  readonly tell: (entry: TimelineEntry) => TimelineEventView;
}

/** The entries that stand in one answer, as its reader sees them. */
export class ShownEntries {
  readonly shown: TimelineEntry[] = [];
  readonly #telling: Telling;

  constructor(telling: Telling) {
    this.#telling = telling;
  }

  /** The entry at a position as it was known at a point; null where there is none for the reader. */
  at(position: number | undefined, known: AsOfPoint): TimelineEventView | null {
    const entry = position === undefined ? undefined : this.#telling.reader.event(position, known);
    return (entry && this.all([entry])[0]) ?? null;
  }

  /** Those that are there for the reader. */
  all(entries: readonly TimelineEntry[]): TimelineEventView[] {
    const { sealed, unseen, tell } = this.#telling;
    const seen = entries.filter(
      (entry) => (sealed || entry.sensitivity !== 'SEALED') && unseenIn(entry, unseen).length === 0,
    );
    this.shown.push(...seen);
    return seen.map(tell);
  }
}
