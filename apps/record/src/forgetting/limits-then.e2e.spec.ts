import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readCodeSets } from '#libs/reference';
import { Served } from '../testing/served.ts';
import { helpOpens } from '../testing/story.ts';

const HOLDS = `query ($asOf: AsOf) { legalHolds(purpose: OPERATIONS, asOf: $asOf) { nodes { reviewBy } } }`;

it('a hold is to be reviewed by the limit that was published by then', async () => {
  await using served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  const { child } = await helpOpens(served);
  const why = { everything: false, reason: 'COMPLAINT', explanation: 'The ombudsman asked for it.' };
  const { position } = await served.order('manager', 'placeLegalHold', { persons: [child.id], ...why });
  const clocks = readCodeSets().find(({ name }) => name === 'clock');
  const codes = clocks?.codes.map((each) =>
    each.code === 'HOLD_REVIEW' ? { ...each, limit: '1 month' } : each,
  );
  const content = JSON.stringify({ ...clocks, version: '2099.1', codes });
  await served.record.door.send({
    type: 'PublishCodeSet',
    data: { name: 'clock', version: '2099.1', content },
    commandId: randomUUID(),
    actor: { user: 'system', role: 'SYSTEM', agency: 'organisation-county' },
    source: 'SYSTEM',
  });
  await served.record.projector.reached(await served.record.store.head());
  const reviewBy = async (asOf?: object) => served.read<object>('manager', HOLDS, { asOf });
  expect(await reviewBy()).toEqual({ nodes: [{ reviewBy: '2026-04-02' }] });
  expect(await reviewBy({ position })).toEqual({ nodes: [{ reviewBy: '2027-03-02' }] });
});
