import type { Page, PageRequest } from '../page.ts';
import type { FamilyFilter, FamilyRow, MemberRow, OpenEpisodeRow } from './table.ts';

/** `position` is what the answer is as of, inclusive; without it the newest. */
export interface FamiliesReader {
  list(filter: FamilyFilter, position: number, page?: PageRequest): Page<FamilyRow>;
  family(family: string, position?: number): FamilyRow | undefined;
  /** The family's stream. */
  byReference(reference: string): string | undefined;
  /** The open episodes in which these children are helped now, in any family. */
  openEpisodesOf(children: readonly string[]): OpenEpisodeRow[];
  familiesOf(person: string, position?: number): string[];
  members(family: string, position?: number): MemberRow[];
  familyOfEpisode(episode: string): string | undefined;
}
