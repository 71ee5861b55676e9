import { setTimeout as wait } from 'node:timers/promises';
import type { CommandOf, CommandType } from '#libs/contracts';
import type { Answer, Order } from '#libs/service';
import { coordinator, order } from '../../libs/service/src/testing/small-record.ts';
import { Refused, type Program } from '../support/killed-cluster.ts';

const officer = { user: 'u-privacy', role: 'PRIVACY_OFFICER', agency: 'organisation-county' };
const manager = { user: 'u-manager', role: 'MANAGER', agency: 'organisation-county' };
/** After these a client sends the same command again, to whichever node. */
const PASSING = new Set([
  'LOST',
  'STALE',
  'PENDING',
  'CONFLICT',
  'STORE_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'KEY_SERVICE_UNAVAILABLE',
]);
const PAUSE_MS = 50;
/** How many persons every client writes to. */
export const SHARED = 4;

export interface Work {
  readonly commands: number;
  readonly erasures: number;
  readonly clients: number;
}

/** Callers of both nodes, each of whom asks again until its command is answered. */
export class Clients {
  /** What was answered, with the only places at which its events may stand. */
  readonly acknowledged: { readonly commandId: string; readonly positions: readonly number[] }[] = [];
  readonly #nodes: readonly Program[];
  readonly #work: Work;
  /** Persons whom every client writes to, on either node. */
  readonly #shared: string[] = [];
  #left: number;
  #sent = 0;
  #areDone = false;

  constructor(nodes: readonly Program[], work: Work) {
    this.#nodes = nodes;
    this.#work = work;
    this.#left = work.commands;
  }

  get areDone(): boolean {
    return this.#areDone;
  }

  async work(): Promise<void> {
    for (let nth = 0; nth < SHARED; nth++) this.#shared.push(await this.#register(`Shared ${nth}`));
    const erased = Array.from({ length: this.#work.erasures }, (_, nth) => this.#erase(nth));
    await Promise.all([
      ...erased,
      ...Array.from({ length: this.#work.clients }, (_, nth) => this.#client(nth)),
    ]);
    this.#areDone = true;
  }

  async #client(nth: number): Promise<void> {
    const own = await this.#register(`Client ${nth}`);
    for (let turn = 0; this.#left > 0; turn++) {
      this.#left--;
      const isShared = turn % 3 === 0;
      const person = isShared ? (this.#shared[(nth + turn) % this.#shared.length] ?? own) : own;
      await this.#send(
        'RecordPersonName',
        { person, use: 'ALIAS', given: `Ida ${nth}`, family: `Reed ${turn}` },
        coordinator,
      );
    }
  }

  /** Two people decide that somebody is to be erased who was registered a moment ago. */
  async #erase(nth: number): Promise<void> {
    const person = await this.#register(`Quillfeather ${nth}`);
    const said = { persons: [person], ground: 'UNLAWFUL', rationale: 'Recorded by mistake.' };
    const { id: erasure } = await this.#send('ProposeErasure', said, officer);
    await this.#send('ApproveErasure', { erasure, rationale: 'It was.' }, manager);
  }

  async #register(word: string): Promise<string> {
    const data = {
      names: [{ use: 'LEGAL', given: `${word} given`, family: `${word} family` }],
      dateOfBirth: '2015-05-01',
      sex: 'F',
      adult: false,
    };
    return (await this.#send('RegisterPerson', data, coordinator)).id;
  }

  async #send<T extends CommandType>(
    type: T,
    data: CommandOf<T>['data'],
    actor: Order['actor'],
  ): Promise<Answer> {
    const sent = order(type, data, { actor });
    const answer = await this.#answered(sent);
    const { events, position } = answer;
    const positions = Array.from({ length: events }, (_, nth) => position - events + 1 + nth);
    this.acknowledged.push({ commandId: sent.commandId, positions });
    return answer;
  }

  #node(): Program {
    const node = this.#nodes[this.#sent++ % this.#nodes.length];
    if (node === undefined) throw new RangeError('there are no nodes');
    return node;
  }

  async #answered(sent: Order): Promise<Answer> {
    for (;;) {
      try {
        return await this.#node().send(sent);
      } catch (error) {
        if (!(error instanceof Refused) || !PASSING.has(error.message)) throw error;
        await wait(PAUSE_MS);
      }
    }
  }
}
