import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import type { PersonaName } from '#libs/access';
import { issueToken, localIssuer, openLog, tokenVerifier } from '#libs/platform';
import { createSeededStore, openRecord, type FamilyRecord } from '#libs/service';
import type { Documents } from '../http/documents.ts';
import type { OperatorTasks } from '../operator/operator-door.ts';
import { createServer, type Server } from '../server.ts';

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

export interface Receipt {
  readonly position: string;
  readonly token: string;
  readonly revision: number;
  readonly id: string;
  readonly reference: string | null;
}

export interface ServedOptions {
  readonly showsSchema?: boolean;
  /** How many families of three years live in it, until `bornAt`. */
  readonly families?: number;
  /** The simulated instant at which the store is born. */
  readonly bornAt?: string;
  readonly documents?: Documents;
  readonly costLimit?: number;
  readonly operator?: { readonly token: string; readonly tasks: OperatorTasks };
}

/** A service around a new record in a folder of its own, asked as any caller asks it. */
export class Served implements AsyncDisposable {
  readonly folder: string;
  readonly record: FamilyRecord;
  readonly server: Server;
  /** Where it listens. */
  readonly address: string;
  readonly #logged: string[];
  /** A caller asks many things by the same connection. */
  readonly #agent = new Agent({ keepAlive: true });
  #stopped: Promise<void> | undefined;

  constructor(parts: Pick<Served, 'folder' | 'record' | 'server' | 'address'> & { logged: string[] }) {
    this.folder = parts.folder;
    this.record = parts.record;
    this.server = parts.server;
    this.address = parts.address;
    this.#logged = parts.logged;
  }

  static async start({
    showsSchema = true,
    bornAt,
    families = 0,
    ...options
  }: ServedOptions = {}): Promise<Served> {
    const folder = mkdtempSync(join(tmpdir(), 'family-help-'));
    const logged: string[] = [];
    const settings = {
      mode: 'development',
      folder,
      port: 0,
      families,
      origin: 'test.example/record',
      authority: '919',
    } as const;
    const born = bornAt !== undefined && { bornAt };
    const until = bornAt !== undefined && { clock: bornAt };
    if (families > 0) await createSeededStore({ ...settings, ...until });
    const record = await openRecord(settings, { inline: true, ...(families === 0 && born) });
    const server = await createServer(record, {
      verify: tokenVerifier([await localIssuer(folder)]),
      log: openLog({ write: (line) => void logged.push(line) }),
      showsSchema,
      ...options,
    });
    const address = await server.listen(0, '127.0.0.1');
    return new Served({ folder, record, server, address, logged });
  }

  /** All that was logged. */
  get logged(): string {
    return this.#logged.join('');
  }

  post(body: string | object, headers: Readonly<Record<string, string>> = {}) {
    return request(this.server.http)
      .post('/graphql')
      .agent(this.#agent)
      .set({ 'content-type': 'application/json', ...headers })
      .send(body);
  }

  async ask(persona: PersonaName, query: string, variables: object = {}): Promise<Answer> {
    const response = await this.post({ query, variables }, await this.as(persona));
    return response.body as Answer;
  }

  /** The one root field of an answer; throws the first error's code. */
  async read<T>(persona: PersonaName, query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.ask(persona, query, variables);
    if (errors?.[0]) throw new Error(`${String(errors[0].extensions['code'])}: ${JSON.stringify(errors)}`);
    return Object.values(data ?? {})[0] as T;
  }

  /** Gives a command and answers its receipt; throws the code of a refusal. */
  async order(persona: PersonaName, mutation: string, input: object): Promise<Receipt> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { position token revision id reference } }`;
    return this.read<Receipt>(persona, query, { input: { commandId: randomUUID(), ...input } });
  }

  async as(persona: PersonaName): Promise<{ authorization: string }> {
    return { authorization: `Bearer ${await issueToken(this.folder, persona)}` };
  }

  /** Ends the service; its folder stays until this is disposed of. */
  stop(): Promise<void> {
    this.#stopped ??= this.server.close().then(() => this.record.close());
    return this.#stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
