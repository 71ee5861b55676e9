import { createHash } from 'node:crypto';
import type { Receipt, Served } from './served.ts';
import { DISTRICT, type Story } from './story.ts';

export const SEED = 'chosen-by-somebody-else-and-kept-in-an-envelope';

/** Help opens for another family, with the same keyworker and at the same level. */
export async function helpOpensToo(served: Served, { agency, keyworker }: Story, given: string) {
  const child = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given, family: 'Byrne' }],
    dateOfBirth: '2017-08-09',
    sex: 'F',
    adult: false,
  });
  const members = [{ person: child.id, role: 'CHILD', livesHere: 'FULL' }];
  const family = await served.order('coordinator', 'registerFamily', { members });
  const { id: episode } = await served.order('manager', 'openEpisode', {
    family: family.id,
    children: [{ child: child.id, level: 'L2', indicators: ['L2.01'], rationale: 'Often late.' }],
    route: 'SELF',
    district: DISTRICT,
    agency,
    keyworker,
    familyAgreed: true,
    decidedBy: keyworker,
  });
  return { child, family, episode };
}

/** A simple random sample of all that there is on a day, frozen and drawn. */
export async function drawn(
  served: Served,
  wanted: { readonly on: string; readonly size: number; readonly seed?: string },
): Promise<Receipt> {
  const { on, size, seed = SEED } = wanted;
  const design = { purpose: 'ROUTINE', filter: { on }, method: 'SIMPLE_RANDOM', size, reserves: 0 };
  const { id: sample } = await served.order('quality', 'designSample', design);
  const commitment = createHash('sha256').update(seed).digest('hex');
  await served.order('quality', 'commitSeed', { sample, commitment });
  await served.order('quality', 'freezeFrame', { sample });
  return served.order('quality', 'drawSample', { sample, seed });
}
