import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { CommandOf, CommandType } from '#libs/contracts';
import { PanelDesk } from '../testing/panel-desk.ts';

const quality = { user: 'u-quality', role: 'QUALITY', agency: 'organisation-county' };
const SEED = 'a-seed-that-somebody-else-has-chosen';

let desk: PanelDesk;
beforeEach(async () => {
  desk = await PanelDesk.open();
}, 30_000);
afterEach(() => desk.close());

const send = <T extends CommandType>(type: T, data: CommandOf<T>['data']) => desk.send(type, data, quality);

async function drawn(): Promise<{ sample: string; episode: string }> {
  const episode = await desk.helped();
  const design = { purpose: 'ROUTINE', method: 'SIMPLE_RANDOM', size: 1, reserves: 0 };
  const { id: sample } = await send('DesignSample', { ...design, filter: { on: '2026-03-09' } });
  await send('CommitSeed', { sample, commitment: createHash('sha256').update(SEED).digest('hex') });
  await send('FreezeFrame', { sample });
  await send('DrawSample', { sample, seed: SEED });
  return { sample, episode };
}

it('one case of a sample that two assign at the same moment is audited once, by the first', async () => {
  const of = await drawn();
  const assign = (auditor: string) => send('AssignAudit', { ...of, auditor });
  await Promise.all(['u-auditor', 'u-another'].map(assign));
  const [first, later] = await desk.events('AuditAssigned');
  expect(later).toBeDefined();
  await desk.followed();
  const given = await desk.events('AuditWithdrawn');
  expect(given.map(({ stream }) => stream)).toEqual([later?.stream]);
  expect(given[0]).toMatchObject({ data: { reason: 'IN_ERROR' }, causationId: later?.id });
  const { audits } = desk.record.readers;
  expect(audits.ofSample(of.sample).map(({ audit, state }) => [audit, state])).toEqual([
    [first?.stream, 'ASSIGNED'],
    [later?.stream, 'WITHDRAWN'],
  ]);
  await expect(assign('u-third')).rejects.toMatchObject({ code: 'CASE_ASSIGNED' });
});
