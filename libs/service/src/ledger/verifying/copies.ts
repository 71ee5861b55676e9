import type { LogFault } from './said.ts';

/** A row of the log, as far as the rows of a stream follow from one another. */
export interface CopiedRow {
  readonly position: number;
  readonly stream: string | null;
  readonly revision: number;
  readonly endsAppend: number;
  /** As its document names it, which tells one append of a stream from the next. */
  readonly command: unknown;
}

const NOWHERE = { position: -1, revision: -1, command: null, endsAppend: 1 };

/**
 * Compares rows, in the log's order, with one another: a stream's revisions have no gap, and an append ends where the next
 * event of its stream is another command's. In the access log an append carries what was read at the same time, each read
 * under an id of its own: there only the last of a stream is known to end one.
 */
export class Copies {
  readonly #ends = new Map<string, CopiedRow>();

  /** What is not as it should be: of the row itself, or of the one before it in its stream. */
  fault(row: CopiedRow): LogFault | undefined {
    const stream = row.stream ?? '';
    const before = this.#ends.get(stream) ?? NOWHERE;
    this.#ends.set(stream, row);
    if (row.revision !== before.revision + 1)
      return { position: row.position, fault: 'it does not follow the one before it in its stream' };
    return endsAsItShould(before, row) ? undefined : { position: before.position, fault: WRONG_END };
  }

  /** The first event that is the last of its stream, and not of an append. */
  unended(): LogFault | undefined {
    const open = [...this.#ends.values()].filter(({ endsAppend }) => endsAppend !== 1);
    const [first] = open.sort((one, other) => one.position - other.position);
    return first && { position: first.position, fault: WRONG_END };
  }
}

function endsAsItShould(
  { command, endsAppend }: Pick<CopiedRow, 'command' | 'endsAppend'>,
  next: CopiedRow,
): boolean {
  if (command === next.command) return endsAppend === 0;
  return endsAppend === 1 || OF_READS.test(next.stream ?? '');
}

const OF_READS = /^access-/;
const WRONG_END = 'whether its append ends with it is not so';
