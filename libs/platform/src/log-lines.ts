import { channel } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** How much is kept, of bytes, for a disk that is full or a reader that stalls. */
const MOST_KEPT = 1_048_576;
const AGAIN_MS = 100;
/** A process that ends gives a slow reader so long. */
const LAST_MS = 1_000;

/** Each line of the log that is lost. */
export const lostLines = channel('family-help:log-line-lost');

/**
 * The log's lines on their way into a file that is open. None is waited for, and none is ever an error of the service:
 * what cannot be written is kept and tried again, and what is more than a megabyte of it is lost and counted. As the
 * process ends, what is kept is written as far as it can be.
 */
export class LogLines implements DestinationStream {
  readonly #file: number;
  readonly #goesAgain: (lost: number) => void;
  readonly #kept: Buffer[] = [];
  #bytes = 0;
  #lost = 0;
  #again: NodeJS.Timeout | undefined;
  readonly #writeLast = (): void => {
    const until = performance.now() + LAST_MS;
    while (this.#written() === 'EAGAIN' && performance.now() < until) sleep(20);
  };

  /** A pipe must not block. `goesAgain` is told, once lines are written again, how many were lost. */
  constructor(file: number, goesAgain: (lost: number) => void) {
    this.#file = file;
    this.#goesAgain = goesAgain;
    process.once('exit', this.#writeLast);
  }

  write(line: string): void {
    const bytes = Buffer.from(line);
    if (this.#bytes + bytes.length > MOST_KEPT) return this.#lose();
    this.#kept.push(bytes);
    this.#bytes += bytes.length;
    if (this.#again === undefined) this.#go();
  }

  /** Before its file is closed: what is kept is let go, for the file's number may be another file's by the next try. */
  close(): void {
    clearTimeout(this.#again);
    process.off('exit', this.#writeLast);
    this.#kept.length = 0;
    this.#bytes = 0;
  }

  #lose(): void {
    this.#lost += 1;
    lostLines.publish({});
  }

  #go(): void {
    this.#again = undefined;
    if (this.#written() !== undefined) this.#again = setTimeout(() => this.#go(), AGAIN_MS).unref();
    else if (this.#lost > 0) this.#tell();
  }

  #tell(): void {
    const lost = this.#lost;
    this.#lost = 0;
    this.#goesAgain(lost);
  }

  /** Writes what it can, and answers why no more. */
  #written(): string | undefined {
    for (let first = this.#kept[0]; first !== undefined; first = this.#kept[0])
      try {
        const written = writeSync(this.#file, first);
        this.#bytes -= written;
        if (written === first.length) this.#kept.shift();
        else this.#kept[0] = first.subarray(written);
      } catch (reason) {
        return (reason as NodeJS.ErrnoException).code ?? 'UNKNOWN';
      }
    return undefined;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
