import type { Principal } from '#libs/access';
import type { HeldFact, OpenEpisodeFact, WaitingRequestFact } from '#libs/domain';
import type { AuditRow, FrameFilter, FrameRow, SealInForce } from '#libs/read-models';
import type { Reference } from '#libs/reference';
import type { Vault } from '#libs/vault';
import type { PanelReaders, PanelSources } from './panel-items.ts';

/** What the door asks of the read models. */
export interface FactReaders extends PanelReaders {
  openEpisodesOf(children: readonly string[]): readonly OpenEpisodeFact[];
  openEpisodesIn(family: string): readonly OpenEpisodeFact[];
  /** Requests of a family that wait for a decision, or for somebody to tell children's services. */
  waitingRequestsOf(family: string): readonly WaitingRequestFact[];
  /** Whether help was opened from a request. */
  ledToHelp(request: string): boolean;
  /** Of an episode that is open, its children. */
  openEpisode(episode: string): readonly OpenEpisodeFact[];
  /** Episodes open under a worker or an organisation. For a worker with a last day: also those whose cover has ended by then. */
  caseloadOf(owner: string, on?: string): readonly string[];
  /** Persons of a family, under every record that is theirs. */
  membersOf(family: string): readonly string[];
  /** Persons who belong or belonged to a family, under every record that is theirs. */
  belongedTo(family: string): readonly string[];
  /** The same of every family whose story is, or ever was, read with this one's: what it parted from, and was merged with. */
  toldOfIn(family: string): readonly string[];
  /** All records linked with a person's, that one among them. */
  recordsOf(person: string): readonly string[];
  /** Other persons some of whose entries stand in this one's record since it was split, or the other way. */
  mixedWith(person: string): readonly string[];
  /** The records whose seals cover a family or a person. */
  sealsOver(record: string): readonly string[];
  /** Whether any seal covers a person: the same is asked of one who is covered, and of one who is not. */
  isCovered(person: string): boolean;
  /** Who keeps all the seals over a family or a person; undefined where there are none. */
  keepersOf(record: string): readonly string[] | undefined;
  /**
   * The open help that a seal covers, or that one on a record would cover on this ground; without what other seals keep
   * from the caller.
   */
  heldUnder(caller: Principal | undefined, named: string, ground?: string): readonly HeldFact[];
  /** The seals in force that a worker keeps. */
  sealsKeptBy(worker: string): readonly Pick<SealInForce, 'record' | 'custodians'>[];
  isReferenceTaken(reference: string): boolean;
  /** The streams in which anything is said of persons, or of a family. */
  streamsAbout(persons: readonly string[]): readonly string[];
  streamsOfFamily(family: string): readonly string[];
  /** Whether an event stands in a family's story: its own entries, those of families merged into it, and of those it came from. */
  isInStory(family: string, position: number): boolean;
  /** Holds and erasures that ever named a record. */
  papersNaming(record: string): readonly string[];
  /** Episodes that cases may be drawn from, by what was known at a position, without what seals covered then. */
  readonly frameEpisodes: (filter: FrameFilter, position: number) => readonly FrameRow[];
  /** The sample for which a seed was committed first. */
  committedFirst(commitment: string): string | undefined;
  /** The family that holds an episode, open or closed. */
  familyOfEpisode(episode: string): string | undefined;
  /** The worker who signs in with an account. */
  workerOfUser(user: string): string | undefined;
  /** Audits of a sample's cases; those of help that any of these families holds, or held when it was looked at. */
  auditsOfSample(sample: string): readonly AuditRow[];
  auditsAround(families: readonly string[]): readonly AuditRow[];
  /** Families that began with a request, or that it was linked to. */
  familiesOfRequest(request: string): readonly string[];
}

export interface FactSources extends PanelSources {
  readonly vault: Vault;
  readonly readers: FactReaders;
  readonly reference: () => Reference;
}
