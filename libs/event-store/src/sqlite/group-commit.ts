import { StoreError } from '../errors.ts';
import type { Appended } from '../port.ts';
import type { Append, Outcome, WriterHost } from './append.ts';

const GROUP_APPENDS = 128;
const GROUP_BYTES = 1024 * 1024;

/** A durable append. */
export interface Committed {
  readonly append: Append;
  readonly appended: Appended;
}

interface Waiting {
  append: Append;
  bytes: number;
  resolve: (appended: Appended) => void;
  reject: (error: unknown) => void;
  /** Lets go of the caller's signal. */
  release: () => void;
}

/** Gathers what is asked while the last group is being made durable, and hands it over as the next. Nothing waits for company. */
export class GroupCommit {
  readonly #host: WriterHost;
  readonly #committed: (group: readonly Committed[]) => void;
  readonly #queue: Waiting[] = [];
  #running: Promise<void> | undefined;
  /** Whether the writer writes nothing more. */
  isStopped = false;

  /** `committed` is told of the appends of a group that are durable, in the order of the log, before whoever asked for them. */
  constructor(host: WriterHost, committed: (group: readonly Committed[]) => void) {
    this.#host = host;
    this.#committed = committed;
  }

  append(append: Append, signal?: AbortSignal): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const bytes = append.events.reduce((sum, event) => sum + event.document.byteLength, 0);
      const abandon = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(signal?.reason as Error);
      };
      const waiting: Waiting = {
        append,
        bytes,
        resolve,
        reject,
        release: () => signal?.removeEventListener('abort', abandon),
      };
      signal?.addEventListener('abort', abandon, { once: true });
      this.#queue.push(waiting);
      this.#running ??= this.#run();
    });
  }

  /** Resolves when all that was asked has been answered. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** The writer has the next group before the last is told of: it works while those who are told go on. */
  async #run(): Promise<void> {
    await new Promise((resume) => setImmediate(resume));
    let answer = this.#write(this.#take());
    for (let isMore = true; isMore;) {
      const tell = await answer;
      const next = this.#take();
      answer = this.#write(next);
      tell();
      isMore = next.length > 0 || this.#queue.length > 0;
    }
    this.#running = undefined;
  }

  #take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const waiting of this.#queue) {
      bytes += waiting.bytes;
      if (count === GROUP_APPENDS || (count > 0 && bytes > GROUP_BYTES)) break;
      count++;
    }
    const group = this.#queue.splice(0, count);
    group.forEach((waiting) => waiting.release());
    return group;
  }

  /** Resolves once the group is durable or refused, with what tells so. */
  async #write(group: readonly Waiting[]): Promise<() => void> {
    if (group.length === 0) return () => undefined;
    try {
      const outcomes = await this.#host.commit(group.map((waiting) => waiting.append));
      this.isStopped ||= outcomes.some((outcome) => 'refused' in outcome && outcome.refused.stops === true);
      return () => {
        const committed = committedOf(group, outcomes);
        if (committed.length > 0) this.#committed(committed);
        group.forEach((waiting, index) => settle(waiting, outcomes[index]));
      };
    } catch (error) {
      this.isStopped = true;
      return () => group.forEach((waiting) => waiting.reject(error));
    }
  }
}

function committedOf(group: readonly Waiting[], outcomes: readonly Outcome[]): Committed[] {
  return group.flatMap(({ append }, index) => {
    const outcome = outcomes[index];
    return outcome !== undefined && 'appended' in outcome ? { append, appended: outcome.appended } : [];
  });
}

function settle({ append, resolve, reject }: Waiting, outcome: Outcome | undefined): void {
  if (outcome === undefined) reject(new StoreError('UNKNOWN_OUTCOME', 'The writer gave no answer.'));
  else if ('appended' in outcome) resolve(outcome.appended);
  else reject(refusalOf(append, outcome.refused));
}

function refusalOf(
  { expected }: Append,
  { kind, message, actual }: Extract<Outcome, { refused: unknown }>['refused'],
): StoreError {
  return new StoreError(kind, message, actual === undefined ? {} : { expected, actual });
}
