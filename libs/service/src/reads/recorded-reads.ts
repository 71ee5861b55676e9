import {
  decide,
  isLeft,
  isWhateverRecord,
  strangers,
  type Decision,
  type Principal,
  type Relations,
} from '#libs/access';
import { Rejected, streamSubject } from '#libs/contracts';
import { openings, tellDecision } from '../told.ts';
import { familiesAsked, subjectsAsked } from './asked.ts';
import type { Answered, LookReading, ReadDoor, Reading, Unopened } from './read-door.ts';
import type { OpenedRecords, ReadRecords } from './read-records.ts';

export interface ReadParts {
  readonly records: Pick<ReadRecords, 'keep'>;
  /** How a caller stands to a record: a stream, a person by the bare id. */
  relations(principal: Principal, record: string, position?: number): Promise<Relations>;
  /** Whether the caller broke the glass for a record, and it is open still. */
  hasBrokenGlass?(principal: Principal, record: string): Promise<boolean>;
  /** Whether the caller's account is suspended, or their work has ended. */
  isLockedOut(principal: Principal): Promise<boolean>;
  /** Whether what is held of somebody in a record is kept, and not used. */
  isRestricted(record: string): Promise<boolean>;
  /** The authority whose record it is: nobody of another reads it. */
  readonly authority: string;
  /** The position of the read models. */
  position(): number;
  /** Throws `Rejected` STALE where access may have been withdrawn that this node does not know of. */
  checkProven?(): void;
  /** Subjects whose keys are gone, and of whom the read models may still hold something. */
  readonly beingErased?: ReadonlySet<string>;
}

/** A read without what answers it. */
type Asked = Omit<Reading<unknown>, 'answer'>;
type Permitted = Extract<Decision, { effect: 'PERMIT' }>;

/** The read door over a log of reads: no answer leaves before its record is durable. */
export class RecordedReads implements ReadDoor {
  readonly #parts: ReadParts;

  constructor(parts: ReadParts) {
    this.#parts = parts;
  }

  open<T>(reading: Reading<T>): Promise<T> {
    return this.#watched(reading, async (decision) => {
      const answered = await this.#orRefused(reading, decision, () => reading.answer(decision));
      return this.#answer(reading, decision, answered);
    });
  }

  look<T>(looking: LookReading<T>): Promise<T | undefined> {
    return this.#watched(looking, async (decision) => {
      const answered = await this.#orRefused(looking, decision, () => looking.answer(decision));
      return answered && this.#answer(looking, decision, answered);
    });
  }

  /** What is done once it is permitted. */
  #watched<A>(reading: Asked, work: (decision: Permitted) => Promise<A>): Promise<A> {
    const { read, purpose, door } = reading;
    return openings.tracePromise(async () => work(await this.#permitted(reading)), { read, purpose, door });
  }

  async #permitted(reading: Asked): Promise<Permitted> {
    this.#parts.checkProven?.();
    const decision = await this.#decide(reading);
    tellDecision('READ', decision);
    if (decision.effect === 'PERMIT') return decision;
    throw await this.#refused(reading, decision, new Rejected(decision.code));
  }

  async #orRefused<A>(reading: Asked, decision: Decision, work: () => Promise<A>): Promise<A> {
    try {
      return await work();
    } catch (error) {
      throw await this.#refused(reading, decision, error);
    }
  }

  /** The answer, once it is on record. */
  async #answer<T>(reading: Asked, decision: Permitted, answered: Answered<T>): Promise<T> {
    if (answered.classes.some((each) => !decision.classes.includes(each)))
      throw new TypeError(`${reading.read} answered fields that were not granted`);
    if (this.#isBeingErased(reading, answered))
      throw await this.#refused(reading, decision, new Rejected('STALE'));
    await this.#parts.records.keep(reading, decision, answered);
    return answered.value;
  }

  turnedAway(read: Unopened, by: string): Promise<void> {
    return this.#parts.records.keep(
      read,
      { effect: 'REFUSED', policyIds: [by], relationships: [] },
      this.#nothing(),
    );
  }

  async #decide(reading: Asked): Promise<Decision> {
    const { purpose, resource } = reading;
    const context = { authority: this.#parts.authority };
    const suspended = await this.#parts.isLockedOut(reading.principal);
    const principal = { ...reading.principal, suspended };
    const { kind, record, unseen: _, position, ...known } = resource;
    const by = { principal, action: 'read', purpose, context } as const;
    const toAnybody = decide({ ...by, resource: { ...strangers, kind } });
    if (isWhateverRecord(toAnybody)) return toAnybody;
    const relations =
      record === undefined ? strangers : await this.#parts.relations(principal, record, position);
    const asked = { ...by, resource: { ...relations, ...known, kind } };
    const decision = decide(asked);
    if (record === undefined) return decision;
    const more =
      decision.effect === 'PERMIT' ? await this.#restriction(reading) : await this.#brokenGlass(reading);
    return more === undefined ? decision : decide({ ...asked, resource: { ...asked.resource, ...more } });
  }

  /** Asked of reads that would be permitted, for what the law does not leave: no other waits for it. */
  async #restriction({
    purpose,
    resource: { record = '' },
  }: Asked): Promise<{ restricted: true } | undefined> {
    if (isLeft(purpose) || !(await this.#parts.isRestricted(record))) return undefined;
    return { restricted: true };
  }

  /** Asked of reads that would be refused, for a child's safety. */
  async #brokenGlass(reading: Asked): Promise<{ glassBroken: true } | undefined> {
    const {
      principal,
      purpose,
      resource: { record = '' },
    } = reading;
    if (purpose !== 'SAFEGUARDING' || !(await this.#parts.hasBrokenGlass?.(principal, record)))
      return undefined;
    return { glassBroken: true };
  }

  /** What the read models hold of whom was asked for, or is told of, is on its way out: nothing of it leaves any more. */
  #isBeingErased({ resource: { record } }: Asked, { families, persons }: Answered<unknown>): boolean {
    const { beingErased } = this.#parts;
    if (beingErased === undefined || beingErased.size === 0) return false;
    const opened = [...familiesAsked(record), ...families].map(streamSubject);
    return [...subjectsAsked(record), ...opened, ...persons].some((subject) => beingErased.has(subject));
  }

  async #refused(reading: Asked, decision: Decision, reason: unknown): Promise<unknown> {
    await this.#parts.records.keep(reading, { ...decision, effect: 'REFUSED' }, this.#nothing());
    return reason;
  }

  #nothing(): OpenedRecords {
    return { families: [], persons: [], results: 0, classes: [], position: this.#parts.position() };
  }
}
