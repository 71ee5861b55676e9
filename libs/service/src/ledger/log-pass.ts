import { hash } from 'node:crypto';
import type { Journal, LoggedCopy } from '#libs/event-store';
import { leafHash, LogTree } from '#libs/ledger';
import type { SignedCheckpoint } from './checkpoint-files.ts';
import { ComparedHashes } from './compared-hashes.ts';
import { Copies, type Fault } from './copies.ts';
import { NotedHeads } from './noted-heads.ts';

export interface PassSettings {
  readonly journal: Journal;
  /** Those the log signed, smallest first. */
  readonly checkpoints: readonly SignedCheckpoint[];
  /** The file of the ledger's hashes. */
  readonly hashes: string;
}

/** What a character that is not whole is read as. */
const UNREADABLE = '\uFFFD';

/** One way through a log, from its first event: what it leads to, and the first of each kind that is not as it was. */
export class LogPass {
  readonly #settings: PassSettings;
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
  badCopy: Fault | undefined;

  constructor(settings: PassSettings) {
    this.#settings = settings;
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

  /** Takes the next rows; answers whether there may be more: not where one is missing. */
  take(rows: readonly LoggedCopy[]): boolean {
    for (const row of rows) {
      if (row.position !== this.events) {
        this.isUnreadable(this.events, 'it is not there');
        return false;
      }
      this.#append(row);
      this.#bad(this.#copies.fault(row));
    }
    return true;
  }

  isUnreadable(position: number, fault = 'it cannot be read'): void {
    this.#bad({ position, fault });
  }

  close(): void {
    this.#bad(this.#copies.unended());
    this.#compared.close();
  }

  #append(row: LoggedCopy): void {
    const { position, text } = row;
    const leaf = text.includes(UNREADABLE) ? this.#leafOfBytes(position) : leafOfText(text);
    this.#tree.append(leaf);
    this.#bad(this.#heads.take(row, leaf));
    if (this.#compared.differs) this.differsAt ??= position;
    this.#compare();
  }

  #leafOfBytes(position: number): Uint8Array {
    return leafHash(this.#settings.journal.document(position) ?? new Uint8Array());
  }

  #compare(): void {
    for (let next = this.#left[0]; next?.size === this.events; next = this.#left[0]) {
      const leads = Buffer.compare(next.root, this.root()) === 0;
      if (!leads) this.broken ??= next;
      else if (this.broken === undefined) this.soundUpTo = next.size;
      this.#left.shift();
    }
  }

  #bad(found: Fault | undefined): void {
    if (found !== undefined && found.position < (this.badCopy?.position ?? Infinity)) this.badCopy = found;
  }
}

/** The same as of the bytes: text that is read whole is written back as it was. */
function leafOfText(text: string): Uint8Array {
  return hash('sha256', `\0${text}`, 'buffer');
}
