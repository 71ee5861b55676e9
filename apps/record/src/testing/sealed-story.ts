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
      })
    ).id;
  return { custodian: await worker('Lea Moss', 'manager'), approver: await worker('Ruth Vane', 'ruth') };
}

/** The manager seals a record; `reviewBy` is within ninety days of the store's now. */
export async function sealed(
  served: Served,
  record: string,
  { custodian, approver }: Awaited<ReturnType<typeof custodians>>,
): Promise<void> {
  await served.order('manager', 'sealRecord', {
    record,
    ground: 'ADDRESS_PROTECTION',
    authority: 'RISK_CONFERENCE',
    reason: 'He is looking for them.',
    custodians: [custodian],
    requestedBy: custodian,
    approvedBy: approver,
    reviewBy: new Date(Date.parse(served.record.clock.now()) + 30 * 86_400_000).toISOString().slice(0, 10),
  });
}
