import { expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { splitRecords } from '../testing/split-story.ts';

// The only custodian of a seal is suspended: the privacy officer alone may name another.

const SEALS = `query ($purpose: Purpose!, $unkept: Boolean) {
  seals(purpose: $purpose, unkept: $unkept) { nodes { record unkept } } }`;
const suspended = { reason: 'LONG_ABSENCE', explanation: 'Away.', reviewBy: '2026-04-01' };

it('a seal that nobody is left to keep is found in the register by who may appoint another, and by nobody else', async () => {
  await using served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  const { agency, eva, keepers } = await splitRecords(served);
  const works = { agency, role: 'TEAM_MANAGER', activeFrom: '2020-01-01' };
  const { id: other } = await served.order('administrator', 'registerWorker', { ...works, name: 'Sam' });
  await sealed(served, eva, keepers);
  const seals = async (persona: PersonaName, purpose: string, unkept?: boolean) => {
    await served.record.projector.reached(await served.record.store.head());
    const { nodes } = await served.read<{ nodes: object[] }>(persona, SEALS, { purpose, unkept });
    return nodes;
  };
  const officers = (unkept?: boolean) => seals('privacy-officer', 'AUDIT', unkept);
  expect(await officers()).toEqual([{ record: eva, unkept: false }]);
  expect(await officers(true)).toEqual([]);
  await served.order('administrator', 'suspendWorker', { worker: keepers.custodian, ...suspended });
  expect(await officers(true)).toEqual([{ record: eva, unkept: true }]);
  await expect(seals('coordinator', 'FAMILY_HELP', true)).resolves.toEqual([]);
  const cover = { record: eva, custodian: other, reason: 'Nobody is left.' };
  await served.order('privacy-officer', 'appointCustodian', cover);
  expect(await officers(true)).toEqual([]);
}, 60_000);
