import {
  isOfLife,
  streamCategory,
  streamSubject,
  type Json,
  type JsonObject,
  type StoredEvent,
} from '#libs/contracts';
import {
  allOf,
  lifeOf,
  lifeOfText,
  nothingToErase,
  type ErasingFact,
  type KeptRecord,
  type Life,
  type Records,
} from '#libs/domain';
import type { FactSources } from './fact-sources.ts';
import { auditTextsAround } from './audit-texts.ts';
import { readPerson } from './folded.ts';
import { mentionsIn } from './mentions.ts';
import { standingHolds } from './standing-holds.ts';
import { eventsOf } from '../streams.ts';
import { mergedWith } from './merged.ts';
import { subjectsOnForms, unknownOnForms } from './on-forms.ts';
import { familiesHelped, requestsOpen } from './open-work.ts';
import { textsAmong, writtenLast } from '../written-last.ts';

/**
 * What rules of erasing must know of these records, and the holds that stand. All of it is folded from the log itself; only
 * which streams tell of a record the read models say, once they hold all that is in the log.
 */
export async function gatherErasing(
  records: Records | undefined,
  sources: FactSources,
): Promise<ErasingFact> {
  if (records === undefined) return nothingToErase;
  await sources.reached(await sources.store.head());
  const going = new Set(allOf(records));
  const gathering = new Gathering(sources);
  const found = new Map<string, KeptRecord>();
  for (const record of going) {
    const kept = await gathering.record(record);
    if (kept === undefined) continue;
    const papers = await gathering.papersEndingWith(record, going);
    const audits = await auditTextsAround(record, sources);
    const subjects = [...kept.subjects, ...papers, ...audits.subjects];
    found.set(record, { ...kept, subjects, toldBesides: audits.toldOf });
  }
  const texts = textsAmong(found);
  const written = await writtenLast(texts, sources);
  const forms = await unknownOnForms(texts, sources);
  return { records: found, holds: await standingHolds(sources), texts: written, forms };
}

/** The records that an event of a hold or an erasure names. */
function namesIn({ persons = [], families = [], requests = [] }: JsonObject): string[] {
  const named: readonly Json[] = [persons, families, requests].flat();
  return named.filter((each) => typeof each === 'string');
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

  /** Holds and erasures that name the record, and nothing that would be left once all of these are gone. */
  async papersEndingWith(record: string, going: ReadonlySet<string>): Promise<string[]> {
    const { readers, store } = this.#sources;
    const ending: string[] = [];
    for (const paper of readers.papersNaming(record)) {
      const named = new Set((await eventsOf(paper, store)).flatMap(({ data }) => namesIn(data)));
      const staying = [...named].filter((each) => !going.has(each));
      if ((await this.#kept(staying)).length === 0) ending.push(streamSubject(paper));
    }
    return ending;
  }

  async #person(person: string): Promise<KeptRecord> {
    const linked = this.#sources.readers.recordsOf(person);
    const streams = this.#sources.readers.streamsAbout(linked);
    const families = await this.#kept(streams.filter((stream) => streamCategory(stream) === 'family'));
    const named = streams.filter((stream) => streamCategory(stream) === 'request');
    const requests = await this.#kept([...new Set([...named, ...(await this.#requestsOf(families))])]);
    const mixed = await this.#unerased(this.#sources.readers.mixedWith(person));
    const lives = await this.#livesKept(person, families);
    for (const other of mixed)
      lives.push(...(await this.#livesKept(other, await this.#familiesOfPerson(other))));
    return {
      lives,
      openHelp: await familiesHelped(families, this.#sources, linked),
      openRequests: await requestsOpen(requests, families, this.#sources),
      tied: { persons: linked.filter((each) => each !== person), families, requests },
      mixed,
      subjects: [person, ...(await subjectsOnForms(person, named, this.#sources))],
      erased: await this.#isErased(person),
    };
  }

  async #familiesOfPerson(person: string): Promise<string[]> {
    const { readers } = this.#sources;
    const streams = readers.streamsAbout(readers.recordsOf(person));
    return this.#kept(streams.filter((stream) => streamCategory(stream) === 'family'));
  }

  /** A grown-up's record goes no sooner than those of the children it was kept beside. */
  async #livesKept(person: string, families: readonly string[]): Promise<Life[]> {
    const own = await this.#life(person);
    const beside = own?.adult === true ? await this.#livesIn(families) : [];
    return [...(own === undefined ? [] : [own]), ...beside];
  }

  /** A family or a request: what is written of several people together, of a request also of its family. */
  async #text(stream: string, category: string): Promise<KeptRecord> {
    const { readers, store } = this.#sources;
    const events = await eventsOf(stream, store);
    const around = category === 'family' ? readers.streamsOfFamily(stream) : [];
    const families =
      category === 'family' ? await mergedWith(stream, store) : this.#familiesOf(stream, events);
    const requests = category === 'family' ? await this.#kept(await this.#requestsOf([stream])) : [];
    const waiting = category === 'family' ? await this.#kept(await this.#requestsOf(families)) : [stream];
    const { persons, others } = await this.#subjectsOf(stream, events);
    const living = await this.#unerased([...new Set([...persons, ...(await this.#personsIn(families))])]);
    return {
      lives: [lifeOfText(mentionsIn(events), this.#sources.reference()), ...(await this.#livesOf(living))],
      openHelp: await familiesHelped(families, this.#sources),
      openRequests: await requestsOpen(waiting, families, this.#sources),
      tied: {
        persons: living,
        families: await this.#kept(families.filter((each) => each !== stream)),
        requests,
      },
      mixed: [],
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

  /** Requests that name a family, and those that it names as its beginning or its help's. */
  async #requestsOf(families: readonly string[]): Promise<string[]> {
    const { readers, store } = this.#sources;
    const requests = new Set<string>();
    for (const family of families) {
      for (const stream of readers.streamsOfFamily(family))
        if (streamCategory(stream) === 'request') requests.add(stream);
      for (const { data } of await eventsOf(family, store))
        if (typeof data['request'] === 'string') requests.add(data['request']);
    }
    return [...requests];
  }

  #familiesOf(request: string, events: readonly StoredEvent[]): string[] {
    const linked = this.#sources.readers.familiesOfRequest(request);
    return [...new Set([...events.flatMap(({ families }) => families), ...linked])];
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

  async #personsIn(families: readonly string[]): Promise<string[]> {
    const { store } = this.#sources;
    const persons: string[] = [];
    for (const family of families)
      persons.push(...(await this.#subjectsOf(family, await eventsOf(family, store))).persons);
    return [...new Set(persons)];
  }

  /** The lives of the children of families. */
  async #livesIn(families: readonly string[]): Promise<Life[]> {
    const lives = await this.#livesOf(await this.#unerased(await this.#personsIn(families)));
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
    const { readers, store, reference } = this.#sources;
    const fact = await readPerson(`person-${person}`, this.#sources);
    if (fact === undefined) return undefined;
    const records = readers.recordsOf(person);
    const about = readers.streamsAbout(records).filter(isOfLife);
    const requests = await this.#requestsOf(about.filter((stream) => streamCategory(stream) === 'family'));
    const streams = [...new Set([...about, ...requests])];
    const events = await Promise.all(streams.map((stream) => eventsOf(stream, store)));
    return lifeOf(records, fact, events.flatMap(mentionsIn), reference());
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
