import { randomUUID } from 'node:crypto';
import { StatementSync } from 'node:sqlite';
import type { Role } from '#libs/access';
import { correlationId } from '#libs/platform';
import type { Served } from '../../../apps/record/src/testing/served.ts';
import { strangerToken } from './strangers.ts';

/** All of an answer by which a caller could tell it from another, and what it left behind. */
export interface Seen {
  readonly status: number;
  /** Without the date and the correlation id. */
  readonly headers: string;
  /** Its bytes, without the correlation id. */
  readonly body: string;
  /** Codes of its errors. */
  readonly codes: readonly string[];
  readonly data: Readonly<Record<string, unknown>> | null;
  /** Reads that it left in the access log. */
  readonly reads: number;
  /** Events that it left in the record. */
  readonly events: number;
  /** Statements that the service ran for it in its databases. */
  readonly statements: number;
}

interface Answered {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** Requests of callers whom the record does not know, each looked at from outside and from inside. */
export class Attempts {
  readonly #served: Served;
  readonly #tokens = new Map<Role, string>();

  constructor(served: Served) {
    this.#served = served;
    countStatements();
  }

  async of(role: Role, body: object): Promise<Seen> {
    const token = this.#tokens.get(role) ?? (await strangerToken(this.#served.folder, role));
    this.#tokens.set(role, token);
    return this.send(token, body);
  }

  async send(token: string, body: object): Promise<Seen> {
    const { store, accessStore } = this.#served.record;
    const before = { events: await store.head(), reads: await accessStore.head() };
    const id = randomUUID();
    statements.set(id, 0);
    const response = await this.#served.post(body, {
      authorization: `Bearer ${token}`,
      'x-correlation-id': id,
    });
    const { data = null, errors = [] } = response.body as Answered;
    const seen = {
      status: response.status,
      headers: headersOf(response.headers),
      body: response.text.replaceAll(id, ''),
      codes: errors.map(({ extensions }) => extensions?.code ?? ''),
      data,
      reads: (await accessStore.head()) - before.reads,
      events: (await store.head()) - before.events,
      statements: statements.get(id) ?? 0,
    };
    statements.delete(id);
    return seen;
  }
}

function headersOf(headers: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(headers).filter(([name]) => !/^(x-correlation-id|date)$/.test(name)));
}

/** Of each request that is looked at, by its correlation id. */
const statements = new Map<string, number>();
let isCounting = false;

/** Counts what runs on this thread in the course of a request, but for the upkeep of a log, which comes when it is idle. */
function countStatements(): void {
  if (isCounting) return;
  isCounting = true;
  for (const name of ['all', 'get', 'iterate', 'run'] as const) {
    const original = Reflect.get(StatementSync.prototype, name) as (...given: unknown[]) => unknown;
    Reflect.set(
      StatementSync.prototype,
      name,
      function counted(this: StatementSync, ...given: unknown[]): unknown {
        const id = correlationId();
        const count = statements.get(id);
        if (count !== undefined && !isUpkeep(this)) statements.set(id, count + 1);
        return original.apply(this, given);
      },
    );
  }
}

/** Of each statement that ran: to ask SQLite for its text takes longer than to run it. */
const upkeep = new WeakMap<StatementSync, boolean>();

function isUpkeep(statement: StatementSync): boolean {
  const known = upkeep.get(statement);
  if (known !== undefined) return known;
  const is = statement.sourceSQL.startsWith('PRAGMA wal_checkpoint');
  upkeep.set(statement, is);
  return is;
}

const REFUSALS: readonly string[] = ['NOT_FOUND', 'NOT_PERMITTED', 'PURPOSE_NOT_PERMITTED'];

/** Whether an answer says that there is nothing to be had, and holds nothing. */
export function isRefused({ codes, data }: Seen): boolean {
  const isEmpty = Object.values(data ?? {}).every((value) => value === null);
  return isEmpty && codes.length > 0 && codes.every((code) => REFUSALS.includes(code));
}
