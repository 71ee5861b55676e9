import { EpisodeDraft, type LevelEvent } from '../family/episode-draft.ts';
import type { Telling } from '../told.ts';

/** Episodes of help while they are being told. */
export interface Helped {
  readonly episodes: Map<string, EpisodeDraft>;
}

/** Who is helped in each episode, at which level and until when: what a family and the history of a level both go by. */
export const tellingOfLevels: Telling<Helped> = {
  EpisodeOpened: ({ episodes }, event) => {
    episodes.set(event.data.episode, new EpisodeDraft(event));
  },
  ChildAddedToEpisode: (helped, event) => draftOf(helped, event)?.addChild(event.data.child),
  ChildRemovedFromEpisode: (helped, event) => draftOf(helped, event)?.removeChild(event.data.child),
  SiblingExcludedAtParentRequest: (helped, event) => draftOf(helped, event)?.exclude(event.data.child),
  LevelOfNeedDecided: levelled,
  SteppedUp: levelled,
  SteppedDown: levelled,
  EpisodeClosed: (helped, event) => draftOf(helped, event)?.closed(event),
  EpisodeReopened: (helped, event) => draftOf(helped, event)?.reopened(),
};

function levelled(helped: Helped, decision: LevelEvent): void {
  draftOf(helped, decision)?.levelled(decision);
}

interface OfEpisode {
  readonly data: { readonly episode: string };
}

function draftOf({ episodes }: Helped, { data }: OfEpisode): EpisodeDraft | undefined {
  return episodes.get(data.episode);
}
