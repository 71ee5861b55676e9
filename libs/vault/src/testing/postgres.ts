import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { describe } from '@jest/globals';

/** The programs of the newest PostgreSQL that Debian's packages have put here; undefined where there are none. */
const programs = globSync('/usr/lib/postgresql/*/bin')
  .filter((folder) => existsSync(join(folder, 'initdb')))
  .sort((one, other) => version(one) - version(other))
  .at(-1);

/** PostgreSQL refuses to run as root: then another user of the machine runs it. */
const asOther =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

/** Tests that need a PostgreSQL; skipped, and counted so by this name, where none is installed. */
export function describeWithPostgres(name: string, tests: () => void): void {
  if (programs !== undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: PostgreSQL is not installed)`, tests);
}

/** Reads until its input is closed, which it is when this process ends, however that ends; no signal ends it before. */
const GUARD = `
trap '' HUP INT TERM
while read -r _; do :; done
"$1" stop --pgdata="$0/data" --mode=immediate --silent
for _ in 1 2 3 4 5; do rm -rf "$0" && exit; sleep 1; done`;

const READY_MS = 30_000;

/**
 * A PostgreSQL server of the tests: in a folder of its own, on a socket in it, with fsync on. It ends, and its folder goes,
 * with the process that started it at the latest.
 */
export class PostgresServer {
  readonly #folder: string;
  readonly #guard: ChildProcess;
  #server: ChildProcess | undefined;
  #databases = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    const [command = '', ...rest] = [...asOther, 'sh', '-c', GUARD, folder, program('pg_ctl')];
    this.#guard = spawn(command, rest, { stdio: ['pipe', 'ignore', 'ignore'] });
    this.#guard.unref();
    if (this.#guard.stdin instanceof Socket) this.#guard.stdin.unref();
  }

  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'pg-'));
    if (asOther.length > 0) execFileSync('chown', ['postgres', folder]);
    await using opened = new AsyncDisposableStack();
    const server = opened.use(new PostgresServer(folder));
    const data = join(folder, 'data');
    run('initdb', ['-D', data, '-U', 'keys', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
    await server.resume();
    opened.move();
    return server;
  }

  /** Another database, empty; answers its connection. */
  async database(): Promise<string> {
    const name = `keys_${++this.#databases}_${randomBytes(3).toString('hex')}`;
    await this.ask('postgres', `CREATE DATABASE ${name}`);
    return this.connection(name);
  }

  connection(database: string): string {
    return `postgres://keys@localhost/${database}?host=${encodeURIComponent(this.#folder)}`;
  }

  async ask(database: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new Client({ host: this.#folder, user: 'keys', database });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** The bytes of the table's file, as they stand on the disk. */
  async bytesOf(database: string, table: string): Promise<Buffer> {
    await this.ask(database, 'CHECKPOINT');
    const [row] = await this.ask(database, 'SELECT pg_relation_filepath($1) AS path', [table]);
    return readFileSync(join(this.#folder, 'data', String(row?.['path'])));
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const [pid = ''] = readFileSync(join(this.#folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    if (server.exitCode === null) await once(server, 'exit');
  }

  async resume(): Promise<void> {
    const data = join(this.#folder, 'data');
    const options = ['-D', data, '-k', this.#folder, '-c', 'listen_addresses=', '-c', 'fsync=on'];
    const [command = '', ...rest] = [...asOther, program('postgres'), ...options];
    this.#server = spawn(command, rest, { stdio: 'ignore' });
    this.#server.unref();
    const until = performance.now() + READY_MS;
    for (;;) {
      try {
        await this.ask('postgres', 'SELECT 1');
        return;
      } catch (error) {
        if (performance.now() > until) throw error;
        await wait(50);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#guard.stdin?.end();
    if (this.#guard.exitCode === null) await once(this.#guard, 'exit');
  }
}

function run(name: string, args: readonly string[]): void {
  const [command = '', ...rest] = [...asOther, program(name), ...args];
  execFileSync(command, rest, { stdio: 'ignore' });
}

function program(name: string): string {
  return join(programs ?? '', name);
}

function version(folder: string): number {
  return Number(/postgresql\/(\d+)/.exec(folder)?.[1] ?? 0);
}
