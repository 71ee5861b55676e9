import { Worker } from 'node:worker_threads';
import type { Segment } from './segment.ts';

/** From one position up to, not including, another. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

interface Asked {
  readonly resolve: (segment: Segment) => void;
  readonly reject: (error: unknown) => void;
}

/** Room for a few pages of documents, none of which live long: with less a fifth of the time goes into clearing them away. */
const YOUNG_MB = 64;

/** Reads and hashes segments of a log on a thread of its own, in the order in which it is asked. */
export class SegmentThread {
  readonly #worker: Worker;
  readonly #asked: Asked[] = [];

  constructor(logFile: string) {
    const fromSource = import.meta.url.endsWith('.ts');
    this.#worker = new Worker(
      new URL(fromSource ? './segment.worker.ts' : './segment.worker.js', import.meta.url),
      {
        workerData: logFile,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
        ...(fromSource ? { execArgv: ['--conditions=source'] } : {}),
      },
    );
    this.#worker.on('message', (segment: Segment) => this.#asked.shift()?.resolve(segment));
    this.#worker.on('error', (error: unknown) => {
      for (const { reject } of this.#asked.splice(0)) reject(error);
    });
  }

  read(range: Range): Promise<Segment> {
    const { promise, resolve, reject } = Promise.withResolvers<Segment>();
    this.#asked.push({ resolve, reject });
    this.#worker.postMessage(range);
    // Whoever takes it hears of a failure; one that is never taken is no one's.
    promise.catch(() => undefined);
    return promise;
  }

  /** What it was asked for and has not read is read no more. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
