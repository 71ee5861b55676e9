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

const administrator = { user: 'u-admin', role: 'ADMINISTRATOR', agency: 'organisation-county' };

let postgres: PostgresServer;
let cluster: Cluster;
let here: FamilyRecord;
let there: FamilyRecord;
let person: string;
let erasure: string;

const named = (given: string) =>
  order('RecordPersonName', { person, use: 'ALIAS', given, family: 'Reedsmith' });

const follow = async (record: FamilyRecord) => {
  const head = await here.store.head();
  while ((await record.store.head()) < head) await wait(10);
  await record.projector.reached(head, 30_000);
};

async function typesOf(record: FamilyRecord): Promise<string[]> {
  const { events } = await record.store.readStream(erasure);
  const types = events.map(({ document }) => decodeStoredEvent(document).type);
  return types.slice(types.indexOf('ErasureBegun') + 1);
}

const certified = async (record: FamilyRecord) => {
  while ((await typesOf(record)).at(-1) !== 'ErasureCertified') await wait(20);
  return (await typesOf(record)).filter((type) => type === 'ReadModelsPurged').length;
};

const decided = async () => {
  erasure = await decideErasure(here, [person]);
  await follow(there);
};

const nameOn = ({ readers }: FamilyRecord) => readers.people.person(person)?.given ?? null;

describeWithPostgres('an erasure of a record on two nodes', () => {
  beforeAll(async () => {
    postgres = await PostgresServer.start();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());
  beforeEach(async () => {
    cluster = await Cluster.start(postgres);
    here = await cluster.node('here');
    there = await cluster.node('there');
    person = await register(here, 'Quillfeather');
    for (const record of [here, there]) await follow(record);
    expect([here, there].map(nameOn)).toEqual(['Quillfeather given', 'Quillfeather given']);
  });
  afterEach(() => cluster[Symbol.asyncDispose]());

  it('is certified once both have purged their read models, whichever began it', async () => {
    await decided();
    cluster.pass(40);
    await here.erasures.look();
    expect(await certified(here)).toBe(2);
    await follow(there);
    expect([here, there].map(nameOn)).toEqual([null, null]);
    expect(await there.keys.destroyed([person])).toEqual([person]);
    for (const record of [here, there])
      await expect(record.door.send(named('Ida'))).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    const purged = await here.keys.nodes?.all();
    expect(purged?.map((node) => node.purged > 0)).toEqual([true, true]);
  });

  it('waits for a node that is down, which holds nothing of it any more once it is back', async () => {
    await decided();
    await cluster.close(there);
    cluster.pass(40);
    await here.erasures.look();
    expect(await typesOf(here)).toEqual(['SubjectKeyDestroyed', 'SubjectKeyDestroyed', 'ReadModelsPurged']);
    there = await cluster.node('there');
    expect(await certified(here)).toBe(2);
    await follow(there);
    expect(nameOn(there)).toBeNull();
  });

  it('waits no more for a node that was struck off, which never opens again', async () => {
    await decided();
    await cluster.close(there);
    cluster.pass(40);
    await here.erasures.look();
    const gone = there.nodes.own;
    await here.door.send(order('StrikeOffNode', { node: gone }, { actor: administrator }));
    await here.erasures.look();
    expect(await certified(here)).toBe(1);
    await expect(cluster.node('there')).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      details: { reason: expect.stringContaining(gone) },
    });
    expect((await cluster.node('in a new folder')).nodes.own).not.toBe(gone);
  });

  it('lets nothing be written once the key is gone, also by a node that has it in memory and no tombstone yet', async () => {
    await there.door.send(named('Ida'));
    const before = await there.store.revision(`person-${person}`);
    await here.keys.destroy([person]);
    await expect(there.door.send(named('Orla'))).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    expect(await there.store.revision(`person-${person}`)).toBe(before);
  });

  it('leaves nothing to read of what was on its way meanwhile, though it stands after the tombstone', async () => {
    await there.door.send(named('Ida'));
    await decided();
    cluster.pass(40);
    const append = there.store.append.bind(there.store);
    const sealed = Promise.withResolvers<void>();
    const erased = Promise.withResolvers<void>();
    there.store.append = async (...appended) => {
      if (appended[0] === `person-${person}`) {
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

    await certified(here);
    for (const record of [here, there]) await follow(record);
    for (const node of ['here', 'there']) {
      const rows = JSON.stringify([...rowsIn(join(cluster.folder, node, 'read-models'))]);
      expect([node, /Quillfeather|Reedsmith/.exec(rows)]).toEqual([node, null]);
    }
  });
});
