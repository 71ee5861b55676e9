import { setImmediate as nextTurn } from 'node:timers/promises';
import { Builds, BuildUnderWay } from './build.ts';
import { Failing } from './failing.ts';
import { Feed, type Source } from './feed.ts';
import { Model } from './model.ts';
import { ModelFiles, removeBeside } from './model-files.ts';
import { openSound } from './open-sound.ts';
import type { Projection } from '../projection.ts';
import type { ProjectionStatus } from './projector-api.ts';
import { Pace } from './pace.ts';
import { reasonOf } from './reason.ts';

/** Events in one commit of the models in use: an index by ids is written whole with each, however many came. */
const MOST = 16_000;
/** How often the log is looked at where nobody wakes. */
const POLL_MS = 40;
const RETRY_MS = 1000;
const PARKED_SHOWN = 20;

export interface FollowerSettings {
  readonly folder: string;
  readonly source: Source;
  readonly projections: readonly Projection[];
  readonly restless?: boolean | undefined;
  /** Told after every page, and after every switch. */
  readonly moved: (position: number, purged: number) => void;
  /** Told when it begins to fail, and when it goes on again. */
  readonly failing?: (isFailing: boolean) => void;
}

type Moved = 'NOT' | 'TO_THE_HEAD' | 'WITH_MORE_TO_COME';

/**
 * Keeps models up with one log. Those without a file, those whose file is damaged, of another log or outgrown, those that
 * may hold what was erased, and those asked for are built beside the ones in use.
 */
export class Follower {
  readonly #settings: FollowerSettings;
  readonly #files: ReadonlyMap<string, ModelFiles>;
  readonly #live: Feed;
  readonly #builds = new Builds();
  readonly #pace = new Pace();
  readonly failing: Failing;
  #building: BuildUnderWay | undefined;
  /** The furthest position that somebody waits for, or waited. */
  #awaited = -1;
  #closed = false;
  readonly #ended: Promise<void>;

  constructor(settings: FollowerSettings) {
    const { folder, source, projections } = settings;
    this.#settings = settings;
    this.failing = new Failing(settings.failing);
    this.#files = new Map(projections.map((each) => [each.name, new ModelFiles(folder, each)]));
    const sound = projections.flatMap(
      (projection) =>
        openSound(projection, { file: this.#filesOf(projection).current(), journal: source.journal }) ?? [],
    );
    for (const { projection } of sound) this.#filesOf(projection).removeOthers();
    this.#live = new Feed(source, sound, MOST);
    const current = new Set(
      sound.flatMap(({ isOutgrown, projection: { name } }) => (isOutgrown ? [] : name)),
    );
    const missing = [...this.#files.keys()].filter((name) => !current.has(name));
    if (missing.length > 0) this.#builds.need(missing);
    this.#tell();
    this.#ended = this.#run();
  }

  /** The position that every model has reached; -1 while one is built for the first time. */
  get position(): number {
    const all = this.#live.models.size === this.#settings.projections.length;
    return all ? this.#live.position : -1;
  }

  /** Up to which position no model holds what keys opened that were destroyed by then; -1 as above. */
  get purged(): number {
    return this.position < 0 ? -1 : Math.min(...[...this.#live.models.values()].map(({ purged }) => purged));
  }

  wake(): void {
    this.#pace.wake();
  }

  /** Says that somebody waits for the position, so that there is no rest before it is reached. */
  hurryTo(position: number): void {
    this.#awaited = Math.max(this.#awaited, Math.min(position, this.#settings.source.journal.head()));
    this.#pace.rouse();
  }

  /** Whether the model is one of these; without a name: whether there are any. */
  has(name?: string): boolean {
    return name === undefined || this.#files.has(name);
  }

  /** Builds one model, or all, from the first event; resolves once they are in use, and is rejected as `Builds` says. */
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
    const failure = this.failing.isNow ? { failure: reasonOf(this.failing.reason) } : {};
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
    this.#pace.rouse();
    await this.#ended;
    this.#building?.feed.close();
    this.#live.close();
  }

  #enqueue(names: Iterable<string>): Promise<void> {
    this.wake();
    return this.#builds.ask(names);
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      try {
        const begun = performance.now();
        const moved = await this.#step();
        // A build that failed begins well again each time: it goes on once that is done.
        if (this.#building === undefined) this.failing.is(undefined);
        await this.#pause(moved, performance.now() - begun);
      } catch (error) {
        this.failing.is(error);
        await this.#pace.news(RETRY_MS);
      }
    }
  }

  async #step(): Promise<Moved> {
    const { position } = this;
    const taken = await this.#live.step((at) => this.#awaited > position && this.#awaited <= at);
    this.#purge();
    if (taken !== 'NOTHING') this.#tell();
    if ((await this.#build()) || taken === 'MORE_TO_COME') return 'WITH_MORE_TO_COME';
    return taken === 'NOTHING' ? 'NOT' : 'TO_THE_HEAD';
  }

  /** Enqueues those that may hold what was erased. A build under way is finished first: it may be of them already. */
  #purge(): void {
    if (this.#builds.next !== undefined) return;
    const held = [...this.#live.models.values()].filter(({ holdsErased }) => holdsErased);
    if (held.length > 0) this.#builds.need(held.map(({ projection }) => projection.name));
  }

  #tell(): void {
    this.#settings.moved(this.position, this.purged);
  }

  /**
   * At the head it rests longer than it worked, unless somebody waits: under load events then share a commit, which costs
   * as much as many of them.
   */
  async #pause(moved: Moved, workedMs: number): Promise<void> {
    switch (moved) {
      case 'NOT':
        return this.#pace.news(POLL_MS);
      case 'TO_THE_HEAD':
        if (this.#settings.restless === true || this.#awaited > this.position) return nextTurn();
        return this.#pace.rest(workedMs);
      case 'WITH_MORE_TO_COME':
        return nextTurn();
    }
  }

  /** One page of the build under way; at its end the switch. One that fails is begun again from the first event. */
  async #build(): Promise<boolean> {
    const { next } = this.#builds;
    if (next === undefined) return false;
    try {
      this.#building ??= this.#startBuilding(next);
      if ((await this.#building.feed.step()) !== 'NOTHING') return true;
      for (const model of this.#building.feed.models.values()) this.#switchTo(model);
    } catch (error) {
      this.#building?.feed.close();
      this.#building = undefined;
      this.#builds.failed(error);
      throw error;
    }
    this.#building = undefined;
    this.#tell();
    this.#builds.done();
    return true;
  }

  /** Nothing is opened in it by a key that was destroyed up to the log's end as it is now, though it be in memory still. */
  #startBuilding(names: ReadonlySet<string>): BuildUnderWay {
    const { journal, vault } = this.#settings.source;
    const head = journal.head();
    vault.renew();
    const models = this.#settings.projections
      .filter(({ name }) => names.has(name))
      .map((projection) => {
        const files = this.#filesOf(projection);
        files.removeRebuild();
        return Model.create(projection, files.rebuild, head);
      });
    return new BuildUnderWay(new Feed(this.#settings.source, models));
  }

  #switchTo(model: Model): void {
    const { projection } = model;
    const files = this.#filesOf(projection);
    model.finish();
    model.close();
    const held = this.#live.models.get(projection.name)?.holdsErased === true;
    const file = files.switchToRebuilt();
    this.#live.replace(Model.open(projection, file));
    if (held) this.#removeHeld(files);
    else files.removeEarlier();
  }

  /** What another program built for the time after an upgrade, or to compare with, holds what was erased as well. */
  #removeHeld(files: ModelFiles): void {
    files.removeOthers();
    removeBeside(this.#settings.folder);
  }

  #filesOf({ name, version }: Projection): ModelFiles {
    return this.#files.get(name) ?? new ModelFiles(this.#settings.folder, { name, version });
  }
}
