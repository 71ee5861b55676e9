import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../ledger/durable-file.ts';
import { refuseSettings, refuseToOpen } from '../refuse.ts';
import { isNoRoom } from './no-room.ts';

/** Stands in a folder for as long as a record is being put back into it. */
const MARK = '.restoring';
/** All that a restore puts into a folder. */
const PUT_BACK =
  /^(\.restoring|(events|access|keys)\.db(-wal|-shm|-journal)?|ledger|access-ledger|development\.kek)$/;
/** What a file system keeps in its own root. */
const NOT_OURS = 'lost+found';

/** STORE_REFUSED where a restore into the folder was cut short: what stands in it is a part of a record. */
export function checkRestored(folder: string): void {
  if (existsSync(join(folder, MARK)))
    throw refuseToOpen('A restore into this folder is not finished: run fhr restore again.');
}

/** A folder into which a record is put back, and which nobody opens before that is done. */
export class TargetFolder {
  readonly path: string;
  readonly #made: boolean;

  /**
   * Takes the folder, making it where there is none; what a restore that was cut short left there is removed. Throws
   * `Rejected` STORE_REFUSED where anything else is in it, SETTINGS_REFUSED where it cannot be written.
   */
  constructor(path: string) {
    this.path = path;
    this.#made = !existsSync(path);
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 });
    } catch (error) {
      if (isNoRoom(error)) throw error;
      throw refuseSettings(`--to: ${path} is no folder and cannot be made one.`);
    }
    const there = readdirSync(path).filter((name) => name !== NOT_OURS);
    const isOfARestore = there.includes(MARK) && there.every((name) => PUT_BACK.test(name));
    if (there.length > 0 && !isOfARestore)
      throw refuseToOpen(`${path} is not empty: a record is put back into an empty folder only.`);
    this.#clear(there.filter((name) => name !== MARK));
    closeSync(openSync(join(path, MARK), 'w', 0o600));
    syncFolder(path);
  }

  /** What stands in it is whole, and may be opened. */
  done(): void {
    syncFolder(this.path);
    rmSync(join(this.path, MARK));
    syncFolder(this.path);
  }

  /** Removes all that was put into it, and then only what says that it is not whole. */
  abandon(): void {
    const there = readdirSync(this.path).filter((name) => PUT_BACK.test(name));
    this.#clear(there.filter((name) => name !== MARK));
    syncFolder(this.path);
    this.#clear(there.filter((name) => name === MARK));
    if (this.#made) rmdirSync(this.path);
  }

  #clear(names: readonly string[]): void {
    for (const name of names) rmSync(join(this.path, name), { recursive: true });
  }
}
