import { mkdirSync } from 'node:fs';
import { Rejected } from '#libs/contracts';
import { openJournal } from '#libs/event-store';
import { openKeyStore, Vault } from '#libs/vault';
import { removeBeside } from './model-files.ts';
import { Follower, type FollowerSettings } from './follower.ts';
import type { Projection } from '../projection.ts';
import { accessProjections, recordProjections } from '../projections.ts';
import { notProjected, type NotProjected } from '../told.ts';
import { WAIT_MS, type ProjectionStatus, type Projector, type ProjectorSettings } from './projector-api.ts';
import { Watch } from './watch.ts';

const CACHED_KEYS = 25_000;

interface Following {
  /** Told when it begins to fail, and when it goes on again. */
  failing: (isFailing: boolean) => void;
  readonly watch: Watch;
  /** Of the position up to which nothing is held that was erased by then. */
  readonly purged: Watch;
  readonly follower: Follower;
  close(): Promise<void>;
}

/** Projects on the caller's own thread. */
export class LocalProjector implements Projector {
  readonly #record: Following;
  readonly #access: Following | undefined;
  readonly #release: () => Promise<void>;

  private constructor(record: Following, access: Following | undefined, release: () => Promise<void>) {
    this.#record = record;
    this.#access = access;
    this.#release = release;
  }

  static async start(settings: ProjectorSettings): Promise<LocalProjector> {
    const { folder, journalFile, accessFile, origin, restless } = settings;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeBeside(folder);
    const keys = await openKeyStore(settings);
    const begun: Following[] = [];
    const release = async (): Promise<void> => {
      for (const each of begun) await each.close();
      await keys.close();
    };
    try {
      const vault = await Vault.open({ origin, keys, cached: CACHED_KEYS });
      const follow = (file: string, projections: readonly Projection[]): Following => {
        const followed = following({
          folder,
          projections,
          restless,
          source: { journal: openJournal(file), vault },
        });
        begun.push(followed);
        return followed;
      };
      const record = follow(journalFile, recordProjections);
      const access = accessFile === undefined ? undefined : follow(accessFile, accessProjections);
      return new LocalProjector(record, access, release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  position(): number {
    return this.#record.watch.position;
  }

  reached(position: number, timeoutMs = WAIT_MS): Promise<void> {
    if (position > this.position()) this.hurryTo(position);
    return this.#record.watch.reached(position, timeoutMs);
  }

  async accessReached(position: number, timeoutMs = WAIT_MS): Promise<void> {
    if (this.#access === undefined) throw new Rejected('STALE', { position: -1 });
    this.hurryAccessTo(position);
    await this.#access.watch.reached(position, timeoutMs);
  }

  purged(position: number, timeoutMs = WAIT_MS): Promise<void> {
    this.hurryTo(position);
    return this.#record.purged.reached(position, timeoutMs);
  }

  isFailing(): boolean {
    return this.#all.some(({ follower }) => follower.failing.isNow);
  }

  async status(): Promise<ProjectionStatus[]> {
    return this.#all.flatMap(({ follower }) => follower.status());
  }

  rebuild(name?: string): Promise<void> {
    return this.#build(name, (follower) => follower.rebuild(name));
  }

  retry(name?: string): Promise<void> {
    return this.#build(name, (follower) => follower.retry(name));
  }

  async #build(name: string | undefined, build: (follower: Follower) => Promise<void>): Promise<void> {
    const builds = this.#all
      .filter(({ follower }) => follower.has(name))
      .map(({ follower }) => build(follower));
    if (builds.length === 0) throw new Rejected('NOT_FOUND');
    await Promise.all(builds);
  }

  wake(): void {
    this.#record.follower.wake();
  }

  /** Says that somebody waits for a position of the record, or of the access log. */
  hurryTo(position: number): void {
    this.#record.follower.hurryTo(position);
  }

  hurryAccessTo(position: number): void {
    this.#access?.follower.hurryTo(position);
  }

  /** Tells every move of one of the positions, from now on. */
  onMove(moved: (record: number, purged: number, access: number) => void): void {
    const { purged } = this.#record;
    for (const watch of [...this.#all.map((each) => each.watch), purged])
      watch.listen(() => moved(this.position(), purged.position, this.#access?.watch.position ?? -1));
  }

  /** Tells whether they are kept up, now and at every change. */
  onFailing(told: (isFailing: boolean) => void): void {
    for (const each of this.#all) each.failing = () => told(this.isFailing());
    told(this.isFailing());
  }

  close(): Promise<void> {
    return this.#release();
  }

  get #all(): readonly Following[] {
    return this.#access === undefined ? [this.#record] : [this.#record, this.#access];
  }
}

function following(settings: Omit<FollowerSettings, 'moved' | 'failing'>): Following {
  const watch = new Watch();
  const purged = new Watch();
  const moved = (position: number, purgedTo: number): void => {
    watch.moved(position);
    purged.moved(purgedTo);
  };
  const failing = (isFailing: boolean): void => {
    if (isFailing) notProjected.publish({ code: 'PROJECTOR_FAILED' } satisfies NotProjected);
    followed.failing(isFailing);
  };
  const follower = new Follower({ ...settings, moved, failing });
  const close = async (): Promise<void> => {
    await follower.close();
    settings.source.journal.close();
  };
  const followed: Following = { watch, purged, follower, close, failing: () => undefined };
  return followed;
}
