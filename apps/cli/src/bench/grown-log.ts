import { join } from 'node:path';
import type { StoredEvent } from '#libs/contracts';
import { isSimulated, openRecord, readSettings, type FamilyRecord } from '#libs/service';
import { FamilyCopy } from './family-copy.ts';
import { longFamiliesOf, PAGE, type LongFamily } from './long-families.ts';
import { tellStory, type Story } from './story.ts';

/** Events in the stream of the one family that is much longer than any other. */
export const LONGEST = 8_000;
/** Where the record's history begins, and when the last event may be recorded. */
const BEGINS = Date.parse('2023-04-03T08:00:00Z');
const ENDS = Date.parse('2026-04-01T08:00:00Z');
/** Families that are helped over a long time, at any moment, and the events of one before its help ends. */
const GROWING = 4;
const LENGTH = 110;
const KEYS_AT_ONCE = 50;
const CATCHING_UP_MS = 600_000;
const EVENTS_AFTER_COUNTY = 2_000;
const SPACING_AFTER_COUNTY_MS = 10;

/**
 * A record whose log is made of copies of one family's story: most of them its beginning only, some of them with many
 * rounds of help, their events scattered among those of the others. The story went through the door; its copies are
 * sealed and appended directly.
 */
export class GrownLog {
  readonly record: FamilyRecord;
  readonly story: Story;
  readonly folder: string;
  /** Every family, the newest last. */
  readonly families: FamilyCopy[] = [];
  readonly long: LongFamily[] = [];
  /** The longest of all, once it was grown. */
  longest: FamilyCopy | undefined;
  /** In the log, once it settled. */
  events = 0;
  readonly #growing: FamilyCopy[] = [];
  readonly #beginning: readonly string[];
  readonly #round: readonly string[];
  readonly #spacing: number;
  #time: number;
  #turn = 0;

  private constructor(
    record: FamilyRecord,
    story: Story,
    { folder, begins, spacing }: { folder: string; begins: number; spacing: number },
  ) {
    this.record = record;
    this.story = story;
    this.folder = folder;
    this.#beginning = story.beginning.map(textOf);
    this.#round = story.round.map(textOf);
    this.#time = begins;
    this.#spacing = spacing;
  }

  /** Begins a log that is to hold so many events in the end. */
  static async begin(folder: string, events: number): Promise<GrownLog> {
    const record = await openRecord(settingsFor(folder, new Date(BEGINS).toISOString()));
    try {
      const spacing = (ENDS - BEGINS) / (events + LONGEST + 1000);
      const log = new GrownLog(record, await tellStory(record), { folder, begins: BEGINS, spacing });
      await log.settled();
      return log;
    } catch (error) {
      await record.close();
      throw error;
    }
  }

  /** Goes on in a county: after its last event come those of a few families more. */
  static async inCounty(folder: string): Promise<GrownLog> {
    const record = await openRecord(settingsFor(folder));
    try {
      // A county that was kept may have the read models of an older program.
      await record.projector.reached(await record.store.head(), CATCHING_UP_MS);
      const story = await tellStory(record);
      const begins = Date.parse(record.clock.now());
      const log = new GrownLog(record, story, { folder, begins, spacing: SPACING_AFTER_COUNTY_MS });
      await log.settled();
      const long = longFamiliesOf(record);
      await log.growTo(log.events + EVENTS_AFTER_COUNTY);
      log.long.splice(0, Infinity, ...long);
      return log;
    } catch (error) {
      await record.close();
      throw error;
    }
  }

  /** Grows to so many events and waits until all of them can be read. */
  async growTo(events: number): Promise<void> {
    while (this.events < events) {
      const copies = Array.from({ length: KEYS_AT_ONCE }, () => new FamilyCopy(this.record, this.story));
      const subjects = copies.flatMap((copy) => copy.subjects);
      await this.record.vault.prepare(subjects, { create: true });
      // Handed in one after another, they stand in the log in that order.
      const under = copies.flatMap((copy) => (this.events < events ? this.#welcome(copy) : []));
      await Promise.all(under);
    }
    await this.settled();
  }

  /** One family with as many events in its own stream as `LONGEST`. */
  async growLongest(): Promise<FamilyCopy> {
    const copy = new FamilyCopy(this.record, this.story);
    await this.record.vault.prepare(copy.subjects, { create: true });
    await copy.live(this.#beginning, this.#now);
    while (copy.length < LONGEST) await copy.live(manyOf(this.#round), this.#now);
    await this.settled();
    this.longest = copy;
    return copy;
  }

  /** Waits until the read models and those who follow the log have come to its end. */
  async settled(): Promise<void> {
    const { store, clock, projector, managers } = this.record;
    const head = await store.head();
    this.events = head + 1;
    if (isSimulated(clock) && clock.now() < new Date(this.#time).toISOString())
      clock.runFrom(new Date(this.#time).toISOString());
    projector.wake(head);
    await Promise.all([projector.reached(head, CATCHING_UP_MS), managers.reached(head)]);
    if ((await projector.status()).some(({ parked }) => parked > 0))
      throw new Error('an event was not projected');
  }

  #welcome(copy: FamilyCopy): Promise<unknown>[] {
    const begun = this.#live(copy, this.#beginning);
    this.families.push(copy);
    if (this.#growing.length < GROWING) this.#growing.push(copy);
    const at = this.#turn++ % this.#growing.length;
    const helped = this.#growing[at] ?? copy;
    const later = this.#help(helped);
    if (helped.length >= LENGTH) this.#growing[at] = copy;
    return [begun, later];
  }

  /** One more round of help. */
  async #help(copy: FamilyCopy): Promise<void> {
    const before = copy.length;
    const living = this.#live(copy, this.#round);
    const isFull = before < PAGE && copy.length >= PAGE;
    const from = await living;
    if (isFull) this.long.push({ family: copy.told.family, from });
  }

  #live(copy: FamilyCopy, texts: readonly string[]): Promise<number> {
    this.events += texts.length;
    return copy.live(texts, this.#now);
  }

  readonly #now = (): Date => new Date((this.#time += this.#spacing));
}

/** A development store that lives by a simulated clock, without a county. */
export function settingsFor(folder: string, clock?: string) {
  return readSettings({
    FHR_DATA: join(folder, 'record'),
    FHR_FAMILIES: '0',
    ...(clock !== undefined && { FHR_CLOCK: clock }),
  });
}

function textOf({ sealed: _, ...event }: StoredEvent): string {
  return JSON.stringify(event);
}

/** As many rounds as one append takes. */
function manyOf(round: readonly string[]): string[] {
  return Array.from({ length: 40 }, () => round).flat();
}
