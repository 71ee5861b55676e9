import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Order } from '#libs/service';

const loader = join(import.meta.dirname, 'transformed.mjs');

/** How a node's record stands. */
export interface Standing {
  readonly head: number;
  readonly size: number;
  readonly root: string;
}

/** What a node is asked; each is answered with its id. */
export type Asked =
  | { readonly ask: 'send'; readonly order: Order }
  | { readonly ask: 'pass'; readonly until: string }
  | { readonly ask: 'erasing' }
  | { readonly ask: 'standing'; readonly head: number }
  | { readonly ask: 'close' };

export type Answered =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly refused: string };

/** Why a command was not taken; `LOST` where nobody answered. */
export class Refused extends Error {}

/** A program in a process of its own, that is killed as a power cut kills it, and started again as it was. */
export class Program {
  readonly #file: string;
  readonly #asked = new Map<number, (answer: Answered) => void>();
  #child: ChildProcess | undefined;
  /** Takes nothing yet. */
  #starting: ChildProcess | undefined;
  #ids = 0;

  constructor(file: string) {
    this.#file = join(import.meta.dirname, '../nodes', file);
  }

  /** Resolves with what it says first. */
  async start(args: readonly string[], environment: Record<string, string> = {}): Promise<unknown> {
    const child = fork(this.#file, args, {
      execArgv: ['--conditions=source', '--import', loader],
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (answer: Answered) => this.#asked.get(answer.id)?.(answer));
    child.once('exit', () => this.#lose());
    const said = new Promise<unknown>((resolve, reject) => {
      this.#asked.set(0, (answer) =>
        'value' in answer ? resolve(answer.value) : reject(new Refused(answer.refused)),
      );
    });
    this.#starting = child;
    const first = await said;
    this.#child = child;
    return first;
  }

  async kill(): Promise<void> {
    const child = this.#child ?? this.#starting;
    this.#child = undefined;
    this.#starting = undefined;
    if (child === undefined) return;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  send(order: Order): Promise<Answer> {
    return this.ask({ ask: 'send', order }) as Promise<Answer>;
  }

  ask(asked: Asked): Promise<unknown> {
    const id = ++this.#ids;
    return new Promise((resolve, reject) => {
      if (this.#child === undefined) return reject(new Refused('LOST'));
      this.#asked.set(id, (answer) => {
        this.#asked.delete(id);
        if ('value' in answer) resolve(answer.value);
        else reject(new Refused(answer.refused));
      });
      this.#child.send({ ...asked, id }, (error) => {
        if (error !== null) this.#asked.get(id)?.({ id, refused: 'LOST' });
      });
    });
  }

  #lose(): void {
    for (const [id, answer] of this.#asked) answer({ id, refused: 'LOST' });
    this.#asked.clear();
  }
}
