import {
  asCorrected,
  isAmendment,
  streamCategory,
  streamSubject,
  type Clear,
  type StoredEvent,
} from '#libs/contracts';
import {
  allOf,
  lifeOf,
  lifeOfText,
  nothingToErase,
  standingHold,
  type ErasingFact,
  type KeptRecord,
  type Life,
  type Mention,
  type Past,
  type Records,
  type StandingHold,
} from '#libs/domain';
import { latestDay, londonDay } from '#libs/reference';
import type { FactSources } from './fact-sources.ts';
import { isOf, readFamily, readPerson } from './folded.ts';
import { pastAsCorrected, pastOf } from './folds.ts';
import { eventsOf } from './streams.ts';

/** Kinds of stream that tell of a life, and not of the record of it. */
const OF_LIVES = new Set(['person', 'family', 'request', 'agreement']);

/**
 * What rules of erasing must know of these records, and the holds that stand. Which streams tell of them the read models
 * say, once they hold all that is in the log; what those say is folded from the log itself.
 */
export async function gatherErasing(
  records: Records | undefined,
  sources: FactSources,
): Promise<ErasingFact> {
  if (records === undefined) return nothingToErase;
  await sources.reached(await sources.store.head());
  const gathering = new Gathering(sources);
  const found = new Map<string, KeptRecord>();
  for (const record of new Set(allOf(records))) {
    const kept = await gathering.record(record);
    if (kept !== undefined) found.set(record, kept);
  }
  return { records: found, holds: await standingHolds(sources) };
}

async function standingHolds({ readers, store }: FactSources): Promise<StandingHold[]> {
  const holds: StandingHold[] = [];
  for (const stream of readers.standingHolds()) {
    const past = pastAsCorrected(await eventsOf(stream, store)).filter(isOfHold);
    const standing = standingHold(stream, past);
    if (standing !== undefined) holds.push(standing);
  }
  return holds;
}

function isOfHold(event: Past<Clear.Event>): event is Past<Clear.HoldEvent> {
  return isOf('hold', event);
}

/** One look at some records: each stream is folded once. */
class Gathering {
  readonly #sources: FactSources;
  readonly #lives = new Map<string, Promise<Life | undefined>>();

  constructor(sources: FactSources) {
    this.#sources = sources;
  }

  async record(record: string): Promise<KeptRecord | undefined> {
    const category = streamCategory(record);
    const isText = category === 'family' || category === 'request';
    const stream = isText ? record : `person-${record}`;
    if ((await this.#sources.store.revision(stream)) < 0) return undefined;
    return isText ? this.#text(record, category) : this.#person(record);
  }

  async #person(person: string): Promise<KeptRecord> {
    const linked = this.#sources.readers.recordsOf(person);
    const streams = this.#sources.readers.streamsAbout(linked);
    const families = await this.#kept(streams.filter((stream) => streamCategory(stream) === 'family'));
    const requests = await this.#kept(streams.filter((stream) => streamCategory(stream) === 'request'));
    const own = await this.#life(person);
    // A grown-up's record goes no sooner than those of the children it was kept beside.
    const beside = own?.adult === true ? await this.#livesIn(families) : [];
    return {
      lives: [...(own === undefined ? [] : [own]), ...beside],
      openHelp: await this.#openIn(families),
      tied: { persons: linked.filter((each) => each !== person), families, requests },
      subjects: [person],
      erased: await this.#isErased(person),
    };
  }

  /** A family or a request: what is written of several people together. */
  async #text(stream: string, category: string): Promise<KeptRecord> {
    const { readers, store } = this.#sources;
    const events = await eventsOf(stream, store);
    const around = category === 'family' ? readers.streamsOfFamily(stream) : [];
    const requests = await this.#kept(around.filter((each) => streamCategory(each) === 'request'));
    const families =
      category === 'family' ? [stream] : [...new Set(events.flatMap((event) => event.families))];
    const { persons, others } = await this.#subjectsOf(stream, events);
    const living = await this.#unerased(persons);
    return {
      lives: [lifeOfText(mentionsIn(events)), ...(await this.#livesOf(living))],
      openHelp: await this.#openIn(families),
      tied: { persons: living, families: families.filter((each) => each !== stream), requests },
      subjects: [streamSubject(stream), ...others, ...(await this.#askersIn(around))],
      erased: await this.#isErased(streamSubject(stream)),
    };
  }

  /** Who asked to be told of a family, and who said that it came: nothing else names them. */
  async #askersIn(streams: readonly string[]): Promise<string[]> {
    const askers = new Set<string>();
    for (const stream of streams.filter((each) => streamCategory(each) === 'disclosure')) {
      const { others } = await this.#subjectsOf(stream, await eventsOf(stream, this.#sources.store));
      for (const other of others) askers.add(other);
    }
    return [...askers];
  }

  /** Whom a stream tells of: persons with a record of their own, and those whom it alone names. */
  async #subjectsOf(stream: string, events: readonly StoredEvent[]) {
    const own = new Set([
      streamSubject(stream),
      ...events.flatMap(({ families }) => families.map(streamSubject)),
    ]);
    const named = new Set(events.flatMap(({ subjects }) => subjects));
    const persons: string[] = [];
    const others: string[] = [];
    for (const subject of named) {
      if (own.has(subject)) continue;
      const isPerson = (await this.#sources.store.revision(`person-${subject}`)) >= 0;
      (isPerson ? persons : others).push(subject);
    }
    return { persons, others };
  }

  async #livesIn(families: readonly string[]): Promise<Life[]> {
    const { store } = this.#sources;
    const persons = new Set<string>();
    for (const family of families)
      for (const person of (await this.#subjectsOf(family, await eventsOf(family, store))).persons)
        persons.add(person);
    const lives = await this.#livesOf(await this.#unerased([...persons]));
    return lives.filter(({ adult }) => !adult);
  }

  async #livesOf(persons: readonly string[]): Promise<Life[]> {
    const lives = await Promise.all(persons.map((person) => this.#life(person)));
    return lives.filter((life) => life !== undefined);
  }

  #life(person: string): Promise<Life | undefined> {
    const known = this.#lives.get(person) ?? this.#readLife(person);
    this.#lives.set(person, known);
    return known;
  }

  async #readLife(person: string): Promise<Life | undefined> {
    const { readers, store } = this.#sources;
    const fact = await readPerson(`person-${person}`, this.#sources);
    if (fact === undefined) return undefined;
    const records = readers.recordsOf(person);
    const streams = readers.streamsAbout(records).filter((stream) => OF_LIVES.has(streamCategory(stream)));
    const events = await Promise.all(streams.map((stream) => eventsOf(stream, store)));
    return lifeOf(records, fact, events.flatMap(mentionsIn));
  }

  async #openIn(families: readonly string[]): Promise<string[]> {
    const open: string[] = [];
    for (const family of families) {
      const fact = await readFamily(family, this.#sources.store);
      const episodes = [...(fact?.episodes.values() ?? [])];
      if (episodes.some(({ status }) => status === 'OPEN' || status === 'OPENING')) open.push(family);
    }
    return open;
  }

  /** Families and requests whose own key is there. */
  async #kept(streams: readonly string[]): Promise<string[]> {
    const left = new Set(await this.#unerased(streams.map(streamSubject)));
    return streams.filter((stream) => left.has(streamSubject(stream)));
  }

  async #unerased(subjects: readonly string[]): Promise<string[]> {
    await this.#sources.vault.prepare(subjects);
    return subjects.filter((subject) => this.#sources.vault.holds(subject));
  }

  async #isErased(subject: string): Promise<boolean> {
    return (await this.#unerased([subject])).length === 0;
  }
}

/** What a stream's events tell, as corrected. */
function mentionsIn(events: readonly StoredEvent[]): Mention[] {
  return asCorrected(events)
    .filter(({ type }) => !isAmendment(type))
    .map((event) => {
      const { type, data } = pastOf(event);
      return { type, data, day: dayOf(event), persons: event.subjects };
    });
}

/** The last day on which it may have happened; where that is sealed or unknown, the day it was recorded. */
function dayOf({ occurredAt, recordedAt }: StoredEvent): string {
  const { precision, value, end } = occurredAt;
  const day = londonDay(recordedAt);
  if (value === undefined) return day;
  const last = end ?? value;
  const latest = precision === 'INSTANT' ? londonDay(last) : latestDay(last);
  return latest < day ? latest : day;
}
