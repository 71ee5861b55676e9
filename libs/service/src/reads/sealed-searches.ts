import { setImmediate } from 'node:timers/promises';
import { uuidv5, type Actor } from '#libs/contracts';
import type { Vault } from '#libs/vault';
import type { Door } from '../door/door.ts';
import { orderIdOf } from '../process-managers/manager.ts';
import type { Sight } from '../sight.ts';

export interface SealedSearch {
  /** A UUID of the search, the same whenever it is noted. */
  readonly id: string;
  readonly actor: Actor;
  /** Who was found and is sealed from whoever searched. */
  readonly persons: readonly string[];
}

/**
 * Notes searches that met somebody whose record is sealed, for the custodian: after the answer, which said nothing of it,
 * and so that nobody can tell by waiting.
 */
export class SealedSearches {
  readonly #door: Pick<Door, 'send'>;
  readonly #sight: Pick<Sight, 'sealsOver'>;
  readonly #vault: Pick<Vault, 'mint'>;
  #noting: Promise<void> = Promise.resolve();

  constructor(door: Pick<Door, 'send'>, sight: Pick<Sight, 'sealsOver'>, vault: Pick<Vault, 'mint'>) {
    this.#door = door;
    this.#sight = sight;
    this.#vault = vault;
  }

  /** Returns at once. What cannot be noted is left: the search itself stands in the access log. */
  note(search: SealedSearch): void {
    this.#noting = this.#noting.then(() => this.#send(search));
  }

  async #send({ id, actor, persons }: SealedSearch): Promise<void> {
    await setImmediate();
    const found = persons.flatMap((matched) =>
      this.#sight.sealsOver(matched).map((record) => ({ record, matched, foundIn: 'SEARCH' })),
    );
    await Promise.allSettled(
      found.map((data) => {
        const commandId = orderIdOf(uuidv5(id, `${data.record} ${data.matched}`), this.#vault);
        return this.#door.send({ type: 'NoteSealedMatch', data, commandId, actor, source: 'SYSTEM' });
      }),
    );
  }

  /** Resolves when all that was found by then is noted. */
  async close(): Promise<void> {
    await this.#noting;
  }
}
