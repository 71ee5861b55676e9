import { expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manager, order, school, smallRecord } from '../testing/small-record.ts';
import type { ProcessManager } from './manager.ts';
import { ProcessManagers } from './managers.ts';

/** Nothing follows from what it looks at. */
const idle: ProcessManager = {
  name: 'idle',
  causes: ['OrganisationRegistered'],
  steps: () => Promise.resolve([]),
};

it('keeps the process alive for as long as it is waited for, as a start may wait for what was left', async () => {
  const record = await smallRecord();
  const folder = mkdtempSync(join(tmpdir(), 'awaited-'));
  const followers = new ProcessManagers({ ...record, managers: [idle], file: join(folder, 'at.json') });
  try {
    const { position } = await record.door.send(order('RegisterOrganisation', school, { actor: manager }));
    const before = timersOf();
    const reached = followers.reached(position);
    expect(timersOf()).toBe(before + 1);
    followers.start();
    await reached;
    expect(timersOf()).toBe(before);
  } finally {
    await followers.close();
    await record.close();
    rmSync(folder, { recursive: true });
  }
});

/** How many timers keep the process alive. */
function timersOf(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}
