import { londonDay } from '#libs/reference';
import type { DirectoryReader, FamiliesReader, LapsedCover } from '#libs/read-models';
import type { Vault } from '#libs/vault';
import type { Clock } from '../clock.ts';
import type { Door } from '../door/door.ts';
import { Looking } from './looking.ts';
import { orderIdOf, stepIdOf, systemActor } from './manager.ts';

export interface LapsedCoversParts {
  readonly readers: {
    readonly families: Pick<FamiliesReader, 'lapsedCovers'>;
    readonly directory: Pick<DirectoryReader, 'worker'>;
  };
  readonly clock: Clock;
  readonly door: Door;
  readonly vault: Pick<Vault, 'mint'>;
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'lapsed-cover';
const FLAG = 'KEYWORKER_LEFT';

/**
 * I10, where time passes: the last day of a temporary cover is over, and the keyworker who would hold the help again has
 * left. It is put to a person, once for each cover; nobody is handed over by a clock.
 */
export class LapsedCovers {
  readonly #parts: LapsedCoversParts;
  readonly #looking = new Looking(FLAG, () => this.look());

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
    const left = readers.families
      .lapsedCovers(today)
      .filter(({ keyworker }) => isGone(readers.directory.worker(keyworker)?.activeTo, today));
    for (const each of left) await this.#looking.trying(each.said, () => this.#ask(each));
    return left.length;
  }

  async #ask({ family, said: cause }: LapsedCover): Promise<void> {
    const { vault, door, flagOf } = this.#parts;
    const step = stepIdOf(NAME, cause, FLAG);
    await door.send({
      type: 'RaiseDataQualityFlag',
      data: { flag: FLAG, families: [family], cause },
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

function isGone(lastDay: string | null | undefined, today: string): boolean {
  return typeof lastDay === 'string' && lastDay < today;
}
