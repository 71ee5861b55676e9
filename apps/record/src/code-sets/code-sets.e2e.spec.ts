import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PersonaName } from '#libs/access';
import { readCodeSets } from '#libs/reference';
import { Served } from '../testing/served.ts';

let served: Served;
beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

interface Sets {
  readonly asOf: { readonly position: string };
  readonly sets: readonly {
    readonly name: string;
    readonly version: string;
    readonly codes: readonly { readonly code: string; readonly title: string }[];
  }[];
}
const QUERY = `query ($names: [String!], $asOf: AsOf) {
  codeSets(names: $names, asOf: $asOf) { asOf { position } sets { name version codes { code title } } }
}`;
const sets = (asked: object = {}, persona: PersonaName = 'practitioner') =>
  served.read<Sets>(persona, QUERY, asked);

it('every set of codes is told to whoever builds a form', async () => {
  const told = await sets();
  const files = readCodeSets();
  expect(told.sets.map(({ name }) => name)).toEqual(files.map(({ name }) => name).sort());
  const level = files.find(({ name }) => name === 'level');
  const codes = level?.codes.map(({ code, title }) => ({ code, title }));
  expect((await sets({ names: ['level'] }, 'partner')).sets).toEqual([
    { name: 'level', version: level?.version, codes },
  ]);
});

it('one that is not there is refused', async () => {
  await expect(sets({ names: ['level', 'levels'] })).rejects.toThrow('NOT_FOUND');
});

it('as it was in force by then, with the codes that are current on a day', async () => {
  const before = (await sets()).asOf.position;
  const sex = readCodeSets().find(({ name }) => name === 'sex');
  const next = {
    ...sex,
    version: '2027.1',
    codes: [
      { code: 'F', title: 'Girl or woman' },
      { code: 'Q', title: 'Gone', validTo: '2026-12-31' },
    ],
  };
  await served.record.door.send({
    type: 'PublishCodeSet',
    data: { name: 'sex', version: '2027.1', content: JSON.stringify(next) },
    commandId: randomUUID(),
    actor: { user: 'setup', role: 'SYSTEM', agency: 'system' },
    source: 'SYSTEM',
  });
  await served.record.projector.reached(await served.record.store.head());
  const names = ['sex'];
  const told = async (asOf?: object) => {
    const [set] = (await sets({ names, asOf })).sets;
    return [set?.version, set?.codes.map(({ code }) => code)];
  };
  expect(await told()).toEqual(['2027.1', ['F', 'Q']]);
  expect(await told({ effectiveAt: '2027-01-01' })).toEqual(['2027.1', ['F']]);
  expect(await told({ position: before })).toEqual([sex?.version, sex?.codes.map(({ code }) => code)]);
});
