import { expect, it } from '@jest/globals';
import { standAt } from '../testing/forgotten-story.ts';
import { sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { linkedAndParted, splitRecords } from '../testing/split-story.ts';

// What a split gave to Eva stands in Ava's record, under Ava's key: one girl is not erased without the other.

const bornAt = '2026-03-02T09:00:00.000Z';
const propose = (served: Served, ...persons: string[]) =>
  served.order('privacy-officer', 'proposeErasure', {
    persons,
    ground: 'LEGAL_DUTY',
    rationale: 'A court demands it.',
  });
const refusalOf = (order: Promise<unknown>) =>
  order.then(
    () => undefined,
    (error: Error) => error.message,
  );

it('neither is erased without the other, and the refusal names the other record', async () => {
  await using served = await Served.start({ bornAt });
  const { ava, eva } = await splitRecords(served);
  expect(await refusalOf(propose(served, eva))).toMatch(new RegExp(`MIXED_RECORDS.*${ava}`));
  expect(await refusalOf(propose(served, ava))).toMatch(new RegExp(`MIXED_RECORDS.*${eva}`));
  await expect(propose(served, ava, eva)).resolves.toHaveProperty('id');
}, 60_000);

it('nor who was told apart again, with what had been recorded under the other meanwhile', async () => {
  await using served = await Served.start({ bornAt });
  const { ava, eva } = await linkedAndParted(served);
  expect(await refusalOf(propose(served, eva))).toMatch(new RegExp(`MIXED_RECORDS.*${ava}`));
  expect(await refusalOf(propose(served, ava))).toMatch(new RegExp(`MIXED_RECORDS.*${eva}`));
}, 60_000);

it('the refusal does not name one that is sealed from who proposes it', async () => {
  await using served = await Served.start({ bornAt });
  const { ava, eva, keepers } = await splitRecords(served);
  await sealed(served, eva, keepers);
  const refusal = await refusalOf(propose(served, ava));
  expect(refusal).toContain('MIXED_RECORDS');
  expect(refusal).not.toContain(eva);
}, 60_000);

it('neither while a legal hold names the other', async () => {
  await using served = await Served.start({ bornAt });
  const { ava, eva } = await splitRecords(served);
  const why = { everything: false, reason: 'COMPLAINT', explanation: 'The ombudsman asked for it.' };
  await served.order('manager', 'placeLegalHold', { persons: [eva], ...why });
  for (const persons of [[ava], [eva], [ava, eva]])
    await expect(propose(served, ...persons)).rejects.toThrow('LEGAL_HOLD');
}, 60_000);

it('both are gone once both were erased', async () => {
  await using served = await Served.start({ bornAt });
  const { ava, eva } = await splitRecords(served);
  const { id: erasure } = await propose(served, ava, eva);
  await served.order('manager', 'approveErasure', { erasure, rationale: 'So it is.' });
  standAt(served, '2026-05-05T09:00:00.000Z');
  await served.record.erasures.look();
  const read = `query ($id: ID!) { person(reference: $id, purpose: AUDIT) { erased name addresses { line } } }`;
  for (const id of [ava, eva])
    expect(JSON.stringify(await served.read('auditor', read, { id }))).not.toMatch(/Evas|Evastone/);
}, 60_000);

it('both are kept until nothing keeps either any more', async () => {
  await using served = await Served.start({ bornAt });
  const { ava, eva } = await splitRecords(served);
  const due = async () => {
    const query = `{ retentionDue(purpose: OPERATIONS, first: 100) { nodes { person holds } } }`;
    return (await served.read<{ nodes: { person: string; holds: string[] }[] }>('privacy-officer', query))
      .nodes;
  };
  standAt(served, '2040-03-01T09:00:00.000Z');
  expect((await due()).map(({ person }) => person)).toEqual(expect.arrayContaining([ava, eva]));
  const why = { everything: false, reason: 'COMPLAINT', explanation: 'The ombudsman asked for it.' };
  const { id: hold } = await served.order('manager', 'placeLegalHold', { persons: [eva], ...why });
  expect((await due()).find(({ person }) => person === ava)?.holds).toEqual([hold]);
  await served.order('coordinator', 'recordAddress', { person: eva, type: 'HOME', line: '9 New Road' });
  expect((await due()).map(({ person }) => person)).not.toContain(ava);
}, 60_000);
