import type {
  Actor,
  Clear,
  Command,
  Entry,
  Event,
  JsonObject,
  OccurredAt,
  RefusalCode,
  StoredEvent,
} from '#libs/contracts';
import type { Reference } from '#libs/reference';
import type { OrganisationFact, WorkerFact } from './acting.ts';
import type { AgreementFact } from './agreement/fact.ts';
import type { FamilyFact } from './family/state.ts';
import type { ErasingFact, Records } from './retention/records.ts';
import type { AuditingFacts, AuditingNeeds } from './audit/fact.ts';
import type { EventFact, OpenEpisodeFact, PersonFact } from './known.ts';
import type { PanelItemFact } from './panel/item-fact.ts';
import type { PeopleOnForms, RequestFact, WaitingRequestFact } from './request/fact.ts';
import type { SamplingFacts, SamplingNeeds } from './sample/fact.ts';
import type { HeldFact } from './seal/fact.ts';
export type { AgreementFact, EventFact, PanelItemFact, PersonFact, RequestFact, WaitingRequestFact };
export type { OpenEpisodeFact, OrganisationFact, WorkerFact };

/** What comes in with every command: nothing in the domain asks a clock or makes an id. */
export interface Circumstances {
  /** Now, on the store's clock: ISO 8601, UTC, milliseconds. */
  readonly recordedAt: string;
  readonly occurredAt: OccurredAt;
  readonly lateReason?: string;
  readonly actor: Actor;
  /** Of what it names only parts are told, each as it was decided: of a pack, which the service makes itself. */
  readonly partly?: boolean;
  /** Seconds since whoever commands signed in, where that is known. */
  readonly signedInAgo?: number;
  /** The stream the command is about, or the one it starts. */
  readonly stream: string;
  /** The reference people will use for what the command starts, where it has one. */
  readonly reference: string;
  /** The n-th id made for this command: the same whenever it is decided again. n starts at 1. */
  newId(n: number): string;
}

/** A command as one rule sees it: what it says, and what came with it. */
export type Told<D> = Circumstances & { readonly data: D };

/** What a rule may need from elsewhere; a command declares which. */
export interface Needs extends SamplingNeeds, AuditingNeeds {
  readonly persons?: readonly string[];
  /** Persons of whose parents and children, and of theirs in turn, the rule asks. */
  readonly kinOf?: readonly string[];
  readonly workers?: readonly string[];
  readonly organisations?: readonly string[];
  /** Children whose open episodes, in any family, the rule asks about. */
  readonly openEpisodesOf?: readonly string[];
  /** A family whose open episode the rule asks about. */
  readonly openEpisodesIn?: string;
  /** An episode of which the rule asks whether it is open, and in which family. */
  readonly openEpisode?: string;
  /** A worker or organisation whose open episodes the rule asks about; with a last day, what is covered no longer too. */
  readonly caseloadOf?: string;
  readonly caseloadOn?: string;
  /** A family of which the rule asks who belongs to it. */
  readonly membersOf?: string;
  /** A family of whose members, those who left among them and those of what it parted from or was merged with, the rule asks what it asks of `persons`. */
  readonly belongedTo?: string;
  /** Persons of whom the rule asks whether those who may agree do: the door lets nothing be written of them meanwhile. */
  readonly agreementsOf?: readonly string[];
  /** A family, and an episode of its: the rule asks of each of the children helped whether those who may agree do. */
  readonly agreementsIn?: readonly [family: string, episode: string];
  /** An episode of whose plan the rule asks which actions are open. */
  readonly openActionsOf?: string;
  /** An episode of whose assessments the rule asks which are open, or of which type each is, which is sealed. */
  readonly openAssessmentsOf?: string;
  readonly assessmentTypesOf?: string;
  /** A child of whom the rule asks for which matters the child was found competent. */
  readonly competenceOf?: string;
  /** Persons whose links with other records the rule asks about. */
  readonly linksOf?: readonly string[];
  /** Families and persons that would become one, of whom the rule asks what seals them. */
  readonly sealsOver?: readonly string[];
  /** Families and persons of whom the rule asks who keeps all the seals over them. */
  readonly keepersOf?: readonly string[];
  /** A seal, or a record and the ground on which it is to be sealed, of which the rule asks what open help that covers. */
  readonly heldUnder?: readonly [named: string, ground?: string];
  /** A worker of whom the rule asks which seals nobody else keeps who may read. */
  readonly keptAloneBy?: string;
  /** Ids of events that the command names. */
  readonly events?: readonly string[];
  /** A family, and entries that may stand in the story that is read as its own. */
  readonly story?: readonly [family: string, entries: readonly string[]];
  /** Streams that the command names and that must have begun. */
  readonly begun?: readonly string[];
  /** A stream, and the id of the event in it that is to be corrected or voided. */
  readonly entry?: readonly [stream: string, id: string];
  /** Persons of whom the rule asks only whether their keys are gone. */
  readonly erasedAmong?: readonly string[];
  /** Requests whose standing the rule asks about: the door lets nothing be written to them meanwhile. */
  readonly requests?: readonly string[];
  /** A family of which the rule asks which of its requests wait for something. */
  readonly waitingRequestsOf?: string;
  /** A request of which the rule asks whether help was opened from it. */
  readonly openedFrom?: string;
  /** Requests and episodes of which the rule asks where panels are with them. */
  readonly panelItemsOf?: readonly string[];
  /** Families other than the command's own, of which the rule asks how they stand. */
  readonly families?: readonly string[];
  /** A request, and the subject of somebody on its forms of whom the rule asks which record they have. */
  readonly onForm?: readonly [request: string, subject: string];
  /** A request of which the rule asks who sent it. */
  readonly sourceOf?: string;
  /** Records of which the rule asks how long they are kept, what belongs to them, and which holds stand. */
  readonly erasing?: Records;
}

/** An event of the stream as it was recorded, for a rule about corrections; its sealed fields absent unless it is opened. */
export interface RecordedEntry extends Entry {
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly commandId: string;
  readonly subjects: readonly string[];
  readonly families: readonly string[];
  readonly sensitivity: StoredEvent['sensitivity'];
  readonly codeSets: StoredEvent['codeSets'];
  /** A field of it is gone with its key. */
  readonly erased: boolean;
}

/** Facts from elsewhere, as read at one position; a record that is not there has no entry. */
export interface Facts extends SamplingFacts, AuditingFacts {
  readonly reference: Reference;
  readonly persons: ReadonlyMap<string, PersonFact>;
  readonly workers: ReadonlyMap<string, WorkerFact>;
  /** Workers whom the event of `entry` names, as they were known when it was recorded. */
  readonly acting: ReadonlyMap<string, WorkerFact>;
  readonly organisations: ReadonlyMap<string, OrganisationFact>;
  /** Open episodes of the children of `openEpisodesOf`, of the family of `openEpisodesIn`, and `openEpisode`: one row a child. */
  readonly openEpisodes: readonly OpenEpisodeFact[];
  /** Episodes open under the worker or organisation of `caseloadOf`. */
  readonly caseload: readonly string[];
  /** Persons who belong or belonged to the family of `belongedTo`, or to one whose story is read with its, under every record that is theirs. */
  readonly belonged: readonly string[];
  /** Persons of the family of `membersOf`, under every record that is theirs. */
  readonly members: readonly string[];
  /** Those of `agreementsOf` and `agreementsIn` about whom anybody was asked. */
  readonly agreements: ReadonlyMap<string, AgreementFact>;
  /** Actions of the plan of `openActionsOf` that are neither done nor cancelled. */
  readonly openActions: readonly string[];
  /** Assessments of the episode of `openAssessmentsOf` that are neither complete nor given up; the type by assessment. */
  readonly openAssessments: readonly string[];
  readonly assessmentTypes: ReadonlyMap<string, string>;
  /** Matters for which the child of `competenceOf` was last found competent. */
  readonly competence: ReadonlySet<string>;
  /** Person -> all records that are linked with the person's, that one among them. */
  readonly links: ReadonlyMap<string, readonly string[]>;
  /** Those of `sealsOver` that are sealed: the records whose seals cover each. */
  readonly seals: ReadonlyMap<string, readonly string[]>;
  /** Those of `keepersOf` that are sealed: who keeps each of the seals. */
  readonly keepers: ReadonlyMap<string, readonly string[]>;
  /** The open help that the seal of `heldUnder` covers, as far as whoever commands may know of it. */
  readonly held: readonly HeldFact[];
  /** The records, sealed, that nobody but the worker of `keptAloneBy` keeps: all others are locked out. */
  readonly keptAlone: readonly string[];
  /** Those of `events` that are there. */
  readonly events: ReadonlyMap<string, EventFact>;
  /** Those entries of `story` that stand in it. */
  readonly story: ReadonlySet<string>;
  /** Those streams of `begun` that hold an event. */
  readonly begun: ReadonlySet<string>;
  /** All events of the stream of `entry`; that one, and all that correct or void it, are opened. */
  readonly entries: readonly RecordedEntry[];
  readonly requests: ReadonlyMap<string, RequestFact>;
  /** Of the family of `waitingRequestsOf`: those on which nobody decided, or that children's services were not told of. */
  readonly waitingRequests: readonly WaitingRequestFact[];
  /** Whether help was opened from the request of `openedFrom`. */
  readonly ledToHelp: boolean;
  readonly panelItems: ReadonlyMap<string, PanelItemFact>;
  readonly families: ReadonlyMap<string, FamilyFact>;
  /** The code of who sent the request of `sourceOf`; absent once it was erased. */
  readonly source?: string;
  /** Whom `onForm` names, where they stand on a form of that request. */
  readonly onForm: PeopleOnForms;
  /** Those of `erasedAmong` and `belongedTo` whose keys are gone: nothing can be recorded of them. */
  readonly erased: ReadonlySet<string>;
  /** The records of `erasing`, and every hold that stands. */
  readonly erasing: ErasingFact;
  /** The log's last position; -1 where nothing was asked for. */
  readonly head: number;
}

/** An event decided on, unsealed yet. `occurredAt`: not the command's own; `concerns`: whom and what it does not name. */
export type Decided<E> = E & {
  readonly occurredAt?: OccurredAt;
  /** Code set -> the version that its codes were chosen under, where that need not be the one in force. */
  readonly chosenUnder?: Readonly<Record<string, string>>;
  readonly concerns?: Pick<RecordedEntry, 'subjects' | 'families' | 'sensitivity'>;
};

/** An event of the past as rules see it: sealed fields absent. */
export type Past<P> = P & {
  readonly id: string;
  readonly revision: number;
  /** Code set -> the version that its codes were chosen under. */
  readonly codeSets: Readonly<Record<string, string>>;
  readonly recordedAt: string;
  readonly occurredAt: OccurredAt;
};

/**
 * The rules of one kind of stream. `decide` and `evolve` are pure: the same command, state and facts give the same
 * events. `decide` returns [] where it is already so and throws Rejected where the rules say no; `evolve` never throws.
 */
export interface Aggregate<S, C, E, P> {
  /** The streams' category: what stands before the first hyphen of their names. */
  readonly category: string;
  readonly initial: S;
  needs(command: C, state: S): Needs;
  decide(command: C & Circumstances, state: S, facts: Facts): Decided<E>[];
  evolve(state: S, event: Past<P>): S;
  /** Families in whose timeline the stream's events stand, beside those the events name. */
  families(state: S, stream: string): readonly string[];
  /** The revision a form saw: of the matter the command is about, where that is less than the whole stream. */
  seen(state: S, command: C): number | undefined;
  /** A fact as it is to be after a correction, in its stored form; throws Rejected where it could not have been recorded. */
  corrected?(event: E, around: Around, facts: Facts): E;
  /** A corrected fact in which whoever has no record is the subject that they were. Asked also where something of it is erased. */
  withSubjects?(event: Entry, stood: JsonObject, newId: (n: number) => string): JsonObject;
  /** Which rule a state between two commands breaks: asked of what corrections leave. */
  broken?(state: S): RefusalCode | undefined;
  /** Which rule an amendment breaks by what it makes of the state that it found. */
  forbids?(before: S, after: S, facts: Facts): RefusalCode | undefined;
  /** No fact of a stream begins it for the others: the first may be voided as any. */
  readonly firstIsAsAny?: true;
  /**
   * The first fact of a stream is voided with all that the stream says, unless this throws Rejected. Where a kind of stream
   * has no such rule, its first fact is not voided.
   */
  checkVoided?(state: S, stream: string, facts: Facts): void;
  /** Whether a later fact would not have come without an earlier one, beyond naming what that one began. */
  relies?(later: Past<P>, earlier: Past<P>): boolean;
}

/** Where a fact that is corrected stands, and its two times. */
export type Around = Pick<RecordedEntry, 'stream' | 'revision' | 'recordedAt' | 'occurredAt'>;

/** Any kind of stream, for a handler that serves all of them. */
export type AnyAggregate = Aggregate<unknown, Command, Event, Clear.Event>;
