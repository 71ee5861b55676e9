import type { FamilyRecord } from '../record.ts';
import { manager, order, school } from './small-record.ts';

/** Two records are read as one, the survivor's, by two people who were never heard of before. */
export async function linked(
  survivor: string,
  other: string,
  { door, store, projector }: Pick<FamilyRecord, 'door' | 'store' | 'projector'>,
): Promise<void> {
  const send = async (...sent: Parameters<typeof order>) => (await door.send(order(...sent))).id;
  const by = { actor: manager };
  const agency = await send('RegisterOrganisation', school, by);
  const worker = { agency, role: 'TEAM_MANAGER', activeFrom: '2020-01-01' };
  const requestedBy = await send('RegisterWorker', { ...worker, name: 'Ruth' }, by);
  const approvedBy = await send('RegisterWorker', { ...worker, name: 'May', user: manager.user }, by);
  const pair = { survivor, other, evidence: ['One form.'], deathReviewed: true };
  await send('LinkPersonsAsSame', { ...pair, requestedBy, approvedBy }, by);
  await projector.reached(await store.head());
}
