import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { syncFolder } from '../ledger/durable-file.ts';
import { BadPlace } from './bad-place.ts';

/** What a file that is not whole yet is called by, so that none is taken for one. */
const PART = '.part';
const GATHERED = 1024 ** 2;
const CHUNK = 1024 ** 2;
const LINE_FEED = 10;
const LAST = /^\{"sha256":"([0-9a-f]{64})"\}\n$/;
const LAST_BYTES = lastLine('0'.repeat(64)).length;

function lastLine(sha256: string): string {
  return `{"sha256":"${sha256}"}\n`;
}

export type WriteLine = (line: string) => void;

/**
 * Writes a file of lines of JSON whose last holds the SHA-256 of all before it, and answers that. It stands under its name
 * only once it is whole and durable, and is readable by its owner only; what fails leaves nothing.
 */
export async function writeHashed(
  file: string,
  fill: (line: WriteLine) => Promise<void> | void,
): Promise<string> {
  const part = `${file}${PART}`;
  const out = new Lines(openSync(part, 'w', 0o600));
  try {
    await fill((line) => out.add(line));
    const sha256 = out.end();
    renameSync(part, file);
    syncFolder(dirname(file));
    return sha256;
  } catch (error) {
    out.close();
    rmSync(part, { force: true });
    throw error;
  }
}

/** Gathers lines and writes them a megabyte at a time. */
class Lines {
  readonly #descriptor: number;
  readonly #hash: Hash = createHash('sha256');
  #gathered: string[] = [];
  #length = 0;
  #open = true;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  add(line: string): void {
    this.#gathered.push(line, '\n');
    this.#length += line.length;
    if (this.#length >= GATHERED) this.#write();
  }

  /** Makes all of it durable. */
  end(): string {
    this.#write();
    const sha256 = this.#hash.digest('hex');
    this.#put(Buffer.from(lastLine(sha256)));
    fsyncSync(this.#descriptor);
    this.close();
    return sha256;
  }

  close(): void {
    if (this.#open) closeSync(this.#descriptor);
    this.#open = false;
  }

  #write(): void {
    const bytes = Buffer.from(this.#gathered.join(''));
    this.#gathered = [];
    this.#length = 0;
    this.#hash.update(bytes);
    this.#put(bytes);
  }

  #put(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
  }
}

/**
 * The lines of a file that `writeHashed` wrote, without its last; each is gone when the next is asked for. Throws `BadPlace`
 * where it is not there or is cut short, and after the last line where it is not as it was written, or not the one of that
 * hash: until then nothing that was given is proven.
 */
export function* linesOf(file: string, expected?: string): Generator<Buffer, void, undefined> {
  if (!existsSync(file)) throw bad(file, 'it is not there');
  const descriptor = openSync(file, 'r');
  try {
    const sha256 = endOf(descriptor, file);
    const hash = createHash('sha256');
    yield* linesUpTo(fstatSync(descriptor).size - LAST_BYTES, { descriptor, hash, file });
    if (hash.digest('hex') !== sha256) throw bad(file, 'its bytes are not those that were written');
    if (expected !== undefined && sha256 !== expected) throw bad(file, 'it is not the file of this backup');
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a file to its end, and keeps nothing: throws as `linesOf` does. */
export function checkHash(file: string, expected: string): void {
  const lines = linesOf(file, expected);
  while (lines.next().done !== true);
}

function endOf(descriptor: number, file: string): string {
  const { size } = fstatSync(descriptor);
  const bytes = Buffer.alloc(LAST_BYTES);
  if (size > LAST_BYTES) readSync(descriptor, bytes, 0, LAST_BYTES, size - LAST_BYTES);
  const [, sha256] = LAST.exec(bytes.toString('latin1')) ?? [];
  if (sha256 === undefined) throw bad(file, 'it is cut short: its last line is not there whole');
  return sha256;
}

interface Read {
  readonly descriptor: number;
  readonly hash: Hash;
  readonly file: string;
}

function* linesUpTo(end: number, { descriptor, hash, file }: Read): Generator<Buffer, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for (let at = 0; at < end;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, end - at));
    const length = readSync(descriptor, chunk, 0, chunk.length, at);
    if (length === 0) break;
    at += length;
    const read = chunk.subarray(0, length);
    hash.update(read);
    const bytes = rest.length === 0 ? read : Buffer.concat([rest, read]);
    let from = 0;
    for (let to = bytes.indexOf(LINE_FEED, from); to >= 0; to = bytes.indexOf(LINE_FEED, from)) {
      yield bytes.subarray(from, to);
      from = to + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) throw bad(file, 'its last line is not one of its own');
}

function bad(file: string, reason: string): BadPlace {
  return new BadPlace(reason, { file: basename(file) });
}
