import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { HASH_BYTES, type HashList } from '#libs/ledger';

const READ = 4096 * HASH_BYTES;

/** Keeps no hash: compares each with the next one of a file, as far as the file goes. */
export class ComparedHashes implements HashList {
  readonly #descriptor: number | undefined;
  readonly #read = Buffer.alloc(READ);
  #from = 0;
  #until = 0;
  length = 0;
  /** Whether one was another. */
  differs = false;

  constructor(file: string) {
    this.#descriptor = existsSync(file) ? openSync(file, 'r') : undefined;
  }

  at(): Uint8Array {
    throw new RangeError('Nothing is kept.');
  }

  add(hash: Uint8Array): void {
    const start = this.length * HASH_BYTES;
    this.length++;
    if (this.differs || !this.#reaches(start + HASH_BYTES)) return;
    const kept = this.#read.subarray(start - this.#from, start - this.#from + HASH_BYTES);
    this.differs = Buffer.compare(kept, hash) !== 0;
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }

  #reaches(end: number): boolean {
    if (end <= this.#until) return true;
    if (this.#descriptor === undefined) return false;
    this.#from = end - HASH_BYTES;
    this.#until = this.#from + readSync(this.#descriptor, this.#read, 0, READ, this.#from);
    return end <= this.#until;
  }
}
