import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ServiceProcess } from '../support/processes.ts';

/** More lines than any pipe holds, and less than a megabyte of them. */
const REFUSED = 1_000;
const AT_ONCE = 10;
const PATIENCE_MS = 60_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The statuses of so many requests without a token, of which each is a line of the log. */
async function refused(address: string, times: number): Promise<Set<number>> {
  const found = new Set<number>();
  const ask = async () => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(`${address}/graphql`, { method: 'POST', signal });
    await response.arrayBuffer();
    found.add(response.status);
  };
  for (let done = 0; done < times; done += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return found;
}

async function advertised(): Promise<string> {
  const file = join(folder, 'service.json');
  while (!existsSync(file)) await wait(20);
  return (JSON.parse(readFileSync(file, 'utf8')) as { address: string }).address;
}

describe('a service whose log', () => {
  it(
    'stands on a full disk starts, answers and stops as any other',
    async () => {
      const service = new ServiceProcess(folder, {}, 'service', '2>/dev/full');
      expect(await refused(await advertised(), AT_ONCE)).toEqual(new Set([401]));
      service.signal('SIGTERM');
      await service.ended();
      expect([service.exitCode, existsSync(join(folder, 'service.json'))]).toEqual([0, false]);
    },
    PATIENCE_MS,
  );

  it(
    'is not read goes on answering, and stops when it is told to',
    async () => {
      const service = await ServiceProcess.start(folder);
      service.stall();
      expect(await refused(service.address, REFUSED)).toEqual(new Set([401]));
      service.signal('SIGTERM');
      await service.exited();
      expect(service.exitCode).toBe(0);
      service.readOn();
      await service.ended();
    },
    PATIENCE_MS,
  );

  it(
    'is read late has every line of it when it ends',
    async () => {
      const service = await ServiceProcess.start(folder);
      service.stall();
      await refused(service.address, REFUSED);
      service.signal('SIGTERM');
      service.readOn();
      await service.ended();
      const lines = service.printed.split('\n');
      expect(lines.filter((line) => line.includes('"a request was refused"'))).toHaveLength(REFUSED);
      expect(lines.at(-2)).toContain('"stopping"');
    },
    PATIENCE_MS,
  );
});
