import { setTimeout as pause } from 'node:timers/promises';
import { openJournal, type Journal } from '#libs/event-store';
import { parseCheckpoint, parseNote, type Checkpoint } from '#libs/ledger';
import { CheckpointFiles } from '../ledger/checkpoint-files.ts';
import { refuseToOpen } from '../refuse.ts';
import type { LogName } from './manifest.ts';

/** A log whose events are to be backed up. */
export interface SourcePlace {
  readonly name: LogName;
  readonly origin: string;
  readonly logFile: string;
  readonly ledgerFolder: string;
}

/** A checkpoint as a note says it: nobody looked at its signatures. */
export interface NotedCheckpoint extends Omit<Checkpoint, 'origin'> {
  readonly note: string;
}

/** Up to where a log is backed up, and what was signed of that. */
export interface SourceEnd {
  /** So many events. */
  readonly events: number;
  readonly checkpoint: NotedCheckpoint | undefined;
  readonly cosigned: NotedCheckpoint | undefined;
}

/** Whoever keeps a ledger signs within a second; without it the end is not signed, and is told to be so. */
const SIGNED_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 50;

/** A log and its checkpoints, read beside a service that adds to both. */
export class SourceLog implements Disposable {
  readonly place: SourcePlace;
  readonly journal: Journal;
  readonly #files: CheckpointFiles;

  /** Throws `StoreError` where there is no log. */
  constructor(place: SourcePlace) {
    this.place = place;
    this.journal = openJournal(place.logFile);
    this.#files = new CheckpointFiles(place.ledgerFolder);
  }

  /**
   * All that is in the log now, or somewhat more: as far as a checkpoint holds it, where one does soon. Throws `Rejected`
   * STORE_REFUSED where more was signed than there is.
   */
  async end(): Promise<SourceEnd> {
    const head = this.journal.head() + 1;
    const until = performance.now() + SIGNED_WITHIN_MS;
    for (;;) {
      const checkpoint = saidIn(this.#files.read('checkpoint'));
      const isAll = checkpoint !== undefined && checkpoint.size >= head;
      if (isAll || head === 0 || performance.now() > until)
        return this.#ending(isAll ? checkpoint.size : head, checkpoint);
      await pause(LOOK_EVERY_MS);
    }
  }

  /** The checkpoints that are kept of every time before, over more than so many events and no more than so many, smallest first. */
  kept(after: number, upTo: number): NotedCheckpoint[] {
    const said = this.#files.history().flatMap((note) => saidIn(note) ?? []);
    return said
      .filter(({ size }) => size > after && size <= upTo)
      .sort((one, other) => one.size - other.size);
  }

  [Symbol.dispose](): void {
    this.journal.close();
  }

  #ending(events: number, checkpoint: NotedCheckpoint | undefined): SourceEnd {
    const there = this.journal.head() + 1;
    if (events > there)
      throw refuseToOpen(
        `The log ${this.place.origin} has lost its end: it holds ${there} events, and ${events} were signed. Run fhr verify --all.`,
      );
    const cosigned = saidIn(this.#files.read('cosigned'));
    return { events, checkpoint, cosigned: cosigned && cosigned.size <= events ? cosigned : undefined };
  }
}

/** What a note says, where it is a checkpoint. */
export function saidIn(note: string | undefined): NotedCheckpoint | undefined {
  const parsed = parseNote(note ?? '');
  const checkpoint = parsed && parseCheckpoint(parsed.text);
  return checkpoint && note !== undefined
    ? { size: checkpoint.size, root: checkpoint.root, note }
    : undefined;
}
