import { overdueSince } from '#libs/domain';
import { londonDay } from '#libs/reference';
import type { EventStore } from '#libs/event-store';
import type { FamiliesReader, PeopleReader } from '#libs/read-models';
import type { Vault } from '#libs/vault';
import type { Clock } from '../clock.ts';
import type { Door } from '../door/door.ts';
import { TimedLook } from './looking.ts';
import { orderIdOf, stepIdOf, systemActor } from './manager.ts';

export interface OverdueBirthsParts {
  readonly readers: {
    readonly families: Pick<FamiliesReader, 'familiesOf'>;
    readonly people: Pick<PeopleReader, 'expectedBy'>;
  };
  readonly store: Pick<EventStore, 'revision'>;
  readonly clock: Clock;
  readonly door: Door;
  readonly vault: Pick<Vault, 'mint'>;
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

type Expected = ReturnType<OverdueBirthsParts['readers']['people']['expectedBy']>[number];

const NAME = 'overdue-birth';
const FLAG = 'BIRTH_OVERDUE';

/**
 * Asks a person where a birth was expected three weeks ago, and neither a birth, nor a death, nor the end of the pregnancy
 * is recorded; nobody is ever born by a clock. It keeps no state: what is overdue follows from the events and the store's
 * clock, and each expected date is asked about once, whoever looks and however often.
 */
export class OverdueBirths {
  readonly #parts: OverdueBirthsParts;
  readonly #looking = new TimedLook(FLAG, () => this.look());

  constructor(parts: OverdueBirthsParts) {
    this.#parts = parts;
  }

  /** Looks every minute, the first time a minute from now. */
  start(): void {
    this.#looking.start();
  }

  /**
   * Asks about all that is overdue now; answers how many there are, asked about before or not. One that is refused is told
   * of and keeps no other waiting.
   */
  async look(): Promise<number> {
    const { readers, clock, caughtUp } = this.#parts;
    await caughtUp();
    const overdue = readers.people.expectedBy(overdueSince(londonDay(clock.now())));
    for (const each of overdue) await this.#looking.trying(each.expected, () => this.#ask(each));
    return overdue.length;
  }

  async #ask({ person, expected }: Expected): Promise<void> {
    const { readers, store, vault, door, flagOf } = this.#parts;
    const step = stepIdOf(NAME, expected, FLAG);
    if ((await store.revision(flagOf(step))) >= 0) return;
    const families = readers.families.familiesOf(person);
    await door.send({
      type: 'RaiseDataQualityFlag',
      data: { flag: FLAG, persons: [person], ...(families.length > 0 && { families }), cause: expected },
      // Nothing but the flag itself, which is sealed, says which event it is about: that one says nothing of a birth.
      commandId: orderIdOf(step, vault),
      stream: flagOf(step),
      digestOf: { expected },
      actor: systemActor,
      source: 'SYSTEM',
    });
  }

  async close(): Promise<void> {
    await this.#looking.close();
  }
}
