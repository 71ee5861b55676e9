import { Rejected } from '#libs/contracts';
import { earliestDay, latestDay } from '#libs/reference';
import type { When } from '../when.ts';

/** The event that said something, and the version of the code set that its code was chosen under. */
export interface Source {
  readonly event: string;
  readonly version?: string;
}

export interface ChildInEpisode {
  /** The last level decided, by the day on which it was. */
  readonly level?: string;
  readonly levelFrom?: Source;
  /** When it was decided; not of one that was carried over before this was said. */
  readonly levelSince?: When;
  /** The last statutory status noted. */
  readonly statutory?: string;
  readonly statutoryFrom?: Source;
  /** When it was so; not of one that was carried over before this was said. */
  readonly statutorySince?: When;
}

interface Proposal {
  readonly proposal?: Source;
  readonly direction: 'UP' | 'DOWN';
  readonly children: readonly string[];
  /** The service asked to take over, or the statutory status that is to end. */
  readonly service: string;
  /** Of a step up, where it was proposed in this family. */
  readonly urgent?: boolean;
}

export type OpenStep = Proposal & { readonly status: 'PROPOSED' | 'ESCALATED' };
export type DeclinedStep = Proposal & { readonly status: 'DECLINED' };
export type AcceptedStep = Proposal & {
  readonly status: 'ACCEPTED';
  readonly receivingWorker: string;
  readonly acceptedAt: number;
};
/** Another step about all its children took its place. */
export type SupersededStep = Proposal & { readonly status: 'SUPERSEDED'; readonly by: string };
export type HandOver = OpenStep | DeclinedStep | AcceptedStep | SupersededStep;

/** Every standing a step ever had, the newest first: a long history is not copied with each event. */
export interface StepHistory {
  readonly id: string;
  readonly step: HandOver;
  readonly earlier: StepHistory | undefined;
}

export interface Help {
  readonly id: string;
  /** The request that it came of, where it was opened in this family. */
  readonly request?: string;
  /** The day, whole or partial, on which it opened or was last reopened, and the revision that says so. */
  readonly openedOn: string;
  readonly openedAt: number;
  readonly children: ReadonlyMap<string, ChildInEpisode>;
  /** Brothers and sisters whom the parents want left out. */
  readonly excluded: ReadonlySet<string>;
  readonly steps: StepHistory | undefined;
  /** The episode's last revision: what a form about it saw. */
  readonly revision: number;
}

/** Until both owners are assigned, in the append that opens it. */
export type OpeningEpisode = Help & {
  readonly status: 'OPENING';
  readonly agency?: string;
  readonly keyworker?: string;
  readonly cover?: Cover;
};
/** Who acts for the keyworker, and until which day, where one is named. */
export interface Cover {
  readonly worker: string;
  readonly until?: string;
}

/** I10: what is open has an owner. Guarded by the stream. */
export type OpenEpisode = Help & {
  readonly status: 'OPEN';
  readonly agency: string;
  readonly keyworker: string;
  readonly cover?: Cover;
};
export type ClosedEpisode = Help & {
  readonly status: 'CLOSED';
  /** The day, whole or partial, on which it was last closed. */
  readonly closedOn: string;
};
/** As it stood here when it was given to another family, in whose stream it goes on. */
export type ContinuedEpisode = Omit<OpenEpisode, 'status'> & {
  readonly status: 'CONTINUED';
  readonly in: string;
};
export type Episode = OpeningEpisode | OpenEpisode | ClosedEpisode | ContinuedEpisode;

/** Whether it is for this family's stream to say who holds it. */
export function isHeld(episode: Episode): episode is OpeningEpisode | OpenEpisode {
  return episode.status === 'OPENING' || episode.status === 'OPEN';
}

/** What went from one family to another. */
export interface Parted {
  readonly members: readonly string[];
  readonly episode: string | undefined;
}

/** A merge by which this family is retired. */
export interface Retirement {
  readonly family: string;
  /** The revision that says so: which merge it is. */
  readonly merge: number;
  readonly episode: string | undefined;
}

/** The last merge of another family into this one. */
export interface Taking {
  readonly merge: number;
  /** Who became a member by it. */
  readonly members: readonly string[];
  /** What went back, once the merge was reversed. */
  readonly returned: Parted | undefined;
}

export interface RegisteredFamily {
  readonly status: 'REGISTERED';
  readonly members: ReadonlySet<string>;
  readonly episodes: ReadonlyMap<string, Episode>;
  /** Districts lived in by the day, whole or partial, from which each was so; of two of one day the later told counts. */
  readonly districts: readonly Residence[];
  /** Family that part of this one became -> who and what went there. */
  readonly splits: ReadonlyMap<string, Parted>;
  readonly mergedInto: Retirement | undefined;
  /** Family that was merged into this one -> its last merge. */
  readonly merges: ReadonlyMap<string, Taking>;
}

/** How another family stands, as of the last revision of its stream. */
export type FamilyFact = RegisteredFamily & { readonly revision: number };

export interface Residence {
  readonly since: string;
  readonly district: string;
}

export type FamilyState = { readonly status: 'UNREGISTERED' } | RegisteredFamily;

export function registered(state: FamilyState): RegisteredFamily {
  if (state.status === 'UNREGISTERED') throw new Rejected('NOT_FOUND');
  return state;
}

/** The family's open episode, of which there is one at most (I1). */
export function currentEpisode(family: RegisteredFamily): OpenEpisode | undefined {
  for (const episode of family.episodes.values()) if (episode.status === 'OPEN') return episode;
  return undefined;
}

/** The district a family lived in on a day, as far as is known. */
export function districtOn({ districts }: RegisteredFamily, day: string): string | undefined {
  return districts.findLast(({ since }) => earliestDay(since) <= latestDay(day))?.district;
}

/** An episode of the family: UNKNOWN_EPISODE. */
export function episodeOf(state: FamilyState, episode: string): Episode {
  const found = registered(state).episodes.get(episode);
  if (found === undefined) throw new Rejected('UNKNOWN_EPISODE', { episode });
  return found;
}

/** I8: nothing happens in a closed episode but late information and reopening. Guarded by the stream. */
export function openEpisode(state: FamilyState, episode: string): OpenEpisode {
  const found = episodeOf(state, episode);
  if (found.status === 'CLOSED') throw new Rejected('EPISODE_CLOSED', { episode });
  if (found.status === 'CONTINUED') throw new Rejected('EPISODE_CONTINUED', { episode, family: found.in });
  if (found.status === 'OPENING') throw new Rejected('NO_OWNER', { episode });
  return found;
}

/** A child of the episode: NOT_IN_EPISODE. */
export function childOf(episode: Episode, child: string): ChildInEpisode {
  const found = episode.children.get(child);
  if (found === undefined) throw new Rejected('NOT_IN_EPISODE', { child });
  return found;
}

/** Whether a step waits for an answer. */
export function isOpen({ status }: HandOver): boolean {
  return status === 'PROPOSED' || status === 'ESCALATED';
}

/** How a step stands now. */
export function findStep(steps: StepHistory | undefined, id: string): HandOver | undefined {
  for (let at = steps; at !== undefined; at = at.earlier) if (at.id === id) return at.step;
  return undefined;
}

/** How each step stands now, by its id, the newest first. */
export function currentSteps(steps: StepHistory | undefined): ReadonlyMap<string, HandOver> {
  const current = new Map<string, HandOver>();
  for (let at = steps; at !== undefined; at = at.earlier)
    if (!current.has(at.id)) current.set(at.id, at.step);
  return current;
}
