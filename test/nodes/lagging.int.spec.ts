import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { CommandOf, CommandType } from '#libs/contracts';
import type { FamilyRecord } from '#libs/service';
import { manager, order } from '../../libs/service/src/testing/small-record.ts';
import { register } from '../../libs/service/src/testing/to-be-erased.ts';
import { describeWithPostgres, PostgresServer } from '../../libs/vault/src/testing/postgres.ts';
import { Cluster } from '../support/cluster.ts';
import { Gate } from '../support/gate.ts';

/** How many times a node is raced; with FHR_RACES=1000 as many as are promised. */
const RACES = Number(process.env['FHR_RACES'] ?? 40);
const LATE_MS = 40;

let postgres: PostgresServer;
let cluster: Cluster;
let gate: Gate | undefined;
let nodes: readonly [FamilyRecord, FamilyRecord];
let resting: { readonly suspended: string; readonly active: string };

const send = <T extends CommandType>(record: FamilyRecord, type: T, data: CommandOf<T>['data']) =>
  record.door.send(order(type, data, { actor: manager }));

const suspend = (record: FamilyRecord, worker: string) =>
  send(record, 'SuspendWorker', {
    worker,
    reason: 'LONG_ABSENCE',
    explanation: 'Looked at.',
    reviewBy: '2026-03-20',
  });
const reinstate = (record: FamilyRecord, worker: string) =>
  send(record, 'ReinstateWorker', { worker, reason: 'It was looked at.' });

const revisionIn = (stream: string) => cluster.doubles[0]?.log.revision(stream) ?? -1;

/** What the second node answers to what follows from what the first did, before its own journal can hold that. */
async function race(
  stream: string,
  first: () => Promise<unknown>,
  second: () => Promise<{ readonly events: number }>,
): Promise<number> {
  const before = revisionIn(stream);
  const done = first();
  while (revisionIn(stream) === before) await wait(1);
  const [{ events }] = await Promise.all([second(), done]);
  return events;
}

describeWithPostgres('two nodes of one record', () => {
  beforeAll(async () => {
    postgres = await PostgresServer.start();
    cluster = await Cluster.start(postgres);
    const here = await cluster.node('here');
    const way = await Gate.open(cluster.doubles[0]?.port ?? 0);
    const there = await cluster.node(
      'there',
      {},
      { FHR_STORE: way.through(cluster.doubles[0]?.connection ?? '') },
    );
    gate = way;
    nodes = [here, there];
    const { id: agency } = await send(here, 'RegisterOrganisation', {
      name: 'Family Help North',
      agencyType: 'SCHOOL',
    });
    const worker = async (name: string) => {
      const data = { name, agency, role: 'KEYWORKER', activeFrom: '2024-01-01' };
      return (await send(here, 'RegisterWorker', data)).id;
    };
    resting = { suspended: await worker('Isla Reed'), active: await worker('Noor Khan') };
    await suspend(here, resting.suspended);
  }, 120_000);
  afterAll(async () => {
    await cluster[Symbol.asyncDispose]();
    await gate?.close();
    await postgres[Symbol.asyncDispose]();
  });

  it(
    `never refuse, nor call done, what the cluster would not, in ${2 * RACES} races`,
    async () => {
      for (const double of cluster.doubles) double.late = LATE_MS;
      const { suspended, active } = resting;
      for (let nth = 0; nth < RACES; nth++) {
        const [one, other] = nth % 2 === 0 ? nodes : nodes.toReversed();
        if (one === undefined || other === undefined) break;
        const already = await race(
          suspended,
          () => reinstate(one, suspended),
          () => suspend(other, suspended),
        );
        const refused = await race(
          active,
          () => suspend(one, active),
          () => reinstate(other, active),
        );
        expect([nth, already, refused]).toEqual([nth, 1, 1]);
      }
      for (const double of cluster.doubles) double.late = 0;
    },
    60_000 + RACES * 2_000,
  );

  it('answer PENDING what the cluster has and they cannot read yet, and later what became of it', async () => {
    const [here] = nodes;
    const person = await register(here, 'Quillfeather');
    const before = revisionIn(`person-${person}`);
    const named = order(
      'RecordPersonName',
      { person, use: 'ALIAS', given: 'Ida', family: 'Reed' },
      { actor: manager },
    );
    for (const double of cluster.doubles) double.late = 3_000;
    await expect(here.door.send(named)).rejects.toMatchObject({ code: 'PENDING' });
    for (const double of cluster.doubles) double.late = 0;
    let answered: { events: number } | undefined;
    while (answered === undefined) answered = await here.door.send(named).catch(() => undefined);
    expect(answered).toMatchObject({ events: 1 });
    expect(revisionIn(`person-${person}`)).toBe(before + 1);
  });

  it('open no record where one was cut off for ten seconds, and see what was withdrawn once it is not', async () => {
    const [here, there] = nodes;
    await gate?.shut();
    await suspend(here, resting.active);
    await expect(there.stamp({})).resolves.toBeDefined();
    while ((there.store.unproven ?? 0) <= 10_000) await wait(200);
    await expect(there.stamp({})).rejects.toMatchObject({ code: 'STALE' });
    const reading: Parameters<FamilyRecord['reads']['open']>[0] = {
      read: 'parkedSteps',
      door: 'GRAPHQL',
      principal: { user: 'u-admin', role: 'ADMINISTRATOR', agency: 'organisation-county' },
      purpose: 'OPERATIONS',
      documentHash: 'none',
      resource: { kind: 'parkedSteps' },
      answer: async () => ({ value: 1, families: [], persons: [], results: 0, classes: [], position: 0 }),
    };
    await expect(there.reads.open(reading)).rejects.toMatchObject({ code: 'STALE' });
    await gate?.reopen();
    while ((there.store.unproven ?? 0) > 10_000) await wait(50);
    await expect(there.stamp({})).resolves.toBeDefined();
    const head = await here.store.head();
    while ((await there.store.head()) < head) await wait(10);
    expect(await there.store.revision(resting.active)).toBe(await here.store.revision(resting.active));
  }, 90_000);
});
