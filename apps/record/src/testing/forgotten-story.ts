import { isSimulated } from '#libs/service';
import type { Served } from './served.ts';
import { helpOpens, type Story } from './story.ts';

/** A day on which nothing keeps the story's records any more: the child has long turned 25. */
export const LONG_AFTER = '2062-03-01T10:00:00.000Z';

/** Help for one family was opened and closed again; of the store's simulated clock it is many years later. */
export async function helpEnded(served: Served): Promise<Story> {
  const story = await helpOpens(served);
  await served.order('manager', 'closeEpisode', {
    family: story.family.id,
    episode: story.episode,
    reason: 'OUTCOMES_MET',
    outcomes: [{ child: story.child.id, outcome: 'Ava sleeps well.' }],
    familyView: 'Glad of it.',
  });
  await childIdentified(served, story);
  await served.record.projector.reached(await served.record.store.head());
  standAt(served, LONG_AFTER);
  return story;
}

/** The child on the form by which help came is the one who was registered then. */
export async function childIdentified(
  served: Pick<Served, 'order' | 'read'>,
  { request, child }: Pick<Story, 'request' | 'child'>,
): Promise<void> {
  const query = `query ($request: ID!) { request(reference: $request, purpose: FAMILY_HELP) { form } }`;
  const { form } = await served.read<{ form: { children: { subject?: string }[] } }>('coordinator', query, {
    request: request.id,
  });
  const said = { request: request.id, subject: form.children[0]?.subject, person: child.id };
  await served.order('coordinator', 'identifyOnRequest', said);
}

export function standAt({ record }: Served, instant: string): void {
  if (isSimulated(record.clock)) record.clock.standAt(instant);
}

/** Proposes, reads the texts that are shared, and has a second person approve; answers the erasure's id. */
export async function decideErasure(
  served: Served,
  records: { persons?: string[]; families?: string[]; requests?: string[] },
  texts: readonly string[] = [],
  ground = 'RETENTION_ENDED',
): Promise<string> {
  const proposed = { ...records, ground, rationale: 'Nothing keeps it.' };
  const { id: erasure } = await served.order('privacy-officer', 'proposeErasure', proposed);
  for (const textOf of texts) {
    const goes = Object.values(records).flat().includes(textOf);
    const read = { erasure, textOf, outcome: goes ? 'MAY_BE_LOST' : 'TAKEN_OUT' };
    await served.order('privacy-officer', 'reviewSharedText', read);
  }
  await served.order('manager', 'approveErasure', { erasure, rationale: 'So it is.' });
  return erasure;
}
