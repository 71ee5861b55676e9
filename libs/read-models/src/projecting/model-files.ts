import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Projection } from '../projection.ts';

export type ModelName = Pick<Projection, 'name' | 'version'>;

/**
 * A model's files: `<name>.v<version>.<generation>.db`, and `<name>.v<version>.current`, which names the generation in
 * use. A built file comes under a name of its own and only the small file is replaced, so that no reader's write-ahead
 * log can ever meet another database under the same path.
 */
export class ModelFiles {
  readonly #folder: string;
  readonly #stem: string;
  readonly #name: string;
  readonly #version: number;

  constructor(folder: string, { name, version }: ModelName) {
    this.#folder = folder;
    this.#name = name;
    this.#version = version;
    this.#stem = `${name}.v${version}`;
  }

  /** Names the generation in use; replaced atomically at every switch. */
  get pointer(): string {
    return join(this.#folder, `${this.#stem}.current`);
  }

  get rebuild(): string {
    return join(this.#folder, `${this.#stem}.rebuild.db`);
  }

  /** The file in use; undefined while the first one is being built, and where the pointer does not name one. */
  current(): string | undefined {
    if (!existsSync(this.pointer)) return undefined;
    const name = readFileSync(this.pointer, 'utf8');
    const file = join(this.#folder, name);
    return name.startsWith(`${this.#stem}.`) && existsSync(file) ? file : undefined;
  }

  /** Makes the rebuilt file the one in use, durably, and answers its path. It must be closed. */
  switchToRebuilt(): string {
    const next = `${this.#stem}.${this.#generation() + 1}.db`;
    sync(this.rebuild);
    renameSync(this.rebuild, join(this.#folder, next));
    const draft = `${this.pointer}.next`;
    writeFileSync(draft, next);
    sync(draft);
    renameSync(draft, this.pointer);
    syncFolder(this.#folder);
    return join(this.#folder, next);
  }

  /** Removes every file of this model but the one in use: other versions and generations, and a build cut short. */
  removeOthers(): void {
    this.#removeUpTo(Infinity);
  }

  /** The same, but not later versions, which another program may be building for the time after an upgrade. */
  removeEarlier(): void {
    this.#removeUpTo(this.#version);
  }

  #removeUpTo(version: number): void {
    const current = existsSync(this.pointer) ? readFileSync(this.pointer, 'utf8') : undefined;
    const isKept = (file: string) =>
      file === `${this.#stem}.current` || (current !== undefined && file.startsWith(current));
    for (const file of readdirSync(this.#folder)) {
      const [, name, of] = /^(.+)\.v(\d+)\./.exec(file) ?? [];
      if (name === this.#name && Number(of) <= version && !isKept(file)) remove(join(this.#folder, file));
    }
  }

  removeRebuild(): void {
    for (const ending of ['', '-journal', '-wal', '-shm'])
      rmSync(`${this.rebuild}${ending}`, { force: true });
  }

  /** The last there is, in use or left behind: a name is never given twice while its file may be open somewhere. */
  #generation(): number {
    const own = readdirSync(this.#folder).filter((file) => file.startsWith(`${this.#stem}.`));
    return Math.max(0, ...own.map((file) => Number(/\.(\d+)\.db$/.exec(file)?.[1] ?? 0)));
  }
}

const BESIDE = 'beside-';

/** Makes a folder in that of the models for others to be compared with them. */
export function makeBeside(folder: string): string {
  return mkdtempSync(join(folder, BESIDE));
}

/** Removes every such folder, whoever may be building there. */
export function removeBeside(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(BESIDE)) rmSync(join(folder, name), { recursive: true, force: true });
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Held open elsewhere (Windows): the next start removes it.
  }
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A folder cannot be opened on every system; where it can, its new names are made durable. */
function syncFolder(folder: string): void {
  if (process.platform !== 'win32') {
    const descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  }
}
