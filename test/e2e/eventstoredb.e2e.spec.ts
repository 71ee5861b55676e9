import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { helpOpens, type Story } from '../../apps/record/src/testing/story.ts';
import { EventStoreDouble } from '../../libs/event-store/src/testing/eventstoredb/double.ts';
import { giveOrder, timelineOf } from '../support/orders.ts';
import { fhr, ServiceProcess } from '../support/processes.ts';

jest.setTimeout(120_000);

let folder: string;
let databases: readonly EventStoreDouble[];
let service: ServiceProcess;
let story: Story;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-cluster-'));
  databases = ['record', 'access'].map((name) => new EventStoreDouble(join(folder, `${name}-database.db`)));
  for (const database of databases) await database.start();
  service = await start();
  story = await helpOpens({ order });
});

afterEach(async () => {
  await service[Symbol.asyncDispose]();
  for (const database of databases) database.stop();
  rmSync(folder, { recursive: true, force: true });
});

const data = () => join(folder, 'data');

function start(): Promise<ServiceProcess> {
  const [record, access] = databases;
  return ServiceProcess.start(data(), {
    FHR_STORE: record?.connection ?? '',
    FHR_ACCESS_STORE: access?.connection ?? '',
  });
}

const order = (persona: PersonaName, mutation: string, input: object) =>
  giveOrder(service, persona, mutation, input);
const timeline = () => timelineOf(service, story.family.id);

describe('a record on EventStoreDB', () => {
  it('is kept by the database, and read here; a node that lost its journal has it again', async () => {
    const before = await timeline();
    expect(databases[0]?.log.revision(story.family.id)).toBeGreaterThan(0);
    await service.kill();
    for (const file of readdirSync(data()).filter((each) =>
      /^(events|access)\.db(-|$)|^read-models$/.test(each),
    ))
      rmSync(join(data(), file), { recursive: true });
    service = await start();
    expect(await timeline()).toEqual(before);
  });

  it('shows its events to the database’s own tools, with nothing of them in the clear that is sealed', async () => {
    const events = databases[0]?.log.all(0, 10_000) ?? [];
    const shown = events.map(({ data: bytes }) => Buffer.from(bytes).toString('utf8')).join('\n');
    expect(shown).toContain('"type":"EpisodeOpened"');
    expect(shown).not.toContain('Okafor');
  });

  it('proves itself by the journal alone', async () => {
    await service[Symbol.asyncDispose]();
    const { status, answer, said } = await fhr(data(), 'verify', '--all');
    expect({ status, said: status === 0 ? '' : answer + said }).toEqual({ status: 0, said: '' });
  });

  it('stops a node, in a line, whose database was restored without its tail', async () => {
    databases[0]?.log.loseTail(2);
    await service.ended();
    expect(service.printed).toMatch(/Stopped: .*restored without its tail/);
  });
});
