import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';

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

/**
 * Searches on their way to be noted, a line each in a file, so that a process that is killed in between leaves them to the
 * next. Every search is written, whoever it met, so that it costs the same; once all are noted the file is empty. It holds
 * nothing that the notes do not: ids.
 */
export class SearchJournal {
  readonly #descriptor: number;
  readonly #left: Map<string, SealedSearch>;

  constructor(file: string) {
    this.#left = leftIn(file);
    this.#descriptor = openSync(file, 'a', 0o600);
    ftruncateSync(this.#descriptor);
    for (const each of this.#left.values()) this.#append(each);
  }

  /** What was written and not noted, the earliest first. */
  left(): SealedSearch[] {
    return [...this.#left.values()];
  }

  write(search: SealedSearch): void {
    this.#left.set(search.id, search);
    this.#append(search);
  }

  noted(id: string): void {
    this.#left.delete(id);
    if (this.#left.size === 0) ftruncateSync(this.#descriptor);
    else this.#append({ noted: id });
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #append(line: object): void {
    writeSync(this.#descriptor, `${JSON.stringify(line)}\n`);
  }
}

/** A line that a kill cut short is of a search that was not answered. */
function leftIn(file: string): Map<string, SealedSearch> {
  const left = new Map<string, SealedSearch>();
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  for (const line of lines.slice(0, -1)) {
    const said: unknown = JSON.parse(line);
    const done = noted.safeParse(said);
    if (done.success) left.delete(done.data.noted);
    else {
      const written = search.parse(said);
      left.set(written.id, written);
    }
  }
  return left;
}
