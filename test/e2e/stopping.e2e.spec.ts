import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { openSqliteStore } from '#libs/event-store';
import type { Answer } from '../../apps/record/src/testing/served.ts';
import { FROM_SOURCES, ServiceProcess } from '../support/processes.ts';

const CLIENTS = 16;
const BEFORE = 100;
const GRACE_MS = 30_000;
const toldWhileLoading = pathToFileURL(join(import.meta.dirname, '../support/told-while-loading.mjs')).href;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-stopping-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ORDER = `mutation ($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) { id } }`;

interface Load {
  readonly acknowledged: string[];
  /** Answers that were no answer to the order. */
  readonly others: unknown[];
  readonly done: Promise<unknown>;
  /** Resolves once so many are acknowledged. */
  readonly begun: Promise<void>;
}

/** Clients that give orders, each the next when the last is answered, until the service is gone. */
function load(service: ServiceProcess): Load {
  const acknowledged: string[] = [];
  const others: unknown[] = [];
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  const client = async (): Promise<void> => {
    for (;;) {
      const input = { commandId: randomUUID(), name: 'Hill School', agencyType: 'SCHOOL' };
      const answer = await service.ask('manager', ORDER, { input }).catch(() => undefined);
      if (answer === undefined) return;
      const id = idIn(answer);
      if (id === undefined) others.push(answer);
      else acknowledged.push(id);
      if (acknowledged.length >= BEFORE) resolve();
    }
  };
  return { acknowledged, others, done: Promise.all(Array.from({ length: CLIENTS }, client)), begun };
}

function idIn({ data }: Answer): string | undefined {
  return (data?.['registerOrganisation'] as { id: string } | undefined)?.id;
}

async function missing(ids: readonly string[]): Promise<string[]> {
  const log = await openSqliteStore({ file: join(folder, 'events.db'), readOnly: true });
  try {
    const streams = new Set(await log.streams('organisation-'));
    return ids.filter((id) => !streams.has(id));
  } finally {
    await log.close();
  }
}

describe('a service that is told to stop while orders come in', () => {
  it('answers those that it took, keeps all that it answered, and ends by itself within the grace', async () => {
    const service = await ServiceProcess.start(folder);
    const { acknowledged, others, done, begun } = load(service);
    await begun;
    const told = performance.now();
    service.signal('SIGTERM');
    await Promise.all([service.ended(), done]);
    expect(performance.now() - told).toBeLessThan(GRACE_MS);
    expect(service.exitCode).toBe(0);
    expect(others).toEqual([]);
    expect(await missing(acknowledged)).toEqual([]);
  });

  it('takes the two signals of one terminal for one, and ends at once when told again later', async () => {
    const service = await ServiceProcess.start(folder);
    const held = await service.hold();
    service.signal('SIGINT');
    service.signal('SIGTERM');
    await service.says('"msg":"stopping"');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(service.exitCode).toBeNull();
    service.signal('SIGTERM');
    await service.ended();
    held.destroy();
    expect(service.exitCode).toBe(70);
    expect(service.printed).toContain('stopped before all was let go of');
    const again = await ServiceProcess.start(folder);
    await again[Symbol.asyncDispose]();
  });
});

describe('a service that is told to stop before it serves', () => {
  /** Where nobody answers: it is waited for. */
  const nowhere = { FHR_STORE: 'esdb://127.0.0.1:1?tls=false' };

  it.each(['service', 'fhr serve'] as const)(
    'ends at once with 0 as %s, and leaves its folder to the next',
    async (by) => {
      const service = new ServiceProcess(folder, nowhere, by);
      await service.says('a database is waited for');
      service.signal('SIGTERM');
      await service.ended();
      expect([service.exitCode, service.printed.includes('"msg":"stopping"')]).toEqual([0, true]);
      const next = new ServiceProcess(folder, nowhere, by);
      await next.says('a database is waited for');
      await next[Symbol.asyncDispose]();
    },
  );

  it('ends at once with 0 while its parts are loaded', async () => {
    const service = new ServiceProcess(folder, {
      NODE_OPTIONS: `${FROM_SOURCES} --import ${toldWhileLoading}`,
    });
    await service.ended();
    expect(service.exitCode).toBe(0);
  });

  it('goes with the verb that started it for its task', async () => {
    const holder = join(folder, 'events.db-holder');
    const verb = new ServiceProcess(folder, nowhere, 'fhr query {__typename} --as auditor');
    while (!existsSync(holder) || readFileSync(holder, 'utf8') === '') await wait(20);
    const { pid } = JSON.parse(readFileSync(holder, 'utf8')) as { pid: number };
    verb.signal('SIGTERM');
    await verb.ended();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('leaves no county half made', async () => {
    const service = new ServiceProcess(folder, { FHR_FAMILIES: '500' });
    while (!existsSync(join(folder, '.making', 'events.db'))) await wait(20);
    service.signal('SIGINT');
    await service.ended();
    expect([service.exitCode, existsSync(join(folder, 'events.db'))]).toEqual([0, false]);
    const next = await ServiceProcess.start(folder, { FHR_FAMILIES: '2' });
    await next[Symbol.asyncDispose]();
    expect(existsSync(join(folder, '.making'))).toBe(false);
  });
});
