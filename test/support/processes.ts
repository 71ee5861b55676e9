import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { PersonaName } from '#libs/access';
import { issueToken } from '#libs/platform';
import type { Answer, Receipt } from '../../apps/record/src/testing/served.ts';

type Program = ChildProcessByStdio<null, Readable, Readable>;
type Variables = Readonly<Record<string, string>>;

const root = join(import.meta.dirname, '../..');

/** What is set beside settings: some tests go by names like theirs, which are none. */
const others = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FHR_')));

const SERVICE = 'apps/record/src/main.ts';
const COMMAND_LINE = 'apps/cli/src/main.ts';
/** How often a service is asked whether it takes work, and after which time again. */
const MOST_ASKED = 1_000;
const ASKED_EACH_MS = 50;
/** Also for the programs that a program starts. */
export const FROM_SOURCES = `--conditions=source --import ${pathToFileURL(join(root, 'test/support/transformed.mjs')).href}`;

/** Starts a program of the apps as its sources stand, in a process of its own; redirected as a shell does it. */
function started(
  program: string,
  args: readonly string[],
  variables: Variables,
  redirected?: string,
): Program {
  const line = [process.execPath, join(root, program), ...args];
  if (redirected !== undefined) line.unshift('/bin/sh', '-c', `exec "$@" ${redirected}`, 'sh');
  const [command = '', ...rest] = line;
  return spawn(command, rest, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...others, NODE_OPTIONS: FROM_SOURCES, FHR_FAMILIES: '0', FHR_PORT: '0', ...variables },
  });
}

/** What a verb of the command line printed as its answer, and how it ended. */
export interface Printed {
  readonly status: number | null;
  readonly answer: string;
  readonly said: string;
}

/** Runs a verb of the command line on a data folder; where it makes a store, one without a county. */
export async function fhr(folder: string, ...args: string[]): Promise<Printed> {
  return fhrWith({ FHR_DATA: folder }, ...args);
}

/** Runs a verb of the command line with these settings. */
export async function fhrWith(settings: Variables, ...args: string[]): Promise<Printed> {
  return printed(started(COMMAND_LINE, args, settings));
}

/** Runs a verb whose answer goes where a shell redirects it. */
export async function fhrInto(redirected: string, folder: string, ...args: string[]): Promise<Printed> {
  return printed(started(COMMAND_LINE, args, { FHR_DATA: folder }, redirected));
}

/** Runs a verb whose answer is not read: the other end of its stdout is closed. */
export async function fhrUnread(folder: string, ...args: string[]): Promise<Omit<Printed, 'answer'>> {
  const program = started(COMMAND_LINE, args, { FHR_DATA: folder });
  program.stdout.destroy();
  const [said] = await Promise.all([text(program.stderr), once(program, 'exit')]);
  return { status: program.exitCode, said };
}

/** What the record service printed until it ended by itself. */
export async function serviceThatEnds(folder: string, variables: Variables = {}): Promise<Printed> {
  return printed(started(SERVICE, [], { ...variables, FHR_DATA: folder }));
}

async function printed(program: Program): Promise<Printed> {
  const [answer, said] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, 'exit'),
  ]);
  return { status: program.exitCode, answer, said };
}

/** Whether a kept connection was closed just as it was used again: nobody knows whether what was sent has been taken. */
export function isDropped(reason: unknown): boolean {
  const { cause } = reason as { cause?: { code?: string } };
  return cause?.code === 'ECONNRESET' || cause?.code === 'UND_ERR_SOCKET';
}

/** The record service as a process of its own, that can be killed and started again on the same folder. */
export class ServiceProcess implements AsyncDisposable {
  readonly #folder: string;
  readonly #program: Program;
  readonly #printed: string[] = [];
  readonly #ended: Promise<unknown>;
  #address = '';

  /** By the service's own program, or by the command line, which starts that; redirected as a shell does it. */
  constructor(
    folder: string,
    variables: Variables = {},
    by: 'service' | `fhr ${string}` = 'service',
    redirected?: string,
  ) {
    this.#folder = folder;
    const [program, args] = by === 'service' ? [SERVICE, []] : [COMMAND_LINE, by.split(' ').slice(1)];
    this.#program = started(program, args, { ...variables, FHR_DATA: folder }, redirected);
    this.#ended = once(this.#program, 'close');
    for (const output of [this.#program.stdout, this.#program.stderr])
      output.on('data', (chunk: Buffer) => this.#printed.push(chunk.toString()));
  }

  static async start(folder: string, variables: Variables = {}): Promise<ServiceProcess> {
    const service = new ServiceProcess(folder, variables);
    await service.listens();
    return service;
  }

  /** Where it listens. */
  get address(): string {
    return this.#address;
  }

  /** Everything it has said, on both its outputs. */
  get printed(): string {
    return this.#printed.join('');
  }

  ask(persona: PersonaName, query: string, variables: object = {}): Promise<Answer> {
    return this.post(JSON.stringify({ query, variables }), persona);
  }

  /** Gives a command and answers its receipt; throws what it is refused with. */
  async order(persona: PersonaName, mutation: string, input: object): Promise<Receipt> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { position token revision id reference } }`;
    const { data, errors } = await this.ask(persona, query, { input: { commandId: randomUUID(), ...input } });
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.[mutation] as Receipt;
  }

  /** Sends a body as it stands. */
  async post(body: string, persona: PersonaName): Promise<Answer> {
    const authorization = `Bearer ${await issueToken(this.#folder, persona)}`;
    const headers = { 'content-type': 'application/json', authorization };
    const response = await fetch(`${this.#address}/graphql`, { method: 'POST', headers, body });
    return (await response.json()) as Answer;
  }

  /** Sends a body with these headers and no others of whoever asks. */
  send(body: object, headers: Variables): Promise<Response> {
    return fetch(`${this.#address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.#program.kill('SIGKILL');
    await this.#ended;
  }

  get exitCode(): number | null {
    return this.#program.exitCode;
  }

  signal(signal: NodeJS.Signals): void {
    this.#program.kill(signal);
  }

  /** Resolves once it listens. */
  async listens(): Promise<void> {
    await this.says('"msg":"listening"');
    const [, port] = /"port":(\d+).*"msg":"listening"/.exec(this.printed) ?? [];
    this.#address = `http://127.0.0.1:${port}`;
  }

  /** Resolves once it takes work: of a record that was put back it builds the read models first. */
  async ready(): Promise<void> {
    for (let asked = 0; asked < MOST_ASKED; asked++) {
      if ((await fetch(`${this.#address}/readyz`)).ok) return;
      await wait(ASKED_EACH_MS);
    }
    throw new Error('it is not ready');
  }

  /** Resolves once it has said so. */
  async says(words: string): Promise<void> {
    const ended = this.#ended.then(() => true);
    while (!this.printed.includes(words))
      if ((await Promise.race([once(this.#program.stderr, 'data'), ended])) === true)
        throw new Error(`the service ended: ${this.printed}`);
  }

  /** No longer reads what it says, until it is read on. */
  stall(): void {
    this.#program.stderr.pause();
  }

  readOn(): void {
    this.#program.stderr.resume();
  }

  /** Sends a request that never ends, by a connection of its own. */
  async hold(): Promise<Socket> {
    const { hostname, port } = new URL(this.#address);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const head = [
      'POST /graphql HTTP/1.1',
      'host: here',
      'content-type: application/json',
      `authorization: Bearer ${await issueToken(this.#folder, 'auditor')}`,
      'content-length: 1000',
      'expect: 100-continue',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await once(socket, 'data');
    socket.write('{"query":');
    return socket;
  }

  /** Resolves when it is no more, though what it said may not be read yet. */
  async exited(): Promise<void> {
    if (this.#program.exitCode === null && this.#program.signalCode === null)
      await once(this.#program, 'exit');
  }

  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  /** Tells it to stop. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#program.kill('SIGTERM');
    await this.#ended;
  }
}
