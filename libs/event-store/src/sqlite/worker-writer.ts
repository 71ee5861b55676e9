import { Worker } from 'node:worker_threads';
import { StoreError } from '../errors.ts';
import type { Append, Outcome, Refusal, WriterHost } from './append.ts';
import { packed } from './packed.ts';

/** A group of documents is out of memory when it is written: a thread without a bound keeps room for the main thread's garbage. */
const YOUNG_MB = 24;

/** Starts the writer on a thread of its own and resolves once it holds the log open. */
export async function workerWriter(file: string): Promise<WriterHost> {
  const fromSource = import.meta.url.endsWith('.ts');
  const worker = new Worker(
    new URL(fromSource ? './writer-worker.ts' : './writer-worker.js', import.meta.url),
    {
      workerData: file,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      ...(fromSource ? { execArgv: ['--conditions=source'] } : {}),
    },
  );
  const host = new Hosted(worker);
  const greeting = await host.answer<'ready' | Refusal>();
  if (greeting !== 'ready') throw new StoreError(greeting.kind, greeting.message);
  return host;
}

/** One question at a time; the thread keeps the process alive only while it owes an answer. */
class Hosted implements WriterHost {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #settle: { resolve: (answer: unknown) => void; reject: (error: unknown) => void } | undefined;
  #failure: StoreError | undefined;
  onStopped: (() => void) | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: unknown) => {
      if (answer === 'stopped') this.onStopped?.();
      else this.#settle?.resolve(answer);
    });
    worker.on('error', (error) => this.#fail(error));
    this.#ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#fail();
        resolve();
      });
    });
  }

  commit(group: readonly Append[]): Promise<readonly Outcome[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.#worker.ref();
    const answer = this.answer<readonly Outcome[]>();
    const message = packed(group);
    this.#worker.postMessage(message, [message.documents.buffer]);
    return answer;
  }

  async close(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage(null);
    await this.#ended;
  }

  async answer<T>(): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#settle = { resolve: (answer) => resolve(answer as T), reject };
      });
    } finally {
      this.#settle = undefined;
      this.#worker.unref();
    }
  }

  #fail(cause?: unknown): void {
    this.#failure ??= new StoreError(
      'UNAVAILABLE',
      'The writer thread has ended; nothing more is written. Restart the service.',
      { cause },
    );
    this.#settle?.reject(
      new StoreError('UNKNOWN_OUTCOME', 'The writer thread ended before it answered.', { cause }),
    );
  }
}
