import { statSync } from 'node:fs';
import { Rejected } from '#libs/contracts';
import { Database } from './database.ts';
import { ModelFiles, type ModelName } from './projecting/model-files.ts';
import { FOREVER, type Tables } from './projection.ts';

/** A read model's rows, as its reader gets them. */
export interface ModelRows {
  /** The tables as of now; to be asked for once in every answer. Rejected STALE while the model is built first. */
  tables(): Tables;
}

/** As of which position a span table is asked where nothing else is said. */
export const NEWEST = FOREVER - 1;

/** For how long a file that was found in use is taken to be: orders look a dozen times in less. */
const LOOKED_MS = 1;

interface Open {
  readonly database: Database;
  /** Which pointer file it was opened by. */
  readonly pointer: string;
}

/** One read model's file, read-only, on the caller's thread. Follows every switch to a newer file. */
export class ModelReader implements ModelRows {
  readonly #name: string;
  readonly #files: ModelFiles;
  #open: Open | undefined;
  #opened = 0;
  #lookedAt = -Infinity;

  constructor(folder: string, name: ModelName) {
    this.#name = name.name;
    this.#files = new ModelFiles(folder, name);
  }

  tables(): Tables {
    const database = this.#inUse();
    if (database === undefined) throw new Rejected('STALE', { position: -1 });
    return database;
  }

  /** The last position it holds; -1 before the first event, and while it is built for the first time. */
  position(): number {
    const database = this.#inUse();
    return database === undefined ? -1 : positionOf(database);
  }

  /** How the model stands: another word once it holds more, or is read from another file. */
  stand(): string {
    const database = this.#inUse();
    return database === undefined ? '' : `${this.#opened}:${positionOf(database)}`;
  }

  close(): void {
    this.#open?.database.close();
    this.#open = undefined;
  }

  /** The file that is in use now; undefined while there is none. */
  #inUse(): Database | undefined {
    const now = performance.now();
    if (this.#open !== undefined && now - this.#lookedAt < LOOKED_MS) return this.#open.database;
    const pointer = this.#pointer();
    this.#lookedAt = now;
    if (this.#open !== undefined && this.#open.pointer === pointer) return this.#open.database;
    this.close();
    const file = this.#files.current();
    if (pointer === undefined || file === undefined) return undefined;
    const database = new Database(file, { readOnly: true, damaged: (cause) => this.#damaged(cause) });
    this.#open = { database, pointer };
    this.#opened++;
    return database;
  }

  #damaged(cause: unknown): Rejected {
    this.close();
    return Object.assign(new Rejected('STALE', { model: this.#name, because: 'DAMAGED' }), { cause });
  }

  /** A switch replaces the pointer file, and so its inode and its time. */
  #pointer(): string | undefined {
    const found = statSync(this.#files.pointer, { throwIfNoEntry: false });
    return found && `${found.ino}:${found.mtimeMs}`;
  }
}

/** The last position that the model's tables hold. */
export function positionOf(tables: Tables): number {
  return tables.one<{ position: number }>('SELECT position FROM projection')?.position ?? -1;
}

/** Whether an event of this family, person or stream was parked. */
export function isStale(tables: Tables, id: string): boolean {
  return tables.one('SELECT 1 FROM stale WHERE id = ?', id) !== undefined;
}
