import { Sight } from '#libs/service';
import type { Served } from './served.ts';
import type { Story } from './story.ts';

/** Whoever keeps sealed records: the manager who signs in, and another who approves. */
export async function custodians(
  served: Served,
  { agency }: Pick<Story, 'agency'>,
): Promise<Record<'custodian' | 'approver', string>> {
  const worker = async (name: string, user: string) =>
    (
      await served.order('administrator', 'registerWorker', {
        name,
        user,
        agency,
        role: 'TEAM_MANAGER',
        activeFrom: '2020-01-01',
        training: [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }],
      })
    ).id;
  return { custodian: await worker('Lea Moss', 'manager'), approver: await worker('Ruth Vane', 'ruth') };
}

/**
 * The manager seals a record, for whoever holds the help that it covers and the custodian; `reviewBy` is within ninety days
 * of the store's now.
 */
export async function sealed(
  served: Served,
  record: string,
  { custodian, approver }: Awaited<ReturnType<typeof custodians>>,
  ground = 'ADDRESS_PROTECTION',
): Promise<void> {
  await served.record.projector.reached(await served.record.store.head());
  const held = new Sight(served.record.readers).heldUnder(undefined, record, ground);
  const holders = held.flatMap(({ keyworker, cover }) => [keyworker, ...(cover === null ? [] : [cover])]);
  await served.order('manager', 'sealRecord', {
    record,
    ground,
    authority: 'RISK_CONFERENCE',
    reason: 'He is looking for them.',
    custodians: [...new Set([custodian, ...holders])],
    requestedBy: custodian,
    approvedBy: approver,
    reviewBy: new Date(Date.parse(served.record.clock.now()) + 30 * 86_400_000).toISOString().slice(0, 10),
  });
}
