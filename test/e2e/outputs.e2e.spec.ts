import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fhr, fhrInto, fhrUnread, ServiceProcess } from '../support/processes.ts';

const PATIENCE_MS = 60_000;
const NO_ROOM = 'INTERNAL: the answer could not be written to stdout (ENOSPC).\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-outputs-'));
});
afterEach(() => {
  endWhatIsLeft();
  rmSync(folder, { recursive: true, force: true });
});

function endWhatIsLeft(): void {
  const file = join(folder, 'service.json');
  if (!existsSync(file)) return;
  try {
    process.kill((JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

describe('a verb whose answer', () => {
  it(
    'nobody reads to its end says nothing of that, and ends as it would have',
    async () => {
      writeFileSync(join(folder, 'left.db'), '');
      const { status, said } = await fhr(folder, 'doctor');
      expect(status).toBe(1);
      expect(await fhrUnread(folder, 'doctor')).toEqual({ status, said });
    },
    PATIENCE_MS,
  );

  it(
    'has no room says so in one sentence, and does not end as if a check had failed',
    async () => {
      expect(await fhrInto('>/dev/full', folder, 'doctor')).toEqual({
        status: 70,
        answer: '',
        said: NO_ROOM,
      });
    },
    PATIENCE_MS,
  );
});

describe('a service that fhr serve started', () => {
  it(
    'goes on where there is no room for what it prints, and stops with it',
    async () => {
      const service = new ServiceProcess(folder, {}, 'fhr serve', '>/dev/full');
      await service.listens();
      await service.says(NO_ROOM);
      expect(await service.ask('auditor', '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
      service.signal('SIGTERM');
      await service.ended();
      expect(service.exitCode).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'lets go of everything when that is killed, and leaves its folder to the next',
    async () => {
      const killed = new ServiceProcess(folder, {}, 'fhr serve');
      await killed.listens();
      await killed.kill();
      expect(killed.printed).toContain('"stopping"');
      const next = await ServiceProcess.start(folder);
      await next[Symbol.asyncDispose]();
    },
    PATIENCE_MS,
  );
});
