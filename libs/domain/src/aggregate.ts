import type { Actor, OccurredAt } from '#libs/contracts';
import type { Reference } from '#libs/reference';

/** What comes in with every command: nothing in the domain asks a clock or makes an id. */
export interface Circumstances {
  /** Now, on the store's clock: ISO 8601, UTC, milliseconds. */
  readonly recordedAt: string;
  readonly occurredAt: OccurredAt;
  readonly lateReason?: string;
  readonly actor: Actor;
  /** The stream the command is about, or the one it starts. */
  readonly stream: string;
  /** The reference people will use for what the command starts, where it has one. */
  readonly reference: string;
  /** The n-th id made for this command: the same whenever it is decided again. n starts at 1. */
  newId(n: number): string;
}

/** What a rule may need from elsewhere; a command declares which. */
export interface Needs {
  readonly persons?: readonly string[];
  readonly workers?: readonly string[];
  readonly organisations?: readonly string[];
  /** Children whose open episodes, in any family, the rule asks about. */
  readonly openEpisodesOf?: readonly string[];
  /** A worker or organisation whose open episodes the rule asks about. */
  readonly caseloadOf?: string;
}

export interface PersonFact {
  readonly adult?: boolean;
  readonly dateOfBirth?: string;
  readonly expectedDeliveryDate?: string;
  readonly dateOfDeath?: string;
}

export interface WorkerFact {
  readonly agency: string;
  readonly role: string;
  readonly activeFrom: string;
  readonly activeTo?: string;
  /** Training code -> the day it was completed. */
  readonly training: Readonly<Record<string, string>>;
}

export interface OrganisationFact {
  readonly agencyType: string;
  readonly endedOn?: string;
}

export interface OpenEpisodeFact {
  readonly family: string;
  readonly episode: string;
  readonly child: string;
  readonly keyworker: string;
}

/** Facts from elsewhere, as read at one position; a record that is not there has no entry. */
export interface Facts {
  readonly reference: Reference;
  readonly persons: ReadonlyMap<string, PersonFact>;
  readonly workers: ReadonlyMap<string, WorkerFact>;
  readonly organisations: ReadonlyMap<string, OrganisationFact>;
  readonly openEpisodes: readonly OpenEpisodeFact[];
  /** Episodes open under the worker or organisation of `caseloadOf`. */
  readonly caseload: readonly string[];
}

/** An event decided on, before it is sealed. `occurredAt` stands where it is not the command's own. */
export type Decided<E> = E & { readonly occurredAt?: OccurredAt };

/** An event of the past as rules see it: sealed fields absent. */
export type Past<P> = P & {
  readonly revision: number;
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
  needs(command: C): Needs;
  decide(command: C & Circumstances, state: S, facts: Facts): Decided<E>[];
  evolve(state: S, event: Past<P>): S;
  /** Families in whose timeline the stream's events stand, beside those the events name. */
  families(state: S): readonly string[];
  /** The revision a form saw: of the matter the command is about, where that is less than the whole stream. */
  seen(state: S, command: C): number | undefined;
}
