import { setImmediate as nextTurn } from 'node:timers/promises';
import { BuildUnderWay, type Build } from './build.ts';
import { Feed, type Source } from './feed.ts';
import { isDamage } from './database.ts';
import { Model } from './model.ts';
import { ModelFiles } from './model-files.ts';
import type { Projection } from './projection.ts';
import type { ProjectionStatus } from './projector-api.ts';
import { reasonOf } from './reason.ts';

/** Of the models in use, and of those being built, which are saved as a whole. */
const PAGES = { least: 500, most: 4000 };
export const BUILD_PAGES = { least: 1000, most: 1000 };
/** How often the log is looked at where nobody wakes. */
const POLL_MS = 40;
/** How many times as long as it worked it rests at most, where nobody waits. */
const REST = 4;
const LONGEST_REST_MS = 200;
const RETRY_MS = 1000;
const PARKED_SHOWN = 20;

export interface FollowerSettings {
  readonly folder: string;
  readonly source: Source;
  readonly projections: readonly Projection[];
  readonly restless?: boolean | undefined;
  /** Told after every page, and after every switch. */
  readonly moved: (position: number) => void;
}

type Moved = 'NOT' | 'TO_THE_HEAD' | 'WITH_MORE_TO_COME';

/**
 * Keeps models up with one log. Those without a file, those whose file is damaged, of another log or outgrown, and those
 * asked for are built beside the ones in use.
 */
export class Follower {
  readonly #settings: FollowerSettings;
  readonly #files: ReadonlyMap<string, ModelFiles>;
  readonly #live: Feed;
  readonly #builds: Build[] = [];
  #building: BuildUnderWay | undefined;
  #ring: (() => void) | undefined;
  #rouse: (() => void) | undefined;
  /** The furthest position that somebody waits for, or waited. */
  #awaited = -1;
  #woken = false;
  #closed = false;
  #failure: unknown;
  readonly #ended: Promise<void>;

  constructor(settings: FollowerSettings) {
    const { folder, source, projections } = settings;
    this.#settings = settings;
    this.#files = new Map(projections.map((each) => [each.name, new ModelFiles(folder, each)]));
    const sound = projections.flatMap((projection) => this.#openSound(projection) ?? []);
    for (const { projection } of sound) this.#filesOf(projection).removeOthers();
    this.#live = new Feed(source, sound, PAGES);
    const current = new Set(
      sound.flatMap(({ isOutgrown, projection: { name } }) => (isOutgrown ? [] : name)),
    );
    const names = new Set([...this.#files.keys()].filter((name) => !current.has(name)));
    if (names.size > 0) this.#builds.push({ names, done: () => undefined });
    settings.moved(this.position);
    this.#ended = this.#run();
  }

  /** The position that every model has reached; -1 while one is built for the first time. */
  get position(): number {
    const all = this.#live.models.size === this.#settings.projections.length;
    return all ? this.#live.position : -1;
  }

  wake(): void {
    this.#woken = true;
    this.#ring?.();
  }

  /** Says that somebody waits for the position, so that there is no rest before it is reached. */
  hurryTo(position: number): void {
    this.#awaited = Math.max(this.#awaited, Math.min(position, this.#settings.source.journal.head()));
    this.#rouse?.();
    this.wake();
  }

  /** Whether the model is one of these; without a name: whether there are any. */
  has(name?: string): boolean {
    return name === undefined || this.#files.has(name);
  }

  /** Builds one model, or all, from the first event; resolves once they are in use. */
  rebuild(name?: string): Promise<void> {
    return this.#enqueue(name === undefined ? this.#files.keys() : [name]);
  }

  /** Builds those with parked events anew, one model or all, so that they are tried again in their order. */
  async retry(name?: string): Promise<void> {
    const poisoned = [...this.#live.models.values()].filter(({ parked }) => parked > 0);
    const names = poisoned.map(({ projection }) => projection.name);
    const wanted = names.filter((each) => name === undefined || each === name);
    if (wanted.length > 0) await this.#enqueue(wanted);
  }

  status(): ProjectionStatus[] {
    const head = this.#settings.source.journal.head();
    const failure = this.#failure === undefined ? {} : { failure: reasonOf(this.#failure) };
    return this.#settings.projections.map(({ name, version }) => {
      const model = this.#live.models.get(name);
      const { position = -1, parked = 0, unknown = 0 } = model ?? {};
      const parkedEvents = model?.parkedEvents(PARKED_SHOWN) ?? [];
      const build = this.#building?.progressOf(name, head);
      const stands = { position, lag: head - position, parked, parkedEvents, unknown, head };
      return { name, version, ...stands, rebuilding: build !== undefined, ...build, ...failure };
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#rouse?.();
    this.wake();
    await this.#ended;
    this.#building?.feed.close();
    this.#live.close();
  }

  #enqueue(names: Iterable<string>): Promise<void> {
    return new Promise((done) => {
      this.#builds.push({ names: new Set(names), done });
      this.wake();
    });
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      try {
        const begun = performance.now();
        const moved = await this.#step();
        this.#failure = undefined;
        await this.#pause(moved, performance.now() - begun);
      } catch (error) {
        this.#failure = error;
        await this.#bell(RETRY_MS);
      }
    }
  }

  async #step(): Promise<Moved> {
    const taken = await this.#live.step();
    if (taken !== 'NOTHING') this.#settings.moved(this.position);
    if ((await this.#build()) || taken === 'FULL_PAGE') return 'WITH_MORE_TO_COME';
    return taken === 'NOTHING' ? 'NOT' : 'TO_THE_HEAD';
  }

  /**
   * At the head it rests longer than it worked, unless somebody waits: under load events then share a commit, which costs
   * as much as many of them.
   */
  async #pause(moved: Moved, workedMs: number): Promise<void> {
    switch (moved) {
      case 'NOT':
        return this.#bell(POLL_MS);
      case 'TO_THE_HEAD':
        if (this.#settings.restless === true || this.#awaited > this.position) return nextTurn();
        return this.#rest(Math.min(workedMs * REST, LONGEST_REST_MS));
      case 'WITH_MORE_TO_COME':
        return nextTurn();
    }
  }

  /** Ends early where somebody comes to wait for a position. */
  async #rest(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms).unref();
    this.#rouse = resolve;
    await promise;
    this.#rouse = undefined;
    clearTimeout(timer);
  }

  /** One page of the build under way; at its end the switch. One that fails is begun again from the first event. */
  async #build(): Promise<boolean> {
    const build = this.#builds[0];
    if (build === undefined) return false;
    try {
      this.#building ??= this.#startBuilding(build.names);
      if ((await this.#building.feed.step()) !== 'NOTHING') return true;
      for (const model of this.#building.feed.models.values()) this.#switchTo(model);
    } catch (error) {
      this.#building?.feed.close();
      this.#building = undefined;
      throw error;
    }
    this.#building = undefined;
    this.#builds.shift();
    this.#settings.moved(this.position);
    build.done();
    return true;
  }

  #startBuilding(names: ReadonlySet<string>): BuildUnderWay {
    const models = this.#settings.projections
      .filter(({ name }) => names.has(name))
      .map((projection) => {
        const files = this.#filesOf(projection);
        files.removeRebuild();
        return Model.create(projection, files.rebuild);
      });
    return new BuildUnderWay(new Feed(this.#settings.source, models, BUILD_PAGES));
  }

  #switchTo(model: Model): void {
    const { projection } = model;
    const files = this.#filesOf(projection);
    model.finish();
    model.close();
    const file = files.switchToRebuilt();
    this.#live.replace(Model.open(projection, file));
    files.removeEarlier();
  }

  /** The model's file in use, where it is whole and of this log: it knows the id of the event at its position. */
  #openSound(projection: Projection): Model | undefined {
    const file = this.#filesOf(projection).current();
    if (file === undefined) return undefined;
    let model: Model | undefined;
    try {
      model = Model.open(projection, file);
      const [event] = this.#settings.source.journal.readAfter(model.position - 1, 1);
      if (model.event === '' || event?.id === model.event) return model;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    model?.close();
    return undefined;
  }

  #filesOf({ name, version }: Projection): ModelFiles {
    return this.#files.get(name) ?? new ModelFiles(this.#settings.folder, { name, version });
  }

  async #bell(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms).unref();
    this.#ring = resolve;
    if (!this.#woken) await promise;
    this.#woken = false;
    clearTimeout(timer);
  }
}
