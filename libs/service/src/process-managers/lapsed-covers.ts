import { londonDay } from '#libs/reference';
import type { EventStore } from '#libs/event-store';
import type { DirectoryReader, FamiliesReader, LapsedCover } from '#libs/read-models';
import type { Vault } from '#libs/vault';
import type { Clock } from '../clock.ts';
import type { Door } from '../door/door.ts';
import { isLockedOut } from '../sight/locked-out.ts';
import { TimedLook } from './looking.ts';
import { orderIdOf, stepIdOf, systemActor } from './manager.ts';

export interface LapsedCoversParts {
  readonly readers: {
    readonly families: Pick<FamiliesReader, 'lapsedCovers'>;
    readonly directory: Pick<DirectoryReader, 'worker'>;
  };
  readonly store: EventStore;
  readonly clock: Clock;
  readonly door: Door;
  readonly vault: Pick<Vault, 'mint'>;
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'lapsed-cover';
const LEFT = 'KEYWORKER_LEFT';
const AWAY = 'KEYWORKER_AWAY';

/**
 * I10, where time passes: the last day of a temporary cover is over, and the keyworker who would hold the help again has
 * left, or is suspended. It is put to a person, once for each cover; nobody is handed over by a clock.
 */
export class LapsedCovers {
  readonly #parts: LapsedCoversParts;
  readonly #looking = new TimedLook(LEFT, () => this.look());

  constructor(parts: LapsedCoversParts) {
    this.#parts = parts;
  }

  /** Looks every minute, the first time a minute from now. */
  start(): void {
    this.#looking.start();
  }

  /** Asks about all that is so now; answers how many there are, asked about before or not. */
  async look(): Promise<number> {
    const { readers, clock, caughtUp } = this.#parts;
    await caughtUp();
    const today = londonDay(clock.now());
    let asked = 0;
    for (const each of readers.families.lapsedCovers(today)) {
      const flag = await this.#amissWith(each, today);
      if (flag === undefined) continue;
      asked += 1;
      await this.#looking.trying(each.said, () => this.#ask(each, flag));
    }
    return asked;
  }

  async #amissWith({ keyworker: worker }: LapsedCover, today: string): Promise<string | undefined> {
    const { readers, store } = this.#parts;
    const lastDay = readers.directory.worker(worker)?.activeTo;
    if (typeof lastDay === 'string') return lastDay < today ? LEFT : undefined;
    return (await isLockedOut({ worker }, store)) ? AWAY : undefined;
  }

  async #ask({ family, said: cause }: LapsedCover, flag: string): Promise<void> {
    const { store, vault, door, flagOf } = this.#parts;
    const step = stepIdOf(NAME, cause, flag);
    if ((await store.revision(flagOf(step))) >= 0) return;
    await door.send({
      type: 'RaiseDataQualityFlag',
      data: { flag, families: [family], cause },
      commandId: orderIdOf(step, vault),
      stream: flagOf(step),
      digestOf: { cover: cause },
      actor: systemActor,
      source: 'SYSTEM',
    });
  }

  async close(): Promise<void> {
    await this.#looking.close();
  }
}
