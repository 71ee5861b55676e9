import { Worker } from 'node:worker_threads';
import { StoreError } from '../errors.ts';
import type { CopiedEvent } from './copied-log.ts';
import { storeErrorOf, type FillerHost, type NotAdded } from './filler-host.ts';
import { packedEvents, type PackedEvents } from './packed-events.ts';

/** What the thread is asked; null makes all of it durable. */
export type FillerTask = PackedEvents | null;
export type Answered = { readonly notAdded?: NotAdded | undefined };

/** Fills a log on a thread of its own. Throws `StoreError` where it cannot be made. */
export async function fillerThread(file: string): Promise<FillerHost> {
  const fromSource = import.meta.url.endsWith('.ts');
  const thread = new Worker(
    new URL(fromSource ? './filler.worker.ts' : './filler.worker.js', import.meta.url),
    { workerData: file, ...(fromSource ? { execArgv: ['--conditions=source'] } : {}) },
  );
  const host = new Hosted(thread);
  const { notAdded } = await host.answer();
  if (notAdded !== undefined) throw storeErrorOf(notAdded);
  return host;
}

/** Answers come in the order in which was asked. */
class Hosted implements FillerHost {
  readonly #thread: Worker;
  readonly #waiting: PromiseWithResolvers<Answered>[] = [];
  #ended: unknown;

  constructor(thread: Worker) {
    this.#thread = thread;
    thread.on('message', (answer: Answered) => this.#waiting.shift()?.resolve(answer));
    thread.on('error', (error) => this.#end(error));
    thread.on('exit', () => this.#end(new Error('the thread has ended')));
  }

  async fill(events: readonly CopiedEvent[]): Promise<NotAdded | undefined> {
    const packed = packedEvents(events);
    const answer = this.answer();
    this.#thread.postMessage(packed satisfies FillerTask, [packed.documents.buffer]);
    return (await answer).notAdded;
  }

  async close(): Promise<void> {
    const answer = this.answer();
    this.#thread.postMessage(null satisfies FillerTask);
    const { notAdded } = await answer;
    if (notAdded !== undefined) throw storeErrorOf(notAdded);
  }

  async abandon(): Promise<void> {
    await this.#thread.terminate();
  }

  answer(): Promise<Answered> {
    const waiting = Promise.withResolvers<Answered>();
    if (this.#ended === undefined) this.#waiting.push(waiting);
    else waiting.reject(this.#ended);
    return waiting.promise;
  }

  #end(reason: unknown): void {
    this.#ended ??= new StoreError('UNAVAILABLE', 'The thread that fills the log has ended.', {
      cause: reason,
    });
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
  }
}
