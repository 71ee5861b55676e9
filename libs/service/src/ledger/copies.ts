import type { LoggedCopy } from '#libs/event-store';

/** What of a document is copied into columns, and the command that tells the appends of a stream apart. */
type Said = Partial<Record<'id' | 'stream' | 'revision' | 'type' | 'commandId', unknown>>;

export interface Fault {
  readonly position: number;
  readonly fault: string;
}

interface End {
  readonly position: number;
  readonly revision: number;
  readonly command: unknown;
  readonly endsAppend: number;
}

const NOWHERE: End = { position: -1, revision: -1, command: undefined, endsAppend: 1 };

/**
 * Compares rows, in the log's order, with their documents and with one another: a stream's revisions have no gap, and an
 * append ends where the next event of its stream is another command's.
 */
export class Copies {
  readonly #ends = new Map<string, End>();

  /** What is not as it should be: of the row itself, or of the one before it in its stream. */
  fault(row: LoggedCopy): Fault | undefined {
    const said = saidIn(row.text);
    const fault = said === undefined ? 'its document is not JSON' : difference(row, said);
    return fault === undefined ? this.#place(row, said?.commandId) : { position: row.position, fault };
  }

  #place({ stream, position, revision, endsAppend }: LoggedCopy, command: unknown): Fault | undefined {
    const before = this.#ends.get(stream ?? '') ?? NOWHERE;
    this.#ends.set(stream ?? '', { position, revision, command, endsAppend });
    if (revision !== before.revision + 1)
      return { position, fault: 'it does not follow the one before it in its stream' };
    const ended = before === NOWHERE || before.command !== command ? 1 : 0;
    return before.endsAppend === ended ? undefined : { position: before.position, fault: WRONG_END };
  }

  /** The first event that is the last of its stream, and not of an append. */
  unended(): Fault | undefined {
    const open = [...this.#ends.values()].filter(({ endsAppend }) => endsAppend !== 1);
    const [first] = open.sort((one, other) => one.position - other.position);
    return first && { position: first.position, fault: WRONG_END };
  }
}

const WRONG_END = 'whether its append ends with it is not so';

function saidIn(text: string): Said | undefined {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null ? said : undefined;
  } catch {
    return undefined;
  }
}

function difference({ stream, revision, type, id }: LoggedCopy, said: Said): string | undefined {
  if (said.stream !== stream) return 'its stream is not its document\u2019s';
  if (said.revision !== revision) return 'its revision is not its document\u2019s';
  if (said.type !== type) return 'its type is not its document\u2019s';
  const isIt = typeof said.id === 'string' && said.id.replaceAll('-', '') === id;
  return isIt ? undefined : 'its id is not its document\u2019s';
}
