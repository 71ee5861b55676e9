import { Rejected } from '#libs/contracts';
import { parseCheckpoint, parseNote } from '#libs/ledger';
import type { LedgerStatus } from './ledgers-api.ts';

const WAIT_MS = 10_000;

interface Waiting {
  readonly origin: string;
  readonly position: number;
  readonly settle: (reached: boolean) => void;
}

/** How far each log is signed, and who waits for it. */
export class Signings {
  readonly #status = new Map<string, LedgerStatus>();
  readonly #waiting = new Set<Waiting>();
  readonly #told: (status: LedgerStatus) => void;
  readonly #refusal = Promise.withResolvers<string>();

  /** `told` hears of every change. */
  constructor(told: (status: LedgerStatus) => void = () => undefined) {
    this.#told = told;
  }

  status(): readonly LedgerStatus[] {
    return [...this.#status.values()];
  }

  tell(status: LedgerStatus): void {
    const known = this.#status.get(status.origin);
    if (known !== undefined && isSame(known, status)) return;
    this.#status.set(status.origin, status);
    this.#told(status);
    if (status.refused !== undefined) this.#refusal.resolve(status.refused);
    for (const { origin, position, settle } of this.#waiting)
      if (position < this.#sizeOf(origin)) settle(true);
  }

  refused(): Promise<string> {
    return this.#refusal.promise;
  }

  /** Resolves once a checkpoint holds the position; rejects with STALE where it takes too long. */
  reached(origin: string, position: number): Promise<void> {
    if (position < this.#sizeOf(origin)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (reached: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        if (reached) resolve();
        else reject(new Rejected('STALE', { position: this.#sizeOf(origin) - 1 }));
      };
      const timer = setTimeout(() => settle(false), WAIT_MS);
      const waiting = { origin, position, settle };
      this.#waiting.add(waiting);
    });
  }

  close(): void {
    for (const { settle } of this.#waiting) settle(false);
  }

  #sizeOf(origin: string): number {
    const note = parseNote(this.#status.get(origin)?.checkpoint ?? '');
    return (note && parseCheckpoint(note.text)?.size) ?? 0;
  }
}

function isSame(one: LedgerStatus, other: LedgerStatus): boolean {
  return (
    one.checkpoint === other.checkpoint &&
    one.failure === other.failure &&
    one.refused === other.refused &&
    one.uncosigned === other.uncosigned
  );
}
