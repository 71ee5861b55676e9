import {
  decodeStoredEvent,
  Rejected,
  uuidv5,
  type CommandOf,
  type CommandType,
  type OccurredAt,
} from '#libs/contracts';
import type { Principal } from '#libs/access';
import { latestDay, londonDay } from '#libs/reference';
import type { Vault } from '#libs/vault';
import type { Answer, Order } from '../door/door.ts';
import {
  orderIdOf,
  orderOf,
  stepIdOf,
  type Cause,
  type ProcessManager,
  type Step,
} from '../process-managers/manager.ts';
import { Sent } from './sent.ts';
import type { FamilyRecord } from '../record.ts';
import type { Errand } from './agenda.ts';

/** The namespace of the ids of the county's commands. */
const COUNTY = '5b9d4c1e-0a6f-5c83-9a57-6e2f7f0c1d42';

const NOW: OccurredAt = { precision: 'INSTANT' };

/** When something happened, where it was not just now. */
export interface WhenHappened {
  readonly occurredAt?: OccurredAt;
  readonly lateReason?: string;
}

/** What an order goes by, where others are to know it beforehand. */
export interface OrderNames {
  /** The record it starts; else one whose id is the desk's of the order's name. */
  readonly stream?: string;
  /** The order's own name at its desk. */
  readonly as?: string;
  /** Of what it belongs together with. */
  readonly correlationId?: string;
}

/** What all desks of a county share. */
export interface Office {
  readonly record: Pick<
    FamilyRecord,
    'door' | 'vault' | 'readers' | 'projector' | 'reads' | 'store' | 'clock'
  >;
  /** What the record does by itself where a person's order calls for it. */
  readonly managers: readonly ProcessManager[];
  /** Told of each command that was taken. */
  taken(answer: Answer): void;
  /** Everything on its way, from every desk. */
  readonly underWay: Set<Promise<void>>;
}

/** Where the orders of one life are sent from: one after another, under ids that follow from the desk's name. */
export class Desk {
  readonly #office: Office;
  readonly #name: string;
  #sent = 0;
  /** When something was last sent from here. */
  #last = new Date(0).toISOString();
  #underWay: Promise<void>[] = [];

  constructor(office: Office, name: string) {
    this.#office = office;
    this.#name = name;
  }

  /** Sends an order on somebody's behalf. A refusal ends the county: `answered` throws it. */
  send<T extends CommandType>(
    type: T,
    data: CommandOf<T>['data'],
    by: Principal,
    { stream, as = String(this.#sent++), ...told }: WhenHappened & OrderNames = {},
  ): Sent {
    const sent = new Sent(this.#commandId(as), this.#isBackdated(told));
    const { user, role, agency, worker } = by;
    const order = {
      type,
      data,
      commandId: sent.commandId,
      actor: { user, role, agency },
      worker,
      ...told,
      stream,
    };
    return this.#take(sent, { ...order, source: 'UI' });
  }

  /** Sends what a process manager sends once something was recorded: for the same cause, under the same id. */
  follow(manager: string, cause: Cause, step: Step): Sent {
    const id = orderIdOf(stepIdOf(manager, cause.id, step.name), this.#office.record.vault);
    const order = orderOf(step, id, cause);
    return this.#take(new Sent(order.commandId), order);
  }

  /**
   * Waits until the record has done what follows from an order by itself, and answers to that. Only what happened before
   * something else may misfit, so that of other facts nothing is looked up.
   */
  followed(sent: Sent, stream: string, done: (followers: readonly Sent[]) => void = () => undefined): Errand {
    const { record, managers } = this.#office;
    return async () => {
      await this.settled();
      const logged = await record.store.event(sent.cause(stream).id);
      if (logged === undefined) return;
      const event = decodeStoredEvent(logged.document);
      const followers: Sent[] = [];
      for (const manager of managers.filter(({ causes }) => causes.includes(event.type)))
        for (const step of await manager.steps(event)) followers.push(this.follow(manager.name, event, step));
      await this.settled();
      done(followers);
    };
  }

  /** The id of a record that this desk will start, known beforehand: 26 characters, of this store and no other. */
  id(name: string): string {
    return countyId(this.#office.record.vault, this.#name, name);
  }

  /** The nth id that the order of this name will make, inside the record that it starts or the one that is named. */
  made(name: string, n: number, inside?: string): string {
    const id = this.#commandId(name);
    return this.#office.record.vault.mint(inside === undefined ? id : `${id} ${inside}`, n);
  }

  /** Makes the keys of records that this desk is about to start, all at once. */
  keysFor(subjects: readonly string[]): Errand {
    return () => this.#office.record.vault.prepare(subjects, { create: true });
  }

  /** Waits for everything that is on its way from any desk, and until it can be read. */
  everything(): Errand {
    const { record, underWay } = this.#office;
    return async () => {
      await Promise.all(underWay);
      await record.projector.reached(await record.store.head());
    };
  }

  /** Resolves once what was sent from here is answered. */
  async answered(): Promise<void> {
    const underWay = this.#underWay;
    this.#underWay = [];
    if (underWay.length > 0) await Promise.all(underWay);
  }

  /** Waits until what was sent from here is written: for orders that take a while, over which the clock may not move on. */
  readonly settled: Errand = () => Promise.all(this.#underWay);

  #take(sent: Sent, order: Order & { readonly type: string }): Sent {
    const office = this.#office;
    const answered = office.record.door.send(order).then(
      (answer) => {
        sent.answer(answer);
        office.taken(answer);
      },
      (error: unknown) => {
        throw refusedOrder(order.type, error);
      },
    );
    this.#follow(answered);
    return sent;
  }

  #isBackdated({ occurredAt: { precision, value = '' } = NOW }: WhenHappened): boolean {
    const now = this.#office.record.clock.now();
    const last = this.#last;
    this.#last = now;
    if (precision === 'INSTANT') return value !== '' && value < last;
    return latestDay(value) < londonDay(last);
  }

  #commandId(name: string): string {
    return commandId(this.#name, name);
  }

  #follow(taken: Promise<void>): void {
    const { underWay } = this.#office;
    const followed = taken.finally(() => underWay.delete(followed));
    // Whoever waits for it hears of a refusal; until then it is nobody's unhandled one.
    followed.catch(() => undefined);
    underWay.add(followed);
    this.#underWay.push(followed);
  }
}

/** The id of a record that a desk of the county starts, in the store that the vault is of. */
export function countyId(vault: Vault, desk: string, name: string): string {
  return vault.mint(commandId(desk, name), 0);
}

function commandId(desk: string, name: string): string {
  return uuidv5(COUNTY, `${desk}/${name}`);
}

function refusedOrder(type: string, error: unknown): unknown {
  if (!(error instanceof Rejected)) return error;
  return new Error(`the county's ${type} was refused: ${error.code} ${JSON.stringify(error.details)}`, {
    cause: error,
  });
}
