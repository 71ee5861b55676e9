import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FORM } from '../testing/panel-story.ts';
import { Served, type Receipt } from '../testing/served.ts';

let served: Served;
let request: Receipt;
beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  request = await served.order('coordinator', 'receiveRequest', FORM);
  const about = { flag: 'LATE_BEFORE_DECISION', request: request.id };
  await served.order('coordinator', 'raiseDataQualityFlag', about);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const FLAGS = `query ($open: Boolean, $purpose: Purpose!) {
  dataQualityFlags(open: $open, purpose: $purpose) {
    nodes { id request families district open event { type data redactions { pointer } } }
  }
}`;

interface Flags {
  readonly nodes: readonly { id: string; event: { data: object; redactions: readonly object[] } }[];
}

it('a flag about a request of no family is listed, with what it says, until it is resolved', async () => {
  const ask = (open: boolean) => served.read<Flags>('coordinator', FLAGS, { open, purpose: 'FAMILY_HELP' });
  const { nodes } = await ask(true);
  expect(nodes).toMatchObject([
    {
      ...{ request: request.id, families: [], district: 'herts.ff.stevenage', open: true },
      event: { type: 'DataQualityFlagRaised', data: { flag: 'LATE_BEFORE_DECISION' } },
    },
  ]);
  const [flag] = nodes;
  const resolved = { flag: flag?.id, resolution: 'EXPLAINED' };
  await served.order('coordinator', 'resolveDataQualityFlag', resolved);
  expect((await ask(true)).nodes).toEqual([]);
  expect((await ask(false)).nodes).toMatchObject([{ id: flag?.id }]);
});

it('is listed to nobody who may not read lists of families', async () => {
  const { errors } = await served.ask('administrator', FLAGS, { purpose: 'FAMILY_HELP' });
  expect(errors?.[0]?.extensions['code']).toBe('NOT_PERMITTED');
});
