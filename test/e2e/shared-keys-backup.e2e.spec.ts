import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { describeWithPostgres, PostgresServer } from '../../libs/vault/src/testing/postgres.ts';
import { read, release, type Canary } from '../support/canaries.ts';
import { Cluster } from '../support/cluster.ts';
import { fhrWith, ServiceProcess } from '../support/processes.ts';

jest.setTimeout(300_000);

interface Answer {
  readonly ok: boolean;
  readonly events: number;
  readonly root: string;
}

let postgres: PostgresServer;
let cluster: Cluster;
let canary: Canary;
let told: string;
let backedUp: Answer;

const at = (name: string) => join(cluster.folder, name);

async function run(variables: Record<string, string>, ...args: string[]) {
  const { status, answer, said } = await fhrWith(variables, ...args, '--json');
  return { status, said, answer: (status === 0 ? JSON.parse(answer) : undefined) as Answer | undefined };
}

/** A folder of its own without EventStoreDB, whose keys are in this database. */
const folderWith = (name: string, keys: string) => {
  const { FHR_KEK_COMMAND = '' } = cluster.environment(name);
  return { FHR_DATA: at(name), FHR_KEYS: keys, FHR_KEK_COMMAND };
};

describeWithPostgres('a backup of a record whose nodes share their keys', () => {
  beforeAll(async () => {
    postgres = await PostgresServer.start();
    cluster = await Cluster.start(postgres);
    await using service = await ServiceProcess.start(at('here'), cluster.environment('here'));
    canary = await release('Stayfinch', service);
    const { answer } = await run(
      cluster.environment('here'),
      'backup',
      '--out',
      at('out'),
      '--keys',
      at('keys'),
    );
    expect(answer).toMatchObject({ ok: true });
    backedUp = answer as Answer;
    told = await read(canary, service);
  });
  afterAll(async () => {
    await cluster[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  });

  it('is put back into a folder and an empty database, proven, and answers alike', async () => {
    const there = folderWith('back', await postgres.database());
    const restored = await run(there, 'restore', at('out'), '--keys', at('keys'), '--verify');
    expect(restored).toMatchObject({
      status: 0,
      said: '',
      answer: { ok: true, events: backedUp.events, root: backedUp.root },
    });
    expect((await run(there, 'verify', '--all')).answer).toMatchObject({ ok: true, root: backedUp.root });
    await using service = await ServiceProcess.start(at('back'), there);
    await service.ready();
    expect(await read(canary, service)).toBe(told);
    await release('Afterwards', service);
  });

  it('is not put back into a database that holds keys', async () => {
    const { FHR_KEYS = '' } = cluster.environment('here');
    const refused = await run(folderWith('again', FHR_KEYS), 'restore', at('out'), '--keys', at('keys'));
    expect([refused.status, refused.said]).toEqual([5, expect.stringContaining('STORE_REFUSED')]);
  });

  it('is not put back, with a clear word, while that database is down', async () => {
    const there = folderWith('later', await postgres.database());
    await postgres.kill();
    const refused = await run(there, 'restore', at('out'), '--keys', at('keys'), '--verify');
    expect([refused.status, refused.said]).toEqual([5, expect.stringContaining('KEY_SERVICE_UNAVAILABLE')]);
    await postgres.resume();
    expect((await run(there, 'restore', at('out'), '--keys', at('keys'), '--verify')).answer).toMatchObject({
      ok: true,
    });
  });
});
