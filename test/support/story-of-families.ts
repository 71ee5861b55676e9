import type { JsonObject } from '#libs/contracts';
import type { Story } from './story-of-people.ts';

type Added = JsonObject & Record<'family' | 'episode' | 'child', string>;

/** A brother is left out of the help, comes back, leaves it, and comes back again; the family gets a name. */
export async function tellLeavingOut(story: Story, again: Added, parent: string): Promise<void> {
  const { family, episode, child } = again;
  const about = { family, episode, child };
  await story.send('practitioner', 'ExcludeSibling', { ...about, askedBy: [parent] });
  await story.send('practitioner', 'AddChildToEpisode', again);
  await story.send('practitioner', 'RemoveChildFromEpisode', about);
  await story.send('practitioner', 'AddChildToEpisode', again);
  await story.send('coordinator', 'ChangeFamilyLabel', { family });
}
