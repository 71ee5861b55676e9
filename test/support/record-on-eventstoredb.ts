import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { helpOpens, type Story } from '../../apps/record/src/testing/story.ts';
import { documentsIn } from '../../libs/event-store/src/testing/eventstoredb/documents-in.ts';
import type { Database, Databases } from './databases.ts';
import { giveOrder, timelineOf } from './orders.ts';
import { fhr, fhrWith, ServiceProcess, type Printed } from './processes.ts';

/** What a node has again by itself. */
const LOGS = /^(events|access)\.db(-|$)|^read-models$/;

function removeLogs(folder: string): void {
  for (const file of readdirSync(folder).filter((each) => LOGS.test(each)))
    rmSync(join(folder, file), { recursive: true });
}

/** What a verb did, or why it did not. */
async function done(verb: Promise<Printed>): Promise<void> {
  const { status, answer, said } = await verb;
  expect({ status, said: status === 0 ? '' : answer + said }).toEqual({ status: 0, said: '' });
}

/** What each case plays on: a service over two new databases, and the story of a family in it. */
export interface OnDatabases<T extends Database> {
  readonly databases: readonly [record: T, access: T];
  readonly service: ServiceProcess;
  readonly story: Story;
}

/** A record on EventStoreDB through its public API, whatever the databases are; `more` are cases of these databases only. */
export function recordOnEventStoreDB<T extends Database>(
  name: string,
  made: Databases<T>,
  more: (on: OnDatabases<T>) => void = () => undefined,
): void {
  jest.setTimeout(120_000);
  let folder: string;
  const on = {} as { -readonly [Each in keyof OnDatabases<T>]: OnDatabases<T>[Each] };

  const data = () => join(folder, 'data');
  const start = (at = data(), [record, access] = on.databases): Promise<ServiceProcess> =>
    ServiceProcess.start(at, { FHR_STORE: record.connection, FHR_ACCESS_STORE: access.connection });
  const order = (persona: PersonaName, mutation: string, input: object) =>
    giveOrder(on.service, persona, mutation, input);
  const timeline = () => timelineOf(on.service, on.story.family.id);

  describe(name, () => {
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'family-help-cluster-'));
      on.databases = [made(folder, 'record'), made(folder, 'access')];
      for (const database of on.databases) await database.start();
      on.service = await start();
      on.story = await helpOpens({ order });
    });

    afterEach(async () => {
      await on.service[Symbol.asyncDispose]();
      for (const database of on.databases) database.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('is kept by the database, and read here; a node that lost its journal has it again', async () => {
      const before = await timeline();
      await on.service.kill();
      removeLogs(data());
      on.service = await start();
      expect(await timeline()).toEqual(before);
    });

    it('shows its events to the database’s own tools, with nothing of them in the clear that is sealed', async () => {
      const shown = await documentsIn(on.databases[0]);
      expect(shown).toContain('"type":"EpisodeOpened"');
      expect(shown).not.toContain('Okafor');
    });

    it('proves itself by the journal alone', async () => {
      await on.service[Symbol.asyncDispose]();
      await done(fhr(data(), 'verify', '--all'));
    });

    it('is backed up by a node’s journal, and put back into new databases, with what it shows', async () => {
      const before = await timeline();
      await on.service[Symbol.asyncDispose]();
      const backup = join(folder, 'backup');
      const restored = join(folder, 'restored');
      await done(fhr(data(), 'backup', '--out', backup));
      await done(fhr(restored, 'restore', backup, '--verify'));
      const anew = [made(folder, 'record-anew'), made(folder, 'access-anew')] as const;
      for (const database of anew) await database.start();
      const from = `sqlite:${restored}`;
      await done(fhrWith({}, 'store', 'copy', '--from', from, '--to', anew[0].connection));
      await done(fhrWith({}, 'store', 'copy', '--from', from, '--to', anew[1].connection, '--access'));
      removeLogs(restored);
      const service = await start(restored, anew);
      try {
        expect(await timelineOf(service, on.story.family.id)).toEqual(before);
      } finally {
        await service[Symbol.asyncDispose]();
        for (const database of anew) database.stop();
      }
    });

    more(on);
  });
}
