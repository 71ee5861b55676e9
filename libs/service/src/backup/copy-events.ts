import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoggedCopy } from '#libs/event-store';
import { Frontier, leafHashOfText } from '#libs/ledger';
import { saidOf } from '../ledger/verifying/said.ts';
import { refuseToOpen } from '../refuse.ts';
import { writeHashed, type WriteLine } from './hashed-file.ts';
import { segmentFile, type LogInBackup, type SegmentInBackup } from './manifest.ts';
import { eventLine } from './segment-lines.ts';
import type { NotedCheckpoint, SourceEnd, SourceLog } from './source-log.ts';

export interface CopyingEvents {
  readonly source: SourceLog;
  readonly end: SourceEnd;
  /** What the backup holds of the log already. */
  readonly before: LogInBackup | undefined;
  /** The backup's folder. */
  readonly folder: string;
  /** Told how many events of the log the backup holds. */
  readonly progress: (events: number) => void;
}

const PAGE = 500;
/** What a character that is not whole is read as. */
const UNREADABLE = '\uFFFD';

/**
 * Writes the events that a backup does not hold yet as its next segment, and answers what it then holds; without any, no
 * segment. Every event is compared with its row, and all of them with the checkpoints: `Rejected` STORE_REFUSED, with the
 * first bad place, where the log is damaged or is not the one that was backed up before.
 */
export async function copyEvents(copying: CopyingEvents): Promise<LogInBackup> {
  checkGoesOn(copying);
  const { source, before, end } = copying;
  const frontier = frontierOf(before);
  const pass = new Pass(copying, frontier);
  pass.compare();
  const segments = before?.segments ?? [];
  const added = end.events > frontier.size ? [await newSegment(copying, frontier, pass)] : [];
  return {
    origin: source.place.origin,
    events: frontier.size,
    root: base64(frontier.root()),
    heads: frontier.heads.map(base64),
    checkpoint: end.checkpoint?.note ?? null,
    cosigned: end.cosigned?.note ?? null,
    segments: [...segments, ...added],
  };
}

async function newSegment(
  { source, before, end, folder }: CopyingEvents,
  frontier: Frontier,
  pass: Pass,
): Promise<SegmentInBackup> {
  const { name, origin } = source.place;
  const from = frontier.size;
  const file = segmentFile(name, from);
  const previous = before?.segments.at(-1)?.sha256 ?? null;
  const sha256 = await writeHashed(join(folder, file), async (line) => {
    line(JSON.stringify({ segment: 1, log: name, origin, from, previous, root: base64(frontier.root()) }));
    await pass.write(line);
    line(JSON.stringify({ to: end.events, root: base64(frontier.root()) }));
  });
  return { file, from, to: end.events, sha256 };
}

function checkGoesOn({ source: { place }, before, end }: CopyingEvents): void {
  if (before === undefined) return;
  if (before.origin !== place.origin)
    throw refuseToOpen(`That is a backup of ${before.origin}, not of ${place.origin}: name another folder.`);
  if (before.events > end.events)
    throw refuseToOpen(
      `The backup holds ${before.events} events of ${place.origin}, and the log ${end.events}: it is not the one that was backed up, or has lost its end. Run fhr verify --all.`,
    );
}

function frontierOf(before: LogInBackup | undefined): Frontier {
  return new Frontier(
    before?.events,
    before?.heads.map((head) => Buffer.from(head, 'base64')),
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** Goes through the events that are new. */
class Pass {
  readonly #copying: CopyingEvents;
  readonly #frontier: Frontier;
  /** Checkpoints that stand in the segment behind the events they are over. */
  readonly #kept: NotedCheckpoint[];
  readonly #last: NotedCheckpoint | undefined;

  constructor(copying: CopyingEvents, frontier: Frontier) {
    this.#copying = copying;
    this.#frontier = frontier;
    this.#last = copying.end.checkpoint;
    this.#kept = copying.source.kept(frontier.size, copying.end.events);
  }

  async write(line: WriteLine): Promise<void> {
    const { source, end, progress } = this.#copying;
    while (this.#frontier.size < end.events) {
      const { size } = this.#frontier;
      for (const row of source.journal.copies(size - 1, Math.min(PAGE, end.events - size)))
        this.#take(row, line);
      if (this.#frontier.size === size) throw this.#damaged(size, 'it is not there');
      progress(this.#frontier.size);
      await nextTurn();
    }
  }

  /** Compares what was signed over as many events as there are so far. */
  compare(): void {
    const { size } = this.#frontier;
    if (this.#last?.size === size) this.#check(this.#last);
  }

  #take(row: LoggedCopy, line: WriteLine): void {
    const { size } = this.#frontier;
    if (row.position !== size) throw this.#damaged(size, 'it is not there');
    const fault = saidOf(row).fault ?? this.#unreadable(row);
    if (fault !== undefined) throw this.#damaged(size, fault);
    const leaf = leafHashOfText(row.text);
    line(eventLine({ position: size, endsAppend: row.endsAppend === 1, leaf: base64(leaf) }, row.text));
    this.#frontier.append(leaf);
    for (let next = this.#kept[0]; next?.size === this.#frontier.size; next = this.#kept[0]) {
      this.#check(next);
      line(JSON.stringify({ checkpoint: next.note }));
      this.#kept.shift();
    }
    this.compare();
  }

  #unreadable({ position, text }: LoggedCopy): string | undefined {
    if (text.includes('\n')) return 'its document is not canonical';
    if (!text.includes(UNREADABLE)) return undefined;
    const document = this.#copying.source.journal.document(position) ?? new Uint8Array();
    return Buffer.compare(document, Buffer.from(text)) === 0 ? undefined : 'its document is not UTF-8';
  }

  #check({ size, root }: NotedCheckpoint): void {
    if (Buffer.compare(root, this.#frontier.root()) !== 0)
      throw refuseToOpen(
        `The log ${this.#copying.source.place.origin} does not lead to what was signed over ${size} events: it is damaged, or not the one that was backed up. Run fhr verify --all.`,
      );
  }

  #damaged(position: number, fault: string): Error {
    const { origin } = this.#copying.source.place;
    return refuseToOpen(`The log ${origin} is damaged. Event ${position}: ${fault}. Run fhr verify --all.`);
  }
}
