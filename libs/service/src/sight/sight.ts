import { canForbid, type Principal } from '#libs/access';
import { streamCategory, streamSubject } from '#libs/contracts';
import { Agreed } from './agreed.ts';
import { concernedBy, isAmong } from './concerned.ts';
import {
  isSeen,
  nothingUnseen,
  type HeldRow,
  type Readers,
  type SealInForce,
  type Unseen,
} from '#libs/read-models';
import { isKeptBy, keepsWhereTheyLive } from './kept.ts';
import { WhileStanding } from './while-standing.ts';

/** A record that seals cover: whole families, and everyone who belongs to them. */
type Covered = Pick<Unseen, 'families' | 'persons'>;

const NOTHING: Covered = nothingUnseen;

/**
 * What is sealed from a caller. A seal on a person covers that person under every linked record, and the families the person
 * belongs to; one that keeps an address covers whoever lives there too. A seal on a family covers its members, their other
 * families, and what was merged into any of these. Custodians see all of it; partners keep no seal. What is covered now is
 * covered whatever position is asked about; a family to which a covered person belonged once is there, without that person.
 */
export class Sight {
  readonly #readers: Readers;
  readonly #agreed: Agreed;
  readonly #seals: WhileStanding;
  readonly #known: WhileStanding;

  constructor(readers: Readers) {
    this.#readers = readers;
    this.#agreed = new Agreed(readers);
    this.#seals = new WhileStanding(() => readers.stand('seals'));
    this.#known = new WhileStanding(() => readers.stand('people', 'families', 'timeline'));
  }

  /** What is sealed from the caller. */
  sealedFrom(principal: Principal): Unseen {
    return this.#unseenBy(this.#inForce().filter((seal) => !isKeptBy(principal, seal)));
  }

  /**
   * What the answer about one record says nothing of: what is sealed, and to partners whoever it may tell of and agreement
   * has ended for, but of a request that rests on a child's safety. `subjects` are whom it names besides.
   */
  leftOutOf(principal: Principal, record: string, subjects: readonly string[] = []): Unseen {
    const sealed = this.sealedFrom(principal);
    if (!canForbid('agreementEnded', principal)) return sealed;
    const ended = this.#agreed.endedAround(principal, this.#tellsOf(record, subjects));
    const onForms = this.#readers.timeline.subjectsIdentifiedAs([...ended]);
    if (ended.size === 0) return sealed;
    return { ...sealed, persons: new Set([...sealed.persons, ...ended, ...onForms]) };
  }

  #tellsOf(record: string, subjects: readonly string[]) {
    const { families, persons } = concernedBy(record, this.#readers);
    if (streamCategory(record) !== 'request') return { families, persons: [...persons, ...subjects] };
    const { requests, around } = this.#readers;
    const restsOnSafety = (requests.request(record)?.concern ?? null) !== null;
    const named = around.childrenOnForm(record);
    return restsOnSafety
      ? { families: [], persons: [] }
      : { families, persons: [...persons, ...named, ...subjects] };
  }

  /** Whether a request, or the family of an episode, is told to the caller no longer, as agreement has ended. */
  isOver(principal: Principal, item: string): boolean {
    return streamCategory(item) === 'request'
      ? this.#agreed.hasEndedForRequest(principal, item)
      : this.#agreed.hasEndedForFamily(principal, this.#readers.families.familyOfEpisode(item));
  }

  /** Whether a record, a stream or a person by the bare id, is sealed from the caller. */
  isSealed(principal: Principal, record: string): boolean {
    const unseen = this.sealedFrom(principal);
    return unseen !== nothingUnseen && isAmong(unseen, concernedBy(record, this.#readers));
  }

  /** Whether the caller is custodian of the seal on the record itself. */
  isCustodian(principal: Principal, record: string): boolean {
    return this.#inForce().some((seal) => seal.record === record && isKeptBy(principal, seal));
  }

  /** What is sealed from somebody. */
  sealed(): Unseen {
    return this.#unseenBy(this.#inForce());
  }

  /** Families that seals in force at a position covered, by what was known then: whatever was sealed or unsealed since. */
  familiesSealedAt(position: number): ReadonlySet<string> {
    return this.#coveredBy(this.#readers.seals.inForce(position), position).families;
  }

  /** Whether any seal covers a family or a person: all together cover what each of them does. */
  isCovered(record: string): boolean {
    return covers(this.#covered(this.#inForce()), record);
  }

  /** The records whose seals cover a family or a person. */
  sealsOver(record: string): string[] {
    return this.#over(record).map((seal) => seal.record);
  }

  /** Who keeps all the seals over a family or a person; undefined where there are none. */
  keepersOf(record: string): string[] | undefined {
    const [first, ...others] = this.#over(record);
    return first?.custodians.filter((each) => others.every(({ custodians }) => custodians.includes(each)));
  }

  /** The requests that the seal on a record covers, but what another seal keeps from the caller. */
  requestsUnder(principal: Principal, record: string): string[] {
    const own = this.#inForce().filter((seal) => seal.record === record);
    const shut = this.sealedFrom(principal);
    return [...this.#unseenBy(own).requests].filter((request) => isSeen(shut, request));
  }

  /**
   * Who holds the open help that a seal covers, by its stream, or that one on a record would cover on this ground. What
   * another seal keeps from the caller is left out: no answer tells of it.
   */
  heldUnder(caller: Principal | undefined, named: string, ground?: string): HeldRow[] {
    const { families } = this.#readers;
    const record = streamCategory(named) === 'seal' ? streamSubject(named) : named;
    const inForce = this.#inForce();
    const own = inForce.find((seal) => seal.record === record)?.ground ?? null;
    const covered = this.#coveredBy([{ record, custodians: [], ground: ground ?? own }]);
    const shut = inForce.filter(
      (seal) => seal.record !== record && caller !== undefined && !isKeptBy(caller, seal),
    );
    const unseen = this.#covered(shut);
    return families.heldIn([...covered.families].filter((family) => !unseen.families.has(family)));
  }

  /** What of the sealed records the caller keeps. */
  keptBy(principal: Principal): Covered {
    return this.#covered(this.#inForce().filter((seal) => isKeptBy(principal, seal)));
  }

  /**
   * What a list leaves out for the caller, by the same decision as one record: what is sealed, whom the caller knows outside
   * work, and of partners also those about whom agreement has ended, and the families of which it has for all.
   */
  unlistedFor(principal: Principal): Unseen {
    const shut = this.#inForce().filter((seal) => !isKeptBy(principal, seal));
    const [known, ended] = [this.#knownTo(principal), this.#endedFor(principal)];
    if (known === NOTHING && ended === NOTHING) return this.#unseenBy(shut);
    const left = [this.#covered(shut), known, { ...ended, persons: NOTHING.persons }];
    const unseen = this.#unseen({
      families: new Set(left.flatMap(({ families }) => [...families])),
      persons: new Set(left.flatMap(({ persons }) => [...persons])),
    });
    return ended.persons.size === 0
      ? unseen
      : { ...unseen, persons: new Set([...unseen.persons, ...ended.persons]) };
  }

  /** What is kept and not used now: whoever is restricted under every record, their families, and requests that name them. */
  restricted(): Unseen {
    const { forgetting, people, families } = this.#readers;
    const named = forgetting.restricted();
    if (named.length === 0) return nothingUnseen;
    const persons = [...people.recordsOfAll(named).values()].flat();
    return this.#unseen({ persons: new Set(persons), families: new Set(families.everyFamilyOf(persons)) });
  }

  /** Whom a worker knows outside work, and the families they belong to. */
  #knownTo({ worker }: Principal): Covered {
    const { directory, people, families } = this.#readers;
    const connected = worker === undefined ? [] : directory.connectionsOf(worker);
    if (connected.length === 0) return NOTHING;
    const records = people.recordsOfAll(connected.map(({ person }) => person));
    const persons = [...records.values()].flat();
    return { persons: new Set(persons), families: new Set(families.everyFamilyOf(persons)) };
  }

  /** Partners are told on the strength of agreement: where it was refused, withdrawn or narrowed past them, nothing more. */
  #endedFor(principal: Principal): Covered {
    if (!canForbid('agreementEnded', principal)) return NOTHING;
    const { sharing, families } = this.#readers;
    const persons = this.#agreed.endedAmong(principal, sharing.personsNotAgreedFor());
    return { persons, families: this.#agreed.endedFamilies(principal, families.everyFamilyOf([...persons])) };
  }

  #over(record: string): SealInForce[] {
    if (!this.isCovered(record)) return [];
    return this.#inForce().filter((seal) => covers(this.#covered([seal]), record));
  }

  #inForce(): readonly SealInForce[] {
    return this.#seals.once('in force', () => this.#readers.seals.inForce());
  }

  #covered(seals: readonly SealInForce[]): Covered {
    return seals.length === 0 ? NOTHING : this.#once('covered', seals, () => this.#coveredBy(seals));
  }

  #unseenBy(seals: readonly SealInForce[]): Unseen {
    const covered = this.#covered(seals);
    return covered === NOTHING ? nothingUnseen : this.#once('unseen', seals, () => this.#unseen(covered));
  }

  /** What comes of these seals, by all of them that it goes by. */
  #once<T>(what: string, seals: readonly SealInForce[], find: () => T): T {
    return this.#known.once(
      JSON.stringify([what, ...seals.map(({ record, ground }) => [record, ground])]),
      find,
    );
  }

  #coveredBy(seals: readonly SealInForce[], position?: number): Covered {
    if (seals.length === 0) return NOTHING;
    const { people, families, timeline } = this.#readers;
    const named = Map.groupBy(seals, ({ record }) => streamCategory(record) === 'family');
    const sealedFamilies = (named.get(true) ?? []).map(({ record }) => record);
    const sealedPersons = (named.get(false) ?? []).map(({ record }) => record);
    const ofWhereTheyLive = (named.get(false) ?? []).filter(keepsWhereTheyLive).map(({ record }) => record);
    const covered = [
      ...sealedPersons,
      ...families.livingWith([...people.recordsOfAll(ofWhereTheyLive, position).values()].flat(), position),
      ...families.membersOfAll(sealedFamilies, position),
    ];
    const persons = [...people.recordsOfAll(covered, position).values()].flat();
    const theirs = [...sealedFamilies, ...families.everyFamilyOf(persons, position)];
    return {
      families: new Set([...theirs, ...timeline.mergedInto(theirs, position)]),
      persons: new Set(persons),
    };
  }

  #unseen({ families, persons }: Covered): Unseen {
    if (families.size === 0 && persons.size === 0) return nothingUnseen;
    const { timeline } = this.#readers;
    const requests = new Set(timeline.requestsNaming([...families], [...persons]));
    const onForms = timeline.subjectsIdentifiedAs([...persons]);
    return { families, persons: new Set([...persons, ...onForms]), requests };
  }
}

function covers(covered: Covered, record: string): boolean {
  return !isSeen({ ...nothingUnseen, ...covered }, record);
}
