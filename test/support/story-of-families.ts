import type { JsonObject } from '#libs/contracts';
import type { Story } from './story-of-people.ts';

type Added = JsonObject & Record<'family' | 'episode' | 'child' | 'decidedBy', string>;

/** A brother is left out of the help, comes back, leaves it, and comes back again; the family gets a name. */
export async function tellLeavingOut(story: Story, again: Added, parent: string): Promise<void> {
  const { family, episode, child, decidedBy } = again;
  const about = { family, episode, child };
  const askedBy = [{ person: parent, capacity: 'CARER' }];
  await story.send('practitioner', 'ExcludeSibling', { ...about, askedBy, takenBy: decidedBy });
  await story.send('practitioner', 'AddChildToEpisode', again);
  await story.send('practitioner', 'RemoveChildFromEpisode', { ...about, decidedBy });
  await story.send('practitioner', 'AddChildToEpisode', again);
  await story.send('coordinator', 'ChangeFamilyLabel', { family });
}

/** A mother has a household of her own beside the family's, and another that was taken for hers, and is not. */
export async function tellPartings(
  story: Story,
  { family, parent, keyworker, manager }: Record<'family' | 'parent' | 'keyworker' | 'manager', string>,
): Promise<void> {
  const both = { members: [parent], inBoth: [parent], episode: null };
  await story.send('manager', 'SplitFamily', { family, ...both, decidedBy: keyworker, approvedBy: manager });
  const members = [{ person: parent, role: 'MOTHER' }];
  const retired = await story.send('coordinator', 'RegisterFamily', { members, request: null });
  const asked = { requestedBy: keyworker, approvedBy: manager };
  const pair = { retired, survivor: family };
  await story.send('manager', 'MergeFamilies', { ...pair, ...asked, agreementReviewed: true });
  const stays = { members: null, inBoth: null, episode: null };
  await story.send('manager', 'ReverseFamilyMerge', { ...pair, ...asked, ...stays });
}
