import { closeSync, fdatasync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readIfThere, replaceFile } from '../ledger/durable-file.ts';

const search = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.object({ user: z.string(), role: z.string(), agency: z.string() }),
  persons: z.array(z.string()),
});
const noted = z.object({ noted: z.string() });

export interface SealedSearch {
  /** A UUID of the search, the same whenever it is noted. */
  readonly id: string;
  /** When it was: an instant. */
  readonly at: string;
  readonly actor: Readonly<z.infer<typeof search>['actor']>;
  /** Who was found and is sealed from whoever searched: mostly nobody. */
  readonly persons: readonly string[];
}

/** Makes what was written to a descriptor durable. */
export type Sync = (descriptor: number) => Promise<void>;

const durably: Sync = promisify(fdatasync);

/**
 * Searches on their way to be noted, a line each in a file, durable before the search is answered, so that a process that is
 * killed in between, or a machine that loses power, leaves them to the next. Every search is written, whoever it met, so that
 * it costs the same; once all are noted the file is empty. It holds nothing that the notes do not: ids.
 */
export class SearchJournal {
  readonly #descriptor: number;
  readonly #left: Map<string, SealedSearch>;

  readonly #sync: Sync;

  constructor(file: string, sync = durably) {
    this.#left = leftIn(file);
    this.#sync = sync;
    replaceFile(file, [...this.#left.values()].map(lineOf).join(''));
    this.#descriptor = openSync(file, 'a');
  }

  /** What was written and not noted, the earliest first. */
  left(): SealedSearch[] {
    return [...this.#left.values()];
  }

  /** Resolves once it is durable. */
  async write(search: SealedSearch): Promise<void> {
    this.#left.set(search.id, search);
    this.#append(search);
    await this.#sync(this.#descriptor);
  }

  noted(id: string): void {
    this.#left.delete(id);
    if (this.#left.size === 0) ftruncateSync(this.#descriptor);
    else this.#append({ noted: id });
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Whole, or it throws. It begins a line of its own: a full disk may have cut the one before. */
  #append(line: object): void {
    writeFileSync(this.#descriptor, `\n${lineOf(line)}`);
  }
}

function lineOf(line: object): string {
  return `${JSON.stringify(line)}\n`;
}

function leftIn(file: string): Map<string, SealedSearch> {
  const left = new Map<string, SealedSearch>();
  const lines = readIfThere(file)?.split('\n') ?? [];
  for (const line of lines.slice(0, -1)) {
    const said = saidIn(line);
    if (said === undefined) continue;
    const done = noted.safeParse(said);
    if (done.success) left.delete(done.data.noted);
    else {
      const written = search.parse(said);
      left.set(written.id, written);
    }
  }
  return left;
}

/** A line that a kill or a full disk cut short, or a loss of power spoilt, is of a search that was not answered. */
function saidIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
