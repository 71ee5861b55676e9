import { StoreError } from '#libs/event-store';
import { Rejected, type Event, type StoredEvent } from '#libs/contracts';
import { checkCircumstances, isLate, type Circumstances, type Decided } from '#libs/domain';
import { codesJudgedOn } from '#libs/reference';
import type { Clock } from '../clock.ts';
import { appendOnce, asRefusal, isKind } from './append.ts';
import { checkCodes } from './codes.ts';
import { answerOf, mintedBy, writtenBefore } from './done.ts';
import type { Answer, Door, Order } from './door.ts';
import { checkNotErased } from './erased.ts';
import type { FactSources } from './facts/fact-sources.ts';
import { asksReaders, type GatheredFacts } from './facts/facts.ts';
import { Folds, type Fold } from './facts/folds.ts';
import { turnOf, type Judged } from './held-besides.ts';
import { askedSeen, gatherSeen, isHidden, orderSeen, sightedBy } from './hidden.ts';
import type { Sighted, SightParts } from './hidden.ts';
import { jsonOf } from '../json-of.ts';
import { askedBy, shapedOrder, type Shaped } from './order.ts';
import { checkPermitted, refusedOrder, type PermissionParts } from './permitted.ts';
import { Forbidden, type Refusal, type RefusedOrder } from '../reads/refused-orders.ts';
import { LastCommands } from './last-commands.ts';
import { asOvertaken, checkSeen } from './seen.ts';
import { newEvent, storedEvents, subjectsOf } from './stored.ts';
import { ordering } from '../told.ts';
import { Turns } from './turns.ts';

export interface DoorParts extends FactSources, PermissionParts, SightParts {
  readonly clock: Clock;
  readonly origin: string;
  readonly authority: string;
  /** Resolves once it is on record that access refused an order; rejects where it may not be. */
  refused(order: RefusedOrder, refusal: Refusal): Promise<void>;
  /** Told of the last position of every append. */
  written(position: number): void;
}

interface Decision {
  readonly told: Circumstances;
  /** Ids that were made for it. */
  readonly minted: ReadonlySet<string>;
  readonly decided: readonly Decided<Event>[];
  readonly gathered: GatheredFacts;
}

const DECIDED_AGAIN = 3;

/** The one handler: shape, permission, codes, fold, facts, decision, sealing, append. */
export class RecordDoor implements Door {
  readonly #parts: DoorParts;
  readonly #folds: Folds;
  readonly #turns: Turns;
  readonly #commands = new LastCommands();
  #closed = false;

  constructor(parts: DoorParts) {
    this.#parts = parts;
    this.#folds = new Folds(parts.store);
    this.#turns = new Turns(async () => parts.reached(await parts.store.head()));
  }

  async send(order: Order): Promise<Answer> {
    if (this.#closed) throw new Rejected('STORE_UNAVAILABLE');
    const shaped = shapedOrder(order, (commandId) => this.#parts.vault.mint(commandId, 0));
    const carriedOut = () => this.#turns.take(shaped, () => this.#handle(shaped));
    return ordering.tracePromise(carriedOut, { order: shaped.command.type });
  }

  /** Takes no more, and resolves when what was taken is answered. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#turns.settled();
  }

  async #handle(shaped: Shaped): Promise<Answer> {
    for (let again = 0; ; again++) {
      const sighted = sightedBy(shaped, this.#parts);
      try {
        return await this.#attempt(orderSeen(shaped, sighted), sighted);
      } catch (error) {
        const mayDiffer = isKind(error, 'CONFLICT') || (again === 0 && isHidden(error, sighted));
        if (!mayDiffer || again === DECIDED_AGAIN) throw await this.#refused(shaped, error);
        // It may have been unsealed since what the read models hold.
        if (isHidden(error, sighted)) await this.#parts.reached(await this.#parts.store.head());
      }
    }
  }

  async #refused(shaped: Shaped, error: unknown): Promise<unknown> {
    if (error instanceof Forbidden) await this.#parts.refused(refusedOrder(shaped), error.refusal);
    return asRefusal(error);
  }

  async #attempt(shaped: Shaped, sighted: Sighted): Promise<Answer> {
    const fold = await this.#folds.load(shaped.rules, shaped.stream);
    const first = fold.commands.get(shaped.commandId);
    if (first !== undefined) return this.#answerAgain(shaped, first);
    this.#commands.check(shaped);
    const asked = askedSeen(shaped.rules.needs(shaped.command, fold.state), sighted);
    const { besides, judged } = await turnOf(shaped, asked, this.#parts);
    return this.#turns.holding(besides, async () => {
      const decision = await this.#decideOnFresh(shaped, fold, judged).catch(async (error: unknown) => {
        if (error instanceof Rejected) await this.#checkWhole(shaped, fold);
        throw error;
      });
      if (!sighted.isThere) throw new Rejected('NOT_FOUND');
      if (decision.decided.length > 0) return this.#write(shaped, fold, decision);
      await this.#checkWhole(shaped, fold);
      return this.#unchanged(shaped, fold);
    });
  }

  /** CONFLICT where another node wrote to the stream since it was folded: no append guards a refusal, or "already so". */
  async #checkWhole({ stream }: Shaped, fold: Fold): Promise<void> {
    const actual = await this.#parts.store.revision(stream);
    if (actual > fold.revision)
      throw new StoreError('CONFLICT', `${stream} is at revision ${actual}.`, { actual });
  }

  async #answerAgain(shaped: Shaped, first: number): Promise<Answer> {
    const { events, position } = await writtenBefore(shaped, first, this.#parts);
    const minted = mintedBy(shaped, this.#parts.vault);
    return answerOf(shaped.stream, events, { ...this.#parts, position, minted });
  }

  #unchanged({ stream }: Shaped, { position, revision }: Fold): Answer {
    return { ...answerOf(stream, [], { ...this.#parts, position, minted: new Set() }), revision };
  }

  /** Decides on the command. If read models contribute to a refusal or "already so", it is decided again once they have caught up. */
  async #decideOnFresh(shaped: Shaped, fold: Fold, { permission, ...asked }: Judged): Promise<Decision> {
    const behind = asksReaders(asked.needs) || hasRelations(shaped) ? await this.#headAhead() : undefined;
    if (behind === undefined) return this.#decide(shaped, fold, { ...asked, permission });
    try {
      const decision = await this.#decide(shaped, fold, { ...asked, permission });
      if (decision.decided.length > 0) return decision;
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
    }
    await this.#parts.reached(behind);
    return this.#decide(shaped, fold, asked);
  }

  /** The log's last position, if the read models have not reached it yet. */
  async #headAhead(): Promise<number | undefined> {
    const head = await this.#parts.store.head();
    return this.#parts.readers.position() < head ? head : undefined;
  }

  async #decide(shaped: Shaped, fold: Fold, { permission, ...asked }: Judged): Promise<Decision> {
    await checkPermitted(shaped, this.#parts, permission);
    checkSeen(shaped, fold);
    const gathered = await gatherSeen(asked, this.#parts, askedBy(shaped.order));
    const { stream } = shaped;
    await checkNotErased({ stream, revision: fold.revision, ...asked, ...gathered }, this.#parts.vault);
    try {
      return this.#decideAt(this.#parts.clock.now(), { shaped, fold, gathered });
    } catch (error) {
      throw asOvertaken(error, shaped.order);
    }
  }

  #decideAt(
    recordedAt: string,
    { shaped, fold, gathered }: { shaped: Shaped; fold: Fold; gathered: GatheredFacts },
  ): Decision {
    const { reference } = gathered.facts;
    const minted = new Set<string>();
    const newId = (n: number): string => {
      const id = this.#parts.vault.mint(shaped.mints, n);
      minted.add(id);
      return id;
    };
    const told = { ...this.#circumstances(shaped, recordedAt, gathered), newId };
    const { command } = shaped;
    const on = codesJudgedOn(told.occurredAt, recordedAt);
    checkCodes({ type: command.type, data: jsonOf(command.data), on }, reference);
    return {
      told,
      decided: shaped.rules.decide({ ...command, ...told }, fold.state, gathered.facts),
      minted,
      gathered,
    };
  }

  #circumstances(shaped: Shaped, recordedAt: string, { facts }: GatheredFacts): Omit<Circumstances, 'newId'> {
    const { order, stream } = shaped;
    const occurredAt = shaped.occurredAt ?? { precision: 'INSTANT', value: recordedAt };
    const lateReason = order.lateReason ?? (isLate({ occurredAt, recordedAt }) ? order.lateAs : undefined);
    const told = {
      recordedAt,
      occurredAt,
      ...(lateReason !== undefined && { lateReason }),
      ...(order.signedInAgo !== undefined && { signedInAgo: order.signedInAgo }),
      ...(order.partly === true && { partly: true }),
      actor: shaped.actor,
      stream,
      reference: this.#reference(shaped),
    };
    checkCircumstances(told, facts.reference);
    return told;
  }

  #reference({ reference, commandId }: Shaped): string {
    if (reference === undefined) return '';
    const { vault, readers } = this.#parts;
    for (let attempt = 0; ; attempt++) {
      const drawn = vault.mintReference(reference, commandId, attempt);
      if (!readers.isReferenceTaken(drawn)) return drawn;
    }
  }

  async #write(shaped: Shaped, fold: Fold, decision: Decision): Promise<Answer> {
    const { vault, store, clock, authority } = this.#parts;
    const { stream } = shaped;
    await vault.prepare(new Set(decision.decided.flatMap((event) => subjectsOf(vault, stream, event))), {
      create: true,
    });
    // From here to the append nothing waits, so that no event stands before one recorded earlier.
    const now = clock.now();
    const { gathered } = decision;
    const current = holdsAt(now, decision, shaped)
      ? { ...decision, told: { ...decision.told, recordedAt: now } }
      : this.#decideAt(now, { shaped, fold, gathered });
    const { facts, factsAt } = gathered;
    const writing = { shaped, ...current, before: fold, factsAt, authority, reference: facts.reference };
    const events: StoredEvent[] = storedEvents(writing, vault);
    const { position } = await appendOnce(store, stream, events.map(newEvent), fold.revision);
    this.#folds.appended(shaped.rules, stream, { events, position });
    this.#parts.written(position);
    this.#commands.wrote(shaped);
    return answerOf(stream, events, { ...this.#parts, position, minted: current.minted });
  }
}

/** Rules see only the London day of recordedAt: where occurredAt was given, a decision holds until the hour changes. */
function holdsAt(now: string, { told }: Decision, { occurredAt }: Shaped): boolean {
  const hour = 'YYYY-MM-DDTHH'.length;
  return (
    now === told.recordedAt ||
    (occurredAt !== undefined && now.slice(0, hour) === told.recordedAt.slice(0, hour))
  );
}

function hasRelations({ about, order }: Shaped): boolean {
  return about !== undefined && order.source !== 'SYSTEM';
}
