import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeStoredEvent } from '#libs/contracts';
import type { FamilyRecord } from '#libs/service';
import { order } from '../../libs/service/src/testing/small-record.ts';
import { decideErasure, register } from '../../libs/service/src/testing/to-be-erased.ts';
import { describeWithPostgres, PostgresServer } from '../../libs/vault/src/testing/postgres.ts';
import { rowsIn } from '../histories/rows.ts';
import { Cluster } from '../support/cluster.ts';

let postgres: PostgresServer;
let cluster: Cluster;
let here: FamilyRecord;
let there: FamilyRecord;
let person: string;
let stream: string;

const named = (given: string) =>
  order('RecordPersonName', { person, use: 'ALIAS', given, family: 'Reedsmith' });

const follow = async (record: FamilyRecord, head: number) => {
  while ((await record.store.head()) < head) await wait(10);
  await record.projector.reached(head, 30_000);
};

describeWithPostgres('an erasure that another node has not heard of', () => {
  beforeAll(async () => {
    postgres = await PostgresServer.start();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());
  beforeEach(async () => {
    cluster = await Cluster.start(postgres);
    here = await cluster.node('here');
    there = await cluster.node('there');
    person = await register(here, 'Quillfeather');
    stream = `person-${person}`;
    await follow(there, await here.store.head());
    await there.door.send(named('Ida'));
  });
  afterEach(() => cluster[Symbol.asyncDispose]());

  it('lets nothing be written there once the key is gone, though it is in memory and no tombstone has come', async () => {
    const before = await there.store.revision(stream);
    await here.keys.destroy([person]);
    await expect(there.door.send(named('Orla'))).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    expect(await there.store.revision(stream)).toBe(before);
  });

  it('leaves nothing to read of what was on its way meanwhile, though it stands after the tombstone', async () => {
    const erasure = await decideErasure(here, [person]);
    await follow(there, await here.store.head());
    cluster.pass(40);
    const append = there.store.append.bind(there.store);
    const sealed = Promise.withResolvers<void>();
    const erased = Promise.withResolvers<void>();
    there.store.append = async (...appended) => {
      if (appended[0] === stream) {
        sealed.resolve();
        await erased.promise;
      }
      return append(...appended);
    };
    const written = there.door.send(named('Orla'));
    await sealed.promise;
    await here.erasures.look();
    erased.resolve();
    const { position } = await written;
    const tombstone = (await here.store.readStream(erasure)).events.find(
      ({ document }) => decodeStoredEvent(document).data['subject'] === person,
    );
    expect(tombstone?.position).toBeLessThan(position);

    const isCertified = async () => {
      const last = (await here.store.readStream(erasure)).events.at(-1);
      return last !== undefined && decodeStoredEvent(last.document).type === 'ErasureCertified';
    };
    while (!(await isCertified())) await wait(20);
    const head = await here.store.head();
    for (const record of [here, there]) await follow(record, head);
    for (const node of ['here', 'there']) {
      const rows = JSON.stringify([...rowsIn(join(cluster.folder, node, 'read-models'))]);
      expect([node, /Quillfeather|Reedsmith/.exec(rows)]).toEqual([node, null]);
    }
  });
});
