import { isNativeError } from 'node:util/types';
import { Worker } from 'node:worker_threads';
import { Rejected } from '#libs/contracts';
import type { Evidence, EvidenceAsked, Ledgers, LedgerStatus, NotedHeads } from './ledgers-api.ts';
import type { LedgerSettings } from './log-ledger.ts';
import type { Proof, ProofAsked } from './proofs.ts';
import { Signings } from './signings.ts';

/** What the thread is asked; `id` where it answers. */
export type Question =
  | { readonly ask: 'heads'; readonly id: number }
  | { readonly ask: 'evidence'; readonly id: number; readonly asked: EvidenceAsked }
  | { readonly ask: 'note'; readonly id: number; readonly text: string }
  | { readonly ask: 'prove'; readonly id: number; readonly origin: string; readonly asked: ProofAsked }
  | { readonly ask: 'close' };

export type Message =
  | { readonly say: 'status'; readonly status: LedgerStatus }
  | { readonly say: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly say: 'failed'; readonly id: number; readonly reason: string };

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Keeps ledgers on a thread of its own, which keeps no process alive; does not wait until it has begun. */
export function keepInWorker(logs: readonly LedgerSettings[]): Ledgers {
  return new WorkerLedgers(logs);
}

/** It holds a page of documents at a time: without a bound a thread keeps room for as much garbage as the main one. */
const YOUNG_MB = 48;

class WorkerLedgers implements Ledgers {
  readonly #worker: Worker;
  readonly #signings = new Signings();
  readonly #ended: Promise<void>;
  readonly #asked = new Map<number, Asked>();
  #isGone = false;
  #ids = 0;

  constructor(logs: readonly LedgerSettings[]) {
    const fromSource = import.meta.url.endsWith('.ts');
    this.#worker = new Worker(
      new URL(fromSource ? './ledger.worker.ts' : './ledger.worker.js', import.meta.url),
      {
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
        workerData: logs.map((each) => ({ ...each, secret: Uint8Array.from(each.secret) })),
        ...(fromSource ? { execArgv: ['--conditions=source'] } : {}),
      },
    );
    this.#worker.on('message', (message: Message) => this.#hear(message));
    this.#worker.on('error', (error: unknown) => {
      const failure = isNativeError(error) ? error.message : String(error);
      for (const { origin } of logs) this.#signings.tell({ origin, failure });
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#isGone = true;
        for (const { reject } of this.#asked.values()) reject(new Rejected('STORE_UNAVAILABLE'));
        resolve();
      });
    });
    this.#worker.unref();
  }

  status(): readonly LedgerStatus[] {
    return this.#signings.status();
  }

  signed(origin: string, position: number): Promise<void> {
    return this.#signings.reached(origin, position);
  }

  refused(): Promise<string> {
    return this.#signings.refused();
  }

  heads(): Promise<NotedHeads> {
    return this.#ask<NotedHeads>((id) => ({ ask: 'heads', id }));
  }

  evidence(asked: EvidenceAsked): Promise<Evidence> {
    return this.#ask<Evidence>((id) => ({ ask: 'evidence', id, asked }));
  }

  note(text: string): Promise<string> {
    return this.#ask<string>((id) => ({ ask: 'note', id, text }));
  }

  prove(origin: string, asked: ProofAsked): Promise<Proof | undefined> {
    return this.#ask<Proof | undefined>((id) => ({ ask: 'prove', id, origin, asked }));
  }

  async close(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage({ ask: 'close' } satisfies Question);
    await this.#ended;
    this.#signings.close();
  }

  async #ask<T>(question: (id: number) => Question): Promise<T> {
    if (this.#isGone) throw new Rejected('STORE_UNAVAILABLE');
    const id = this.#ids++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#asked.set(id, { resolve, reject });
    this.#worker.ref();
    this.#worker.postMessage(question(id));
    try {
      return (await promise) as T;
    } finally {
      this.#asked.delete(id);
      if (this.#asked.size === 0) this.#worker.unref();
    }
  }

  #hear(message: Message): void {
    switch (message.say) {
      case 'status':
        this.#signings.tell(message.status);
        break;
      case 'answer':
        this.#asked.get(message.id)?.resolve(message.value);
        break;
      case 'failed':
        this.#asked.get(message.id)?.reject(new Error(message.reason));
        break;
    }
  }
}
