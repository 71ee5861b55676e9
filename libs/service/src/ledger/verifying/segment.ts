import type { Journal, LoggedCopy } from '#libs/event-store';
import { HASH_BYTES, leafHash, leafHashOfText } from '#libs/ledger';
import { saidOf, type LogFault } from './said.ts';

/** Some events that follow one another, as they were read and hashed, in columns that threads hand over at little cost. */
export interface Segment extends Columns {
  readonly from: number;
  readonly count: number;
  /** The hash of each document, one after the other. */
  readonly leaves: Uint8Array<ArrayBuffer>;
  /** Rows that are not what their documents say. */
  readonly faults: readonly LogFault[];
  /** What is wrong with the event after the last of them, where that kept it from being read. */
  readonly cut?: string;
}

interface Columns {
  readonly streams: (string | null)[];
  readonly revisions: number[];
  readonly endsAppend: number[];
  readonly commands: unknown[];
}

/** What a character that is not whole is read as. */
const UNREADABLE = '\uFFFD';
/** Rows read at once. */
const PAGE = 128;

/** Reads and hashes the events from one position up to, not including, another: as far as they are there and can be read. */
export function readSegment(journal: Journal, from: number, until: number): Segment {
  const leaves = new Uint8Array((until - from) * HASH_BYTES);
  const columns = { streams: [], revisions: [], endsAppend: [], commands: [] } as Columns;
  const faults: LogFault[] = [];
  let count = 0;
  let cut: string | undefined;
  while (count < until - from && cut === undefined) {
    const page = pageOf(journal, from + count, Math.min(PAGE, until - from - count));
    for (const row of page.rows) {
      const { command, fault } = saidOf(row);
      leaves.set(leafOf(row, journal), count++ * HASH_BYTES);
      columns.streams.push(row.stream);
      columns.revisions.push(row.revision);
      columns.endsAppend.push(row.endsAppend);
      columns.commands.push(command);
      if (fault !== undefined) faults.push({ position: row.position, fault });
    }
    cut = page.cut;
  }
  return { from, count, leaves, ...columns, faults, ...(cut !== undefined && { cut }) };
}

/** Text that is read whole is written back as it was; of what is not, the bytes are hashed. */
function leafOf({ position, text }: LoggedCopy, journal: Journal): Uint8Array {
  return text.includes(UNREADABLE)
    ? leafHash(journal.document(position) ?? new Uint8Array())
    : leafHashOfText(text);
}

interface Page {
  readonly rows: readonly LoggedCopy[];
  readonly cut?: string;
}

/** So many events from a position on; where they cannot be read together, one by one, up to the one that cannot. */
function pageOf(journal: Journal, from: number, limit: number): Page {
  try {
    const rows = journal.copies(from - 1, limit);
    const gap = rows.findIndex(({ position }, index) => position !== from + index);
    if (gap < 0 && rows.length === limit) return { rows };
    return { rows: gap < 0 ? rows : rows.slice(0, gap), cut: 'it is not there' };
  } catch {
    return limit === 1 ? { rows: [], cut: 'it cannot be read' } : oneByOne(journal, from, limit);
  }
}

function oneByOne(journal: Journal, from: number, limit: number): Page {
  const rows: LoggedCopy[] = [];
  for (let position = from; position < from + limit; position++) {
    const { rows: found, cut } = pageOf(journal, position, 1);
    if (cut !== undefined) return { rows, cut };
    rows.push(...found);
  }
  return { rows };
}
