import type { Journal } from '#libs/event-store';
import { HASH_BYTES, LogTree } from '#libs/ledger';
import type { SignedCheckpoint } from '../checkpoint-files.ts';
import { ComparedHashes } from './compared-hashes.ts';
import { Copies, type CopiedRow } from './copies.ts';
import { NotedHeads } from './noted-heads.ts';
import type { LogFault } from './said.ts';
import type { Segment } from './segment.ts';

export interface PassSettings {
  readonly journal: Journal;
  /** Those the log signed, smallest first. */
  readonly checkpoints: readonly SignedCheckpoint[];
  /** The file of the ledger's hashes. */
  readonly hashes: string;
}

/** One way through a log, from its first event: what it leads to, and the first of each kind that is not as it was. */
export class LogPass {
  readonly #compared: ComparedHashes;
  readonly #tree: LogTree;
  readonly #copies = new Copies();
  readonly #heads: NotedHeads;
  readonly #left: SignedCheckpoint[];
  /** The first checkpoint that the log does not lead to. */
  broken: SignedCheckpoint | undefined;
  /** The size of the last checkpoint before it that the log leads to. */
  soundUpTo = 0;
  /** The first event of whose leaf or heads the ledger holds another hash. */
  differsAt: number | undefined;
  /** The first event whose row is not as it should be, and how. */
  badCopy: LogFault | undefined;

  constructor(settings: PassSettings) {
    this.#compared = new ComparedHashes(settings.hashes);
    this.#tree = new LogTree(this.#compared);
    this.#heads = new NotedHeads(settings.journal);
    this.#left = [...settings.checkpoints];
    this.#compare();
  }

  /** How many events were read. */
  get events(): number {
    return this.#tree.size;
  }

  root(): Uint8Array {
    return this.#tree.root();
  }

  /** Takes what comes next; answers whether there may be more: not where an event is missing, or cannot be read. */
  take(segment: Segment): boolean {
    for (const fault of segment.faults) this.#bad(fault);
    const faulty = new Set(segment.faults.map(({ position }) => position));
    for (let index = 0; index < segment.count; index++) {
      const row = rowOf(segment, index);
      this.#append(row, segment.leaves.slice(index * HASH_BYTES, (index + 1) * HASH_BYTES));
      if (!faulty.has(row.position)) this.#bad(this.#copies.fault(row));
    }
    if (segment.cut !== undefined) this.#bad({ position: this.events, fault: segment.cut });
    return segment.cut === undefined;
  }

  close(): void {
    this.#bad(this.#copies.unended());
    this.#compared.close();
  }

  #append(row: CopiedRow, leaf: Uint8Array): void {
    this.#tree.append(leaf);
    this.#bad(this.#heads.take(row, leaf));
    if (this.#compared.differs) this.differsAt ??= row.position;
    this.#compare();
  }

  #compare(): void {
    for (let next = this.#left[0]; next?.size === this.events; next = this.#left[0]) {
      const leads = Buffer.compare(next.root, this.root()) === 0;
      if (!leads) this.broken ??= next;
      else if (this.broken === undefined) this.soundUpTo = next.size;
      this.#left.shift();
    }
  }

  #bad(found: LogFault | undefined): void {
    if (found !== undefined && found.position < (this.badCopy?.position ?? Infinity)) this.badCopy = found;
  }
}

function rowOf({ from, streams, revisions, endsAppend, commands }: Segment, index: number): CopiedRow {
  return {
    position: from + index,
    stream: streams[index] ?? null,
    revision: revisions[index] ?? -1,
    endsAppend: endsAppend[index] ?? -1,
    command: commands[index],
  };
}
