import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { issueToken } from '#libs/platform';

const PROGRAM = new URL('../../../record/src/bench/served-twice.js', import.meta.url);

interface Addresses {
  readonly recorded: string;
  readonly unrecorded: string;
}

/** The record of a folder, served by a process of its own with records of its reads and without, and asked over HTTP. */
export class ServedTwice implements AsyncDisposable {
  readonly addresses: Addresses;
  readonly #process: ChildProcess;
  readonly #agent: Agent;
  readonly #token: string;

  private constructor(
    child: ChildProcess,
    addresses: Addresses,
    { agent, token }: { agent: Agent; token: string },
  ) {
    this.#process = child;
    this.addresses = addresses;
    this.#agent = agent;
    this.#token = token;
  }

  static async start(folder: string, inFlight: number): Promise<ServedTwice> {
    const child = fork(fileURLToPath(PROGRAM), [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
    const [addresses] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('the record was not served'))),
    ])) as [Addresses];
    return new ServedTwice(child, addresses, { agent, token: await issueToken(folder, 'auditor') });
  }

  /** Milliseconds for which cores have worked in its process so far. */
  async worked(): Promise<number> {
    const answered = once(this.#process, 'message');
    this.#process.send('worked');
    const [{ user, system }] = (await answered) as [NodeJS.CpuUsage];
    return (user + system) / 1000;
  }

  /** Asks, and throws unless it is answered. */
  ask(address: string, body: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        authorization: `Bearer ${this.#token}`,
      };
      const asked = request(new URL('/graphql', address), { method: 'POST', agent: this.#agent, headers });
      asked.on('error', reject);
      asked.on('response', (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (text: string) => (answer += text));
        response.on('error', reject);
        response.on('end', () => (isAnswered(answer) ? resolve() : reject(new Error(answer.slice(0, 500)))));
      });
      asked.end(body);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}

function isAnswered(answer: string): boolean {
  return answer.startsWith('{"data":{');
}
