import type { Actor, CommandOf, CommandType, JsonObject, OccurredAt, StoredEvent } from '#libs/contracts';

/** A command on its way in, with all that goes around it. What stands in `data` is checked, whoever sends it. */
export interface Order {
  readonly type: string;
  readonly data: object;
  /** A UUID. Sent again with the same id, the command gives the same answer and no new event. */
  readonly commandId: string;
  readonly actor: Actor;
  /** The actor's own worker record, `worker-…`, where there is one. */
  readonly worker?: string | undefined;
  /** The actor's authority, where the token says it. */
  readonly authority?: string | undefined;
  /** Now, where left out. */
  readonly occurredAt?: OccurredAt | undefined;
  readonly lateReason?: string | undefined;
  /** Seconds since the actor signed in, where that is known. */
  readonly signedInAgo?: number | undefined;
  /** Of a pack alone: only parts of the entries it names were told, each part as it was decided. */
  readonly partly?: boolean | undefined;
  /** The reason to record if the entry turns out to be late, as the rows of an imported file may be. */
  readonly lateAs?: string | undefined;
  /** The revision that the caller's form saw. */
  readonly expectedRevision?: number | undefined;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  /** SYSTEM only from inside the service: such an order needs no role's permission, and may be one that no person gives. */
  readonly source: StoredEvent['source'];
  /** The stream to start, where the caller made its name beforehand; only for commands that start one. */
  readonly stream?: string | undefined;
  /**
   * What makes it the same command when it comes again, where that is less than all it says: what the caller was given,
   * without what was found out on the way.
   */
  readonly digestOf?: JsonObject | undefined;
}

/** An order whose fields the compiler knows. */
export type OrderOf<T extends CommandType> = Order & {
  readonly type: T;
  readonly data: CommandOf<T>['data'];
};

/** What a command came to. Where it was already so, `events` is 0 and the position is the stream's last. */
export interface Answer {
  readonly position: number;
  /** The position as an opaque token of this log, for `atLeast`. */
  readonly token: string;
  readonly revision: number;
  /** What the command made, or the record it is about: an episode, a step, a stream; of a person the bare id. */
  readonly id: string;
  readonly reference?: string;
  readonly events: number;
}

/** The only way to write to the record. */
export interface Door {
  /**
   * One command, one stream, one append; durable before it resolves. Throws `Rejected`: nothing was written, but with
   * OUTCOME_UNKNOWN, after which the same order may be sent again.
   */
  send(order: Order): Promise<Answer>;
}
