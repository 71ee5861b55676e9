import type { Served } from './served.ts';
import type { Story } from './story.ts';

/**
 * The family of the story merged into another of its mother, with all that follows; answers the one that lives on. What is
 * done before they merge gets that one's id.
 */
export async function mergedIntoAnother(
  served: Served,
  { agency, keyworker, family, mother }: Story,
  before: (survivor: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<string> {
  const approver = {
    name: 'Sam Reed',
    user: 'manager',
    agency,
    role: 'TEAM_MANAGER',
    activeFrom: '2020-01-01',
  };
  const { id: approvedBy } = await served.order('administrator', 'registerWorker', approver);
  const members = [{ person: mother.id, role: 'MOTHER', livesHere: 'FULL' }];
  const { id: survivor } = await served.order('coordinator', 'registerFamily', { members });
  await before(survivor);
  const asked = { requestedBy: keyworker, approvedBy, agreementReviewed: true };
  const merged = { survivor, reason: 'One household.', ...asked };
  await served.order('manager', 'mergeFamilies', { retired: family.id, ...merged });
  const { managers, store, projector } = served.record;
  await managers.reached(await store.head());
  await projector.reached(await store.head());
  return survivor;
}
