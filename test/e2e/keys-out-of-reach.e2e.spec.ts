import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { describeWithPostgres, PostgresServer } from '../../libs/vault/src/testing/postgres.ts';
import { read, release, type Canary } from '../support/canaries.ts';
import { Cluster } from '../support/cluster.ts';
import { isDropped, serviceThatEnds, ServiceProcess } from '../support/processes.ts';

jest.setTimeout(300_000);

const CLIENTS = 6;
const EACH = 5;

const REGISTER = `mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { id position } }`;
const NAME = `mutation ($input: RecordPersonNameInput!) { recordPersonName(input: $input) { id position } }`;

let postgres: PostgresServer;
let cluster: Cluster;
let service: ServiceProcess;
let canary: Canary;

interface Answered {
  readonly code?: string;
  readonly position?: number;
}

async function order(query: string, input: object): Promise<Answered> {
  const { data, errors } = await service.ask('coordinator', query, { input });
  const [error] = errors ?? [];
  if (error !== undefined) return { code: String(error.extensions?.['code']) };
  return { position: Number(Object.values(data as Record<string, { position: string }>)[0]?.position) };
}

/** After these the same is sent again, as every client is told to. */
const PASSING = new Set(['KEY_SERVICE_UNAVAILABLE', 'PENDING', 'OUTCOME_UNKNOWN']);

function lost(reason: unknown): Answered {
  if (isDropped(reason)) return { code: 'OUTCOME_UNKNOWN' };
  throw reason;
}

async function patiently(query: string, input: object): Promise<number> {
  for (;;) {
    const { code, position } = await order(query, input).catch(lost);
    if (position !== undefined) return position;
    if (!PASSING.has(String(code))) throw new Error(code);
    await wait(50);
  }
}

const aPerson = () => ({
  commandId: randomUUID(),
  names: [{ use: 'LEGAL', given: 'Ida', family: 'Reed' }],
  dateOfBirth: '2015-05-01',
  sex: 'F',
  adult: false,
});
const aName = (given: string) => ({
  ...{ commandId: randomUUID(), person: canary.person, use: 'ALIAS', given, family: 'Reed' },
});
/** Resolves once auditors are told all of these. */
async function shown(words: readonly string[]): Promise<void> {
  for (let told = ''; !words.every((word) => told.includes(word)); await wait(50))
    told = await read(canary, service);
}
/** Events of people in the database. */
const written = () =>
  (cluster.doubles[0]?.log.all(0, 100_000) ?? []).filter(({ stream }) => stream.startsWith('person-')).length;
/** Resolves once the read models hold all that was written. */
async function caughtUp(): Promise<void> {
  for (let lag = 1; lag > 0; await wait(50))
    ({ lag } = (await (await fetch(`${service.address}/readyz`)).json()) as { lag: number });
}

describeWithPostgres('a service whose keys are out of reach', () => {
  beforeAll(async () => {
    postgres = await PostgresServer.start();
    cluster = await Cluster.start(postgres);
    service = await ServiceProcess.start(`${cluster.folder}/here`, cluster.environment('here'));
    canary = await release('Stayfinch', service);
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await cluster[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  });

  it('says so to whoever records about someone, writes nothing, and shows what it has', async () => {
    await caughtUp();
    const before = written();
    const told = await read(canary, service);
    await postgres.kill();
    const [person, name] = [aPerson(), aName('Orla')];
    expect(await order(REGISTER, person)).toEqual({ code: 'KEY_SERVICE_UNAVAILABLE' });
    expect(await order(NAME, name)).toEqual({ code: 'KEY_SERVICE_UNAVAILABLE' });
    expect(written()).toBe(before);
    expect(await read(canary, service)).toBe(told);

    await postgres.resume();
    const first = await patiently(NAME, name);
    expect(await patiently(NAME, name)).toBe(first);
    expect(await patiently(REGISTER, person)).toBeGreaterThan(first);
    expect(written()).toBe(before + 2);
    await shown(['Orla']);
  });

  it('waits for them where it is started meanwhile, and listens once they are there', async () => {
    await service[Symbol.asyncDispose]();
    await postgres.kill();
    service = new ServiceProcess(`${cluster.folder}/here`, cluster.environment('here'));
    await service.says('"log":"keys"');
    expect(service.printed).toContain('a database is waited for');
    expect(service.printed).not.toContain('"msg":"listening"');
    await postgres.resume();
    await service.listens();
    await caughtUp();
    await shown(['Orla']);
  });

  it('does not start where the key database says that it will not, and says why', async () => {
    const environment = { ...cluster.environment('there'), FHR_KEYS: postgres.connection('nowhere') };
    const { status, said } = await serviceThatEnds(`${cluster.folder}/there`, environment);
    expect(status).toBe(5);
    expect(said).toMatch(/^KEY_SERVICE_UNAVAILABLE: .* database "nowhere" does not exist\.$/m);
  });

  it('loses nothing that was acknowledged while its keys came and went, and doubles nothing', async () => {
    const before = written();
    const names = Array.from({ length: CLIENTS }, (_, nth) =>
      Array.from({ length: EACH }, (_, turn) => `Orla ${nth} ${turn}`),
    );
    const client = async (own: readonly string[]) => {
      const positions: number[] = [];
      for (const name of own)
        positions.push(await patiently(REGISTER, aPerson()), await patiently(NAME, aName(name)));
      return positions;
    };
    const working = Promise.all(names.map(client));
    for (let times = 0; times < 2; times++) {
      await postgres.kill();
      await postgres.resume();
    }
    const positions = (await working).flat();
    expect(new Set(positions).size).toBe(2 * CLIENTS * EACH);
    expect(written()).toBe(before + positions.length);
    await shown(names.flat());
  });
});
