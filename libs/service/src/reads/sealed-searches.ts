import { setImmediate } from 'node:timers/promises';
import { uuidv5 } from '#libs/contracts';
import type { Vault } from '#libs/vault';
import type { Door } from '../door/door.ts';
import { isGone } from '../door/passing.ts';
import { orderIdOf } from '../process-managers/manager.ts';
import type { Sight } from '../sight/sight.ts';
import { SearchJournal, type SealedSearch, type Sync } from './search-journal.ts';

export interface SealedSearchParts {
  readonly door: Pick<Door, 'send'>;
  readonly sight: Pick<Sight, 'sealsOver'>;
  readonly vault: Pick<Vault, 'mint'>;
  /** Where searches stand until they are noted. */
  readonly file: string;
  /** Resolves when the read models hold all that is in the log. */
  readonly caughtUp: () => Promise<unknown>;
  readonly sync?: Sync;
}

const AGAIN_MS = 60_000;

/**
 * Notes searches that met somebody whose record is sealed, for the custodian: after the answer, which said nothing of it,
 * and so that nobody can tell by waiting. Each stands durably in a file before its answer leaves, so that none is lost with
 * the process, nor with the machine’s power: what an earlier one left is noted at the start, and what could not be noted is tried again
 * each minute.
 */
export class SealedSearches {
  readonly #parts: SealedSearchParts;
  readonly #journal: SearchJournal;
  readonly #again: NodeJS.Timeout;
  #failed: SealedSearch[] = [];
  #noting: Promise<void>;

  constructor(parts: SealedSearchParts) {
    this.#parts = parts;
    this.#journal = new SearchJournal(parts.file, parts.sync);
    this.#noting = this.#noteLeft(this.#journal.left());
    this.#again = setInterval(() => this.#noteFailed(), AGAIN_MS).unref();
  }

  /** Resolves once it is sure to be noted; the same is done of whoever was met, and of nobody. */
  async note(search: SealedSearch): Promise<void> {
    const written = this.#journal.write(search);
    const noted = async (): Promise<void> => {
      await written;
      await this.#send(search);
    };
    this.#noting = this.#noting.then(noted).catch(() => undefined);
    await written;
  }

  #noteFailed(): void {
    const left = this.#failed;
    this.#failed = [];
    this.#noting = this.#noting.then(() => this.#noteLeft(left)).catch(() => undefined);
  }

  async #noteLeft(left: readonly SealedSearch[]): Promise<void> {
    if (left.length === 0) return;
    try {
      await this.#parts.caughtUp();
    } catch {
      this.#failed.push(...left);
      return;
    }
    for (const search of left) await this.#send(search);
  }

  /** What is not sealed any more will not be noted later either; what failed otherwise is left to the next minute, or start. */
  async #send(search: SealedSearch): Promise<void> {
    await setImmediate();
    const { id, at, actor, persons } = search;
    const { door, sight, vault } = this.#parts;
    const found = persons.flatMap((matched) =>
      sight.sealsOver(matched).map((record) => ({ record, matched, foundIn: 'SEARCH' })),
    );
    const sent = await Promise.allSettled(
      found.map((data) =>
        door.send({
          type: 'NoteSealedMatch',
          data,
          commandId: orderIdOf(uuidv5(id, `${data.record} ${data.matched}`), vault),
          occurredAt: { precision: 'INSTANT', value: at },
          lateAs: 'BATCH',
          actor,
          source: 'SYSTEM',
        }),
      ),
    );
    const failed = sent.some((each) => each.status === 'rejected' && !isGone(each.reason));
    if (failed) this.#failed.push(search);
    else this.#journal.noted(id);
  }

  /** Resolves when all that was found by then is noted. */
  async close(): Promise<void> {
    clearInterval(this.#again);
    await this.#noting;
    this.#journal.close();
  }
}
