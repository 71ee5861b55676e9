import { isNativeError } from 'node:util/types';
import { Worker } from 'node:worker_threads';
import { Rejected, type RefusalCode, type RefusalDetails } from '#libs/contracts';
import { WAIT_MS, type ProjectionStatus, type Projector, type ProjectorSettings } from './projector-api.ts';
import { notProjected, projected, type NotProjected, type Projected } from '../told.ts';
import { Watch } from './watch.ts';

/** For how long appends are gathered before the thread is woken. */
const WAKING_MS = { else: 5, restless: 1 };

/** What the thread is asked; `id` where it answers. */
export type Question =
  | { readonly ask: 'wake' }
  | { readonly ask: 'status'; readonly id: number }
  | { readonly ask: 'rebuild' | 'retry'; readonly id: number; readonly name?: string | undefined }
  | { readonly ask: 'hurry' | 'hurryAccess'; readonly position: number }
  | { readonly ask: 'close' };

export type Message =
  | { readonly say: 'projected'; readonly page: Projected }
  | { readonly say: 'moved'; readonly record: number; readonly purged: number; readonly access: number }
  | { readonly say: 'failing'; readonly isFailing: boolean }
  | { readonly say: 'answer'; readonly id: number; readonly value: ProjectionStatus[] | undefined }
  | {
      readonly say: 'refused';
      readonly id: number;
      readonly code: RefusalCode;
      readonly details: RefusalDetails;
    };

interface Asked {
  readonly resolve: (value: ProjectionStatus[] | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts projecting on a thread of its own, which keeps no process alive; rejects where it cannot start. */
export async function startInWorker(settings: ProjectorSettings): Promise<Projector> {
  const fromSource = import.meta.url.endsWith('.ts');
  const worker = new Worker(
    new URL(fromSource ? './projector.worker.ts' : './projector.worker.js', import.meta.url),
    {
      workerData: { ...settings, kek: Uint8Array.from(settings.kek), tells: projected.hasSubscribers },
      ...(fromSource ? { execArgv: ['--conditions=source'] } : {}),
    },
  );
  const { promise: started, resolve, reject } = Promise.withResolvers<void>();
  worker.once('message', () => resolve());
  worker.once('error', reject);
  const projector = new WorkerProjector(worker, WAKING_MS[settings.restless === true ? 'restless' : 'else']);
  await started;
  worker.off('error', reject);
  worker.unref();
  return projector;
}

class WorkerProjector implements Projector {
  readonly #worker: Worker;
  readonly #wakingMs: number;
  readonly #record = new Watch();
  readonly #purged = new Watch();
  readonly #access = new Watch();
  readonly #asked = new Map<number, Asked>();
  readonly #ended: Promise<void>;
  #ids = 0;
  #waking: NodeJS.Timeout | undefined;
  #failure: Error | undefined;
  #isFailing = false;
  #isClosing = false;

  constructor(worker: Worker, wakingMs: number) {
    this.#worker = worker;
    this.#wakingMs = wakingMs;
    worker.on('message', (message: Message) => this.#hear(message));
    worker.on('error', (error: unknown) => {
      this.#failure = isNativeError(error) ? error : new Error(String(error));
    });
    this.#ended = new Promise((resolve) => {
      worker.on('exit', () => {
        if (!this.#isClosing) this.#fails('PROJECTOR_ENDED');
        const gone = this.#failure ?? new Rejected('STALE', { position: this.position() });
        this.#failure ??= gone;
        for (const { reject } of this.#asked.values()) reject(gone);
        resolve();
      });
    });
  }

  position(): number {
    return this.#record.position;
  }

  reached(position: number, timeoutMs = WAIT_MS): Promise<void> {
    if (position > this.position()) this.#post({ ask: 'hurry', position });
    return this.#record.reached(position, timeoutMs);
  }

  purged(position: number, timeoutMs = WAIT_MS): Promise<void> {
    this.#post({ ask: 'hurry', position });
    return this.#purged.reached(position, timeoutMs);
  }

  accessReached(position: number, timeoutMs = WAIT_MS): Promise<void> {
    this.#post({ ask: 'hurryAccess', position });
    return this.#access.reached(position, timeoutMs);
  }

  isFailing(): boolean {
    return this.#isFailing;
  }

  async status(): Promise<ProjectionStatus[]> {
    return (await this.#ask((id) => ({ ask: 'status', id }))) ?? [];
  }

  async rebuild(name?: string): Promise<void> {
    await this.#ask((id) => ({ ask: 'rebuild', id, name }));
  }

  async retry(name?: string): Promise<void> {
    await this.#ask((id) => ({ ask: 'retry', id, name }));
  }

  /** Once in a while for many appends: whoever waits for one of them hurries it. */
  wake(): void {
    this.#waking ??= setTimeout(() => {
      this.#waking = undefined;
      this.#post({ ask: 'wake' });
    }, this.#wakingMs).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#waking);
    this.#isClosing = true;
    this.#worker.ref();
    this.#post({ ask: 'close' });
    await this.#ended;
  }

  async #ask(question: (id: number) => Question): Promise<ProjectionStatus[] | undefined> {
    if (this.#failure !== undefined) throw this.#failure;
    const id = this.#ids++;
    const { promise, resolve, reject } = Promise.withResolvers<ProjectionStatus[] | undefined>();
    this.#asked.set(id, { resolve, reject });
    this.#worker.ref();
    this.#post(question(id));
    try {
      return await promise;
    } finally {
      this.#asked.delete(id);
      if (this.#asked.size === 0) this.#worker.unref();
    }
  }

  #hear(message: Message): void {
    switch (message.say) {
      case 'moved':
        this.#record.moved(message.record);
        this.#purged.moved(message.purged);
        this.#access.moved(message.access);
        break;
      case 'failing':
        if (message.isFailing) this.#fails('PROJECTOR_FAILED');
        else this.#isFailing = false;
        break;
      case 'projected':
        projected.publish(message.page);
        break;
      case 'answer':
        this.#asked.get(message.id)?.resolve(message.value);
        break;
      case 'refused':
        this.#asked.get(message.id)?.reject(new Rejected(message.code, message.details));
        break;
    }
  }

  #fails(code: NotProjected['code']): void {
    this.#isFailing = true;
    notProjected.publish({ code } satisfies NotProjected);
  }

  #post(question: Question): void {
    this.#worker.postMessage(question);
  }
}
