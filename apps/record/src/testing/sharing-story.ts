import type { Served } from './served.ts';
import type { Story } from './story.ts';

/** A school with a trained teacher, who is the partner; a manager and a second keyworker of the family's agency. */
export async function staffAround(
  served: Served,
  { agency }: Story,
): Promise<Record<'school' | 'teacher' | 'manager' | 'second', string>> {
  const named = { name: 'Hill School', agencyType: 'SCHOOL' };
  const school = (await served.order('administrator', 'registerOrganisation', named)).id;
  const worker = async (name: string, user: string, more: object) => {
    const training = [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }];
    const data = { name, user, activeFrom: '2020-01-01', training, ...more };
    return (await served.order('administrator', 'registerWorker', data)).id;
  };
  const teacher = await worker('Tess Lee', 'partner', { agency: school, role: 'KEYWORKER' });
  const manager = await worker('Lea Moss', 'manager', { agency, role: 'TEAM_MANAGER' });
  const second = await worker('Robin Ellis', 'second', { agency, role: 'KEYWORKER' });
  return { school, teacher, manager, second };
}
