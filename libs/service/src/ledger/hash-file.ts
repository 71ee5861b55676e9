import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { HASH_BYTES, hashesOf, wholeLeaves, type HashList } from '#libs/ledger';

/** Hashes gathered in memory before they are written: 64 KiB. */
const GATHERED = 2048;

/** Hashes in a file, one after the other and nothing else. What was added is durable after `save`. */
export class HashFile implements HashList {
  readonly #descriptor: number;
  readonly #gathered = new Uint8Array(GATHERED * HASH_BYTES);
  #written: number;
  #waiting = 0;

  /** Opens the file, making it where there is none, and cuts off what was not written whole. */
  constructor(file: string, { readOnly = false } = {}) {
    this.#descriptor = openSync(file, readOnly ? 'r' : flagsOf(file), 0o600);
    const whole = hashesOf(wholeLeaves(Math.floor(fstatSync(this.#descriptor).size / HASH_BYTES)));
    this.#written = whole;
    if (!readOnly) ftruncateSync(this.#descriptor, whole * HASH_BYTES);
  }

  get length(): number {
    return this.#written + this.#waiting;
  }

  at(index: number): Uint8Array {
    if (index < 0 || index >= this.length) throw new RangeError(`There is no hash ${index}.`);
    if (index >= this.#written) {
      const from = (index - this.#written) * HASH_BYTES;
      return this.#gathered.slice(from, from + HASH_BYTES);
    }
    const hash = new Uint8Array(HASH_BYTES);
    readSync(this.#descriptor, hash, 0, HASH_BYTES, index * HASH_BYTES);
    return hash;
  }

  add(hash: Uint8Array): void {
    if (this.#waiting === GATHERED) this.#write();
    this.#gathered.set(hash, this.#waiting * HASH_BYTES);
    this.#waiting++;
  }

  /** Forgets all but the first hashes. */
  cut(length: number): void {
    this.#write();
    ftruncateSync(this.#descriptor, length * HASH_BYTES);
    this.#written = length;
  }

  save(): void {
    this.#write();
    fdatasyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #write(): void {
    const bytes = this.#gathered.subarray(0, this.#waiting * HASH_BYTES);
    for (let done = 0; done < bytes.length;)
      done += writeSync(
        this.#descriptor,
        bytes,
        done,
        bytes.length - done,
        this.#written * HASH_BYTES + done,
      );
    this.#written += this.#waiting;
    this.#waiting = 0;
  }
}

function flagsOf(file: string): 'r+' | 'w+' {
  try {
    closeSync(openSync(file, 'r'));
    return 'r+';
  } catch {
    return 'w+';
  }
}
