import { setTimeout as wait } from 'node:timers/promises';
import { londonDay } from '#libs/reference';
import type { Clock } from '../clock.ts';
import { carryOut, purged, type CarryingOut } from './carry-out.ts';
import { erasureIn, type Erasure } from './standing.ts';
import { erasedBy, type Tombstones } from './tombstones.ts';

export interface ErasuresParts extends Omit<CarryingOut, 'signal' | 'purged'> {
  readonly clock: Clock;
  /** Whose keys were gone when the keys were opened: the log is followed from there. */
  readonly tombstones: Tombstones;
  /** Forgets what was searched for in months that are past their time. */
  readonly forgetTerms: (now: string) => Promise<unknown>;
}

const LOOK_EVERY_MS = 60_000;
const PAUSE_MS = 1_000;
/** Between two looks at a log that grows: each costs the thread that writes it. */
const BETWEEN_MS = 20;
/** What one node wrote calls the others: to destroy and purge, or, where this was the last, to certify. */
const TYPES = ['ErasureDecided', 'SubjectKeyDestroyed', 'ReadModelsPurged'];

/**
 * Carries out what was decided to be erased, once its day has come: what a crash cut short first. It keeps no state but
 * the events of the erasures and the keys that are gone, so two at once, on two nodes, do no harm.
 */
export class Erasures {
  readonly #parts: ErasuresParts;
  readonly #stop = new AbortController();
  /** Erasures of which nothing is left to do. */
  readonly #over = new Set<string>();
  readonly #purged = new Set<string>();
  /** The London day on which the search terms were looked at last. */
  #termsOf: string | undefined;
  #following: Promise<unknown> | undefined;
  /** The position up to which the log was followed. */
  #at: number | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isLookingSoon = false;

  constructor(parts: ErasuresParts) {
    this.#parts = parts;
  }

  /** Subjects of whom read models may still hold what a key opened that is gone: nothing of them is to leave. */
  get beingErased(): ReadonlySet<string> {
    return this.#parts.beingErased;
  }

  /** Finds what was cut short, and from then on looks at once, every minute, and whenever one was decided. */
  async start(): Promise<void> {
    const { beingErased, keys, nodes } = this.#parts;
    await this.#forgetTerms();
    const due = await this.#due();
    const cut = due.filter(({ isBegun, purgedBy }) => isBegun && !purgedBy.includes(nodes.own));
    for (const { subjects } of cut)
      if ((await keys.destroyed(subjects)).length > 0)
        for (const subject of subjects) beingErased.add(subject);
    const letGo = await this.#holdBack();
    this.#following ??= Promise.all([this.#follow(), this.#keepLooking(), this.#orTell(letGo)]);
  }

  /**
   * Read models of before an erasure may be in use again, put back with the folder or of before the power was lost: until
   * they are built anew, nothing leaves of whoever was erased. Answers how it is waited for.
   */
  async #holdBack(): Promise<() => Promise<void>> {
    const { store, projector, beingErased, tombstones } = this.#parts;
    const head = await store.head();
    const isPurged = await projector.purged(head, 0).then(
      () => true,
      () => false,
    );
    const erased = isPurged ? [] : tombstones.erased;
    for (const subject of erased) beingErased.add(subject);
    return async () => {
      if (erased.length > 0) await purged(head, { ...this.#parts, signal: this.#stop.signal });
      for (const subject of erased) beingErased.delete(subject);
    };
  }

  /** Carries out all that is due now; resolves when that is done, on this node and in the record. */
  look(): Promise<void> {
    const own = this.#looking.then(() => this.#look());
    this.#looking = own.catch(() => undefined);
    return own;
  }

  /** Once after what is being looked at, however often it is asked for meanwhile. */
  #lookSoon(): void {
    if (this.#isLookingSoon) return;
    this.#isLookingSoon = true;
    void this.#looking.then(() => {
      this.#isLookingSoon = false;
      return this.#orTell(() => this.look());
    });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#following;
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { signal } = this.#stop;
    await this.#forgetTerms();
    const due = await this.#due();
    if (due.length > 0 && !signal.aborted)
      await carryOut(due, { ...this.#parts, purged: this.#purged, signal });
  }

  /** Once a day: another month may be past its time. */
  async #forgetTerms(): Promise<void> {
    const now = this.#parts.clock.now();
    const today = londonDay(now);
    if (today === this.#termsOf) return;
    await this.#parts.forgetTerms(now);
    this.#termsOf = today;
  }

  async #due(): Promise<Erasure[]> {
    const { store, clock } = this.#parts;
    const today = londonDay(clock.now());
    const due: Erasure[] = [];
    for (const stream of await store.streams('erasure-')) {
      const erasure = this.#over.has(stream) ? undefined : await erasureIn(stream, store);
      if (erasure?.isOver === true) this.#over.add(stream);
      else if (erasure !== undefined && (erasure.isBegun || erasure.notBefore <= today)) due.push(erasure);
    }
    return due;
  }

  async #keepLooking(): Promise<void> {
    let pause = PAUSE_MS;
    while (!this.#stop.signal.aborted) {
      const isDone = await this.#orTell(() => this.look());
      await this.#rest(isDone ? LOOK_EVERY_MS : pause);
      pause = isDone ? PAUSE_MS : Math.min(2 * pause, LOOK_EVERY_MS);
    }
  }

  /** Keys that were destroyed here or on another node leave this one's memory as soon as the log says so. */
  async #follow(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#orTell(() => this.#followOn());
      await this.#rest(PAUSE_MS);
    }
  }

  async #followOn(): Promise<void> {
    const { store, vault, beingErased, tombstones } = this.#parts;
    const { signal } = this.#stop;
    this.#at ??= tombstones.position;
    for await (const { events, upTo } of store.subscribe({
      after: this.#at,
      filter: { types: TYPES },
      signal,
    })) {
      const erased = events.flatMap(({ document }) => erasedBy(document));
      vault.forget(erased);
      for (const subject of erased) if (!this.#purged.has(subject)) beingErased.add(subject);
      this.#at = upTo;
      if (events.length > 0) this.#lookSoon();
      await this.#rest(BETWEEN_MS);
    }
  }

  /** Answers whether it could be done, and tells why not. */
  async #orTell(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (reason) {
      if (!this.#stop.signal.aborted) this.#parts.failed(reason);
      return false;
    }
  }

  async #rest(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
  }
}
