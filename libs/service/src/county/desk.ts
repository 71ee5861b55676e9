import { Rejected, uuidv5, type CommandOf, type CommandType, type OccurredAt } from '#libs/contracts';
import type { Principal } from '#libs/access';
import type { Vault } from '#libs/vault';
import type { Answer, Order } from '../door/door.ts';
import { eventId } from '../door/stored.ts';
import type { Step } from '../process-managers/manager.ts';
import { orderOf, type Cause } from '../process-managers/managers.ts';
import type { FamilyRecord } from '../record.ts';
import type { Errand } from './agenda.ts';

/** The namespace of the ids of the county's commands. */
const COUNTY = '5b9d4c1e-0a6f-5c83-9a57-6e2f7f0c1d42';

/** Commands after which others stand differently to a record: the read models must know before anyone goes on. */
const CHANGES_OF_OWNER: ReadonlySet<string> = new Set<CommandType>([
  'RegisterWorker',
  'OpenEpisode',
  'ChangeAccountableAgency',
  'HandOverKeyworker',
  'CloseEpisode',
  'ReopenEpisode',
]);

/** When something happened, where it was not just now. */
export interface Told {
  readonly occurredAt?: OccurredAt;
  readonly lateReason?: string;
}

/** What an order goes by, where others are to know it beforehand. */
export interface Naming {
  /** The record it starts; else one whose id is the desk's of the order's name. */
  readonly stream?: string;
  /** The order's own name at its desk. */
  readonly as?: string;
}

/** A command on its way: what it made can be read once it is answered. */
export class Sent {
  #answer: Answer | undefined;
  readonly commandId: string;

  constructor(commandId: string) {
    this.commandId = commandId;
  }

  answer(answer: Answer): void {
    this.#answer = answer;
  }

  /** What the command made. */
  get id(): string {
    return this.#made().id;
  }

  get reference(): string {
    return this.#made().reference ?? '';
  }

  /** Where its events stand in the log. */
  get positions(): number[] {
    const { position, events } = this.#made();
    return Array.from({ length: events }, (_, at) => position - events + 1 + at);
  }

  /** Its nth event in a stream, as what follows from that names it. */
  cause(stream: string, n = 0): Cause {
    return { id: eventId(this.commandId, stream, n), correlationId: this.commandId };
  }

  #made(): Answer {
    if (this.#answer === undefined) throw new TypeError('the command is not answered yet');
    return this.#answer;
  }
}

/** What all desks of a county share. */
export interface Office {
  readonly record: Pick<
    FamilyRecord,
    'door' | 'vault' | 'readers' | 'projector' | 'reads' | 'store' | 'clock'
  >;
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
  #underWay: Promise<void>[] = [];
  /** The read models must have come to here before the life goes on. */
  #known = -1;

  constructor(office: Office, name: string) {
    this.#office = office;
    this.#name = name;
  }

  /** Sends an order on somebody's behalf. A refusal ends the county: `answered` throws it. */
  send<T extends CommandType>(
    type: T,
    data: CommandOf<T>['data'],
    by: Principal,
    { stream, as = String(this.#sent++), ...told }: Told & Naming = {},
  ): Sent {
    const sent = new Sent(this.#commandId(as));
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
    const order = orderOf(manager, cause, step);
    return this.#take(new Sent(order.commandId), order);
  }

  /** The id of a record that this desk will start, known beforehand: 26 characters, of this store and no other. */
  id(name: string): string {
    return countyId(this.#office.record.vault, this.#name, name);
  }

  /** The nth id that the order of this name will make inside its record. */
  made(name: string, n: number): string {
    return this.#office.record.vault.mint(this.#commandId(name), n);
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

  /** Resolves once what was sent from here is answered and, where it changed an owner, can be read. */
  async answered(): Promise<void> {
    const underWay = this.#underWay;
    this.#underWay = [];
    if (underWay.length > 0) await Promise.all(underWay);
    const { projector } = this.#office.record;
    if (projector.position() < this.#known) await projector.reached(this.#known);
  }

  /** Waits until what was sent from here is written: for orders that take a while, over which the clock may not move on. */
  readonly settled: Errand = () => Promise.all(this.#underWay);

  #take(sent: Sent, order: Order & { readonly type: string }): Sent {
    const office = this.#office;
    const answered = office.record.door.send(order).then(
      (answer) => {
        sent.answer(answer);
        office.taken(answer);
        if (CHANGES_OF_OWNER.has(order.type)) this.#known = answer.position;
      },
      (error: unknown) => {
        throw refusedOrder(order.type, error);
      },
    );
    this.#follow(answered);
    return sent;
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
