import { randomUUID } from 'node:crypto';
import { commandTable, decodeStoredEvent, Rejected, type Actor, type CommandType } from '#libs/contracts';
import { isSimulated, systemActor, type Answer, type FamilyRecord, type Order } from '#libs/service';
import { aboutWhat, anyCommand } from './any-command.ts';
import { answersOf } from './answers.ts';
import { assessment, beginning } from './beginning.ts';
import { Chance } from './chance.ts';
import { Known, type Records } from './known.ts';
import { senderOf, twoFamilies } from './merging.ts';

/** What the store says of itself. */
const OF_THE_STORE: readonly CommandType[] = [
  'CreateStore',
  'StrikeOffNode',
  'PublishCodeSet',
  'NoteLedgerHeads',
];
/** What only somebody who has just signed in may do, and after which nobody who asks is told anything more. */
const APART: readonly string[] = ['breakglass', 'seal'];
/** What is ordered in histories: all but these, and what the store says. */
export const ordered = (Object.keys(commandTable) as CommandType[]).filter(
  (type) => !OF_THE_STORE.includes(type) && !APART.includes(commandTable[type].aggregate),
);

/** How often another one of a kind of command is tried where one was refused. */
const TRIES = 6;
/** How often a new record is begun where there are two of its kind already. */
const ANOTHER = 0.15;
/** How often a family is to split. */
const PARTING = 0.05;
/** How often a family’s help begins with an assessment. */
const ASSESSED = 0.3;
const LOOKING_EVERY = 20;
const MOST_MINUTES = 30;
/** How many events may wait for what follows from them: hours, for a step that comes a day late is left to a person. */
const MOST_BEHIND = 60;
const HOUR_MS = 3_600_000;

export interface Taken {
  readonly order: Order;
  readonly answer: Answer;
}

/** What could be seen of a history when the log ended at the position. */
export interface Shown {
  readonly position: number;
  readonly day: string;
  /** Of these. */
  readonly records: Records;
  readonly answers: string;
}

/** Random commands about records of its own, sent one after another through the door of a record. */
export class History {
  readonly known = new Known();
  readonly taken: Taken[] = [];
  readonly refused = new Map<CommandType, string>();
  readonly shown: Shown[] = [];
  readonly seed: number;
  readonly #record: FamilyRecord;
  readonly #chance: Chance;

  constructor(record: FamilyRecord, seed: number) {
    this.#record = record;
    this.seed = seed;
    this.#chance = new Chance(seed);
  }

  /** Sends so many, whether they are taken or refused, and looks now and then. */
  async live(commands: number): Promise<void> {
    let sent = await this.#begin();
    for (; sent < commands; sent++) {
      if (sent === Math.floor(commands / 2)) await this.#merge();
      await this.#try(this.#anyType());
      if (sent % LOOKING_EVERY === 0 || sent === commands - 1) await this.look();
    }
  }

  /** Answers how many were sent. */
  async #begin(): Promise<number> {
    let sent = 0;
    for (const { type, data } of beginning(this.known, this.#chance)) {
      if (!(await this.#send(type, data)))
        throw new Error(`${type} was refused: ${this.refused.get(type) ?? ''}`);
      sent++;
    }
    if (this.known.all('episode').length === 0 || !this.#chance.happens(ASSESSED)) return sent;
    for (const { type, data } of assessment(this.known)) {
      await this.#send(type, data);
      sent++;
    }
    return sent;
  }

  async look(): Promise<void> {
    const { store, projector, clock } = this.#record;
    const position = await store.head();
    const day = clock.now().slice(0, 10);
    await projector.reached(position, HOUR_MS);
    const records = this.known.everything();
    this.shown.push({ position, day, records, answers: answersOf(this.#record, records, { position, day }) });
  }

  /** Two of its families become one, where it has two by then: what follows is ordered of that one, too. */
  async #merge(): Promise<void> {
    const pair = twoFamilies(this.#record, this.known);
    if (pair === undefined) return;
    await this.#send(
      'MergeFamilies',
      { ...pair, agreementReviewed: true },
      senderOf(this.#record, pair.requestedBy),
    );
  }

  #anyType(): CommandType {
    if (this.#chance.happens(PARTING)) return 'SplitFamily';
    for (;;) {
      const type = this.#chance.oneOf(ordered) ?? 'RegisterPerson';
      const about = aboutWhat(type);
      if (about !== undefined) return type;
      const { aggregate } = commandTable[type];
      if (this.known.all(aggregate).length < 2 || this.#chance.happens(ANOTHER)) return type;
    }
  }

  async #try(type: CommandType): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      await this.#followed();
      const data = anyCommand(type, { known: this.known, chance: this.#chance, now: this.#later() });
      if (data === undefined || (await this.#send(type, data))) return;
    }
  }

  /** Whether it was taken. Refusals are as good; anything else is thrown. */
  async #send(type: CommandType, data: object, actor: Actor = systemActor): Promise<boolean> {
    const { door } = this.#record;
    const order = { ...this.#orderOf(type, data), actor };
    try {
      const answer = await door.send(order);
      this.taken.push({ order, answer });
      if (answer.events > 0) await this.#learn(answer);
      return answer.events > 0;
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      this.refused.set(type, error.code);
      return false;
    }
  }

  async #learn({ position, events: limit }: Answer): Promise<void> {
    for await (const { events } of this.#record.store.readAll({ after: position - limit, limit }))
      for (const { document } of events) this.known.take(decodeStoredEvent(document));
  }

  /** Time does not run away from what the record does by itself. */
  async #followed(): Promise<void> {
    const { store, managers } = this.#record;
    await managers.reached((await store.head()) - MOST_BEHIND);
  }

  /** Goes on in time, and says when it is. */
  #later(): number {
    const { clock } = this.#record;
    const now = Date.parse(clock.now()) + this.#chance.below(MOST_MINUTES) * 60_000;
    if (isSimulated(clock)) clock.standAt(new Date(now).toISOString());
    return now;
  }

  #orderOf(type: CommandType, data: object): Order {
    const now = Date.parse(this.#record.clock.now());
    const before = this.#chance.happens(0.3) ? this.#chance.below(40) : 0;
    return {
      type,
      data,
      commandId: randomUUID(),
      actor: systemActor,
      source: 'SYSTEM',
      lateAs: 'BATCH',
      ...(before > 0 && {
        occurredAt: {
          precision: 'DATE',
          value: new Date(now - before * 24 * HOUR_MS).toISOString().slice(0, 10),
        },
      }),
    };
  }
}
