import { setTimeout as wait } from 'node:timers/promises';
import { decodeStoredEvent, Rejected, type Actor, type RefusalCode, type StoredEvent } from '#libs/contracts';
import { StoreError, type EventStore, type LoggedEvent } from '#libs/event-store';
import type { Vault } from '#libs/vault';
import type { Clock } from '../clock.ts';
import type { Door, Order } from '../door/door.ts';
import { isGone, isPassing } from '../door/passing.ts';
import { eventId } from '../door/stored.ts';
import { workFailures, type NotDone } from '../told.ts';
import { readCheckpoint, writeCheckpoint, type Checkpoint, type ParkedStep } from './checkpoint.ts';
import { orderIdOf, orderOf, stepIdOf, type ProcessManager, type Step } from './manager.ts';

export interface ManagerParts {
  readonly managers: readonly ProcessManager[];
  readonly store: EventStore;
  readonly door: Door;
  readonly vault: Pick<Vault, 'mint'>;
  readonly clock: Clock;
  /** Where the checkpoint and the parked steps are kept. */
  readonly file: string;
}

const DAY_MS = 86_400_000;
const PAUSE_MS = 1_000;
/** What fails so often in a row does not pass by itself: it is told of, once. */
const TOLD_AFTER = 3;
/** Between two durable checkpoints: each holds up the thread that orders are carried out on. */
const KEPT_MS = 5_000;
/** Between two looks at the log: under load many events then come with one, which costs the door's thread as much as one. */
const REST_MS = 20;
/** Stands for every step of a cause that could not be looked at. */
const EVERY_STEP = '*';

/**
 * Follows the log and gives the orders that events call for. Each cause ends in its orders' events, in nothing where it
 * is already so, or in a parked step; the ids of the orders follow from the cause, so that two at once do no harm.
 */
export class ProcessManagers {
  readonly #parts: ManagerParts;
  readonly #stop = new AbortController();
  readonly #waiting = new Set<{
    position: number;
    resolve: () => void;
    reject: (reason: Rejected) => void;
  }>();
  #at: Checkpoint;
  /** When the checkpoint was last made durable: what was dealt with since is looked at again, to no effect. */
  #keptAt = -Infinity;
  #following: Promise<void> | undefined;
  /** How often in a row it could not go on. */
  #failed = 0;

  constructor(parts: ManagerParts) {
    this.#parts = parts;
    this.#at = untold(readCheckpoint(parts.file), parts.managers);
  }

  start(): void {
    this.#following ??= this.#follow();
  }

  /** Steps that wait for a person. */
  parked(): readonly ParkedStep[] {
    return this.#at.parked;
  }

  /** The last position whose events were dealt with. */
  position(): number {
    return this.#at.position;
  }

  /**
   * Resolves once everything up to the position was dealt with; STORE_UNAVAILABLE where they are closed before. Following
   * keeps no process alive, but who waits for it does.
   */
  async reached(position: number): Promise<void> {
    if (position <= this.#at.position) return;
    const alive = setInterval(() => undefined, DAY_MS);
    try {
      await new Promise<void>((resolve, reject) => this.#waiting.add({ position, resolve, reject }));
    } finally {
      clearInterval(alive);
    }
  }

  /** Follows from here on only: what stands up to the position was made with all that follows from it. */
  passOver(position: number): void {
    this.#keep({ ...this.#at, position });
  }

  /**
   * Does a parked step now, whatever its age, on behalf of whoever asks. Throws `Rejected`, and leaves it parked, where it is
   * refused again.
   */
  async retry(
    { manager, step, cause }: Pick<ParkedStep, 'manager' | 'step' | 'cause'>,
    onBehalfOf: string,
  ): Promise<void> {
    const logged = await this.#parts.store.event(cause);
    const isIt = (each: ParkedStep): boolean =>
      each.manager === manager && each.step === step && each.cause === cause;
    if (logged === undefined || !this.#at.parked.some(isIt)) throw new Rejected('NOT_FOUND');
    const event = decodeStoredEvent(logged.document);
    for (const found of this.#parts.managers.filter(({ name }) => name === manager))
      for (const each of await found.steps(event))
        if (step === EVERY_STEP || each.name === step) await this.#give(found, each, event, { onBehalfOf });
    this.#keep({ ...this.#at, parked: this.#at.parked.filter((each) => !isIt(each)) });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    if (this.#following === undefined) return;
    await this.#following;
    this.#keep(this.#at);
    for (const { reject } of this.#waiting) reject(new Rejected('STORE_UNAVAILABLE'));
    this.#waiting.clear();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#followFrom(this.#at.position, signal);
      } catch (error) {
        // The events stay, and are taken up again.
        if (++this.#failed === TOLD_AFTER) workFailures.publish({ code: codeOf(error) } satisfies NotDone);
        await this.#rest(PAUSE_MS);
      }
    }
  }

  async #rest(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
  }

  async #followFrom(after: number, signal: AbortSignal): Promise<void> {
    const { managers, store } = this.#parts;
    const types = [...new Set(managers.flatMap(({ causes }) => causes))];
    for await (const { events, upTo } of store.subscribe({ after, filter: { types }, signal })) {
      const parked: ParkedStep[] = [];
      for (const event of events) parked.push(...(await this.#deal(event)));
      this.#failed = 0;
      const isDue = parked.length > 0 || (events.length > 0 && performance.now() > this.#keptAt + KEPT_MS);
      this.#keep({ position: upTo, parked: [...this.#at.parked, ...parked] }, isDue);
      if (events.length > 0) await this.#rest(REST_MS);
    }
  }

  #keep(at: Checkpoint, durably = true): void {
    this.#at = at;
    if (durably) {
      writeCheckpoint(this.#parts.file, at);
      this.#keptAt = performance.now();
    }
    for (const waiting of this.#waiting) {
      if (waiting.position > at.position) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }

  async #deal({ type, document }: LoggedEvent): Promise<ParkedStep[]> {
    const cause = decodeStoredEvent(document);
    const parked: ParkedStep[] = [];
    for (const manager of this.#parts.managers)
      if (manager.causes.includes(type)) parked.push(...(await this.#dealBy(manager, cause)));
    return parked;
  }

  async #dealBy(manager: ProcessManager, cause: StoredEvent): Promise<ParkedStep[]> {
    const found = new Map<string, string>();
    const steps = await manager.steps(cause).catch(lastingFault);
    if (typeof steps === 'string') found.set(EVERY_STEP, steps);
    else
      for (const step of steps) {
        const code = await this.#take(manager, step, cause);
        if (code !== undefined) found.set(manager.neverParked ? EVERY_STEP : step.name, code);
      }
    return [...found].map(([step, code]) => ({ manager: manager.name, step, cause: cause.id, code }));
  }

  /** Gives the order; answers why it is parked instead, if it is. */
  async #take(manager: ProcessManager, step: Step, cause: StoredEvent): Promise<string | undefined> {
    const isOld = Date.parse(this.#parts.clock.now()) - Date.parse(cause.recordedAt) > DAY_MS;
    if (isOld && !manager.neverParked)
      return (await this.#isDone(manager, step, cause)) ? undefined : 'TOO_OLD';
    try {
      await this.#give(manager, step, cause);
      return undefined;
    } catch (error) {
      return lastingFault(error);
    }
  }

  async #give(
    manager: ProcessManager,
    step: Step,
    cause: StoredEvent,
    asked: Pick<Actor, 'onBehalfOf'> = {},
  ): Promise<void> {
    const order = this.#orderOf(manager, cause, step);
    try {
      await this.#parts.door.send({ ...order, actor: { ...order.actor, ...asked } });
    } catch (error) {
      if (!isWrittenOtherwise(error) && !(manager.neverParked && isGone(error))) throw error;
    }
  }

  async #isDone(manager: ProcessManager, step: Step, cause: StoredEvent): Promise<boolean> {
    const { store } = this.#parts;
    if (step.starts !== undefined) return (await store.revision(step.starts)) >= 0;
    if (step.stream === undefined) return false;
    const { commandId } = this.#orderOf(manager, cause, step);
    return (await store.event(eventId(commandId, step.stream, 0))) !== undefined;
  }

  #orderOf({ name }: ProcessManager, cause: StoredEvent, step: Step): Order {
    return orderOf(step, orderIdOf(stepIdOf(name, cause.id, step.name), this.#parts.vault), cause);
  }
}

/** Steps that were named before they were untold, as every step of their causes. */
function untold({ position, parked }: Checkpoint, managers: readonly ProcessManager[]): Checkpoint {
  const names = new Set(managers.filter(({ neverParked }) => neverParked).map(({ name }) => name));
  const found = parked.map((each) => (names.has(each.manager) ? { ...each, step: EVERY_STEP } : each));
  return { position, parked: [...new Map(found.map((each) => [JSON.stringify(each), each])).values()] };
}

/** Why a step is parked; throws again what passes, so that the cause is taken up again. */
function lastingFault(error: unknown): RefusalCode {
  if (error instanceof StoreError || isPassing(error)) throw error;
  return error instanceof Rejected ? error.code : 'INTERNAL';
}

/**
 * Whether the step was done before, by data that were then otherwise: a link, a name or a move has come since. Nobody else
 * has the ids of its orders, which are made under the store's own key.
 */
function isWrittenOtherwise(error: unknown): boolean {
  return error instanceof Rejected && error.code === 'IDEMPOTENCY_MISMATCH';
}

function codeOf(error: unknown): RefusalCode {
  if (error instanceof Rejected) return error.code;
  return error instanceof StoreError ? 'STORE_UNAVAILABLE' : 'INTERNAL';
}
