import {
  decodeStoredEvent,
  Rejected,
  streamCategory,
  streamSubject,
  type DataClass,
  type StoredEvent,
} from '#libs/contracts';
import type { LoggedEvent } from '#libs/event-store';
import type { BundleParts, Withheld } from '#libs/ledger';
import type { FamilyRecord } from '../../record.ts';
import { openedIn } from './create-bundle.ts';
import type { GatheredStory } from './gathered-story.ts';
import { addressesKeptFrom, isAnyKeptFrom, type KeptAddresses } from './kept-addresses.ts';
import { rulingsFor, type Ruling } from './sharing-rulings.ts';
import { saysWhyWithheld } from './why-withheld.ts';

/** What of a family's story is in somebody's pack, and what of it is opened to them. */
export interface OpenedPack extends Pick<BundleParts, 'openings' | 'erased'> {
  readonly events: readonly LoggedEvent[];
  readonly streams: GatheredStory['streams'];
  readonly withheld: readonly Withheld[];
  readonly classes: readonly DataClass[];
  /** Subject ids of the persons of whom something is opened. */
  readonly persons: readonly string[];
  /** By disclosure: the ids of the events that were opened under it. */
  readonly told: ReadonlyMap<string, readonly string[]>;
}

/** Opens and withholds what was decided; DISCLOSURE_UNDECIDED where something is neither. */
export async function openedFor(
  person: string,
  gathered: GatheredStory,
  record: FamilyRecord,
): Promise<OpenedPack> {
  const { people } = record.readers;
  const own = new Set(people.recordsOf(person));
  const rulings = await rulingsFor(own, gathered.events, record.vault);
  const toTell = rulings.flatMap(({ discloses, persons }) => (discloses ? persons : []));
  const told = new Set([...own, ...toTell.flatMap((each) => people.recordsOf(each))]);
  const disclosures = new Set(rulings.map(({ disclosure }) => disclosure));
  const isIn = ({ stream }: { readonly stream: string }): boolean =>
    isTheirs(stream, told) && (streamCategory(stream) !== 'disclosure' || disclosures.has(stream));
  const events = gathered.events.filter(isIn);
  const everyone = [...gathered.everMembers, ...toTell].flatMap((each) => people.recordsOf(each));
  const kept = await addressesKeptFrom(own, new Set(everyone), record);
  const members = new Set([...gathered.members, person]);
  const keepsAll = await isAnyKeptFrom(own, new Set(everyone), record);
  const pack = new Opening({ rulings, members, kept, keepsAll, own }, record);
  for (const event of events) await pack.take(event);
  return { ...pack.opened(), events, streams: gathered.streams.filter(isIn) };
}

/** A stream about single people is in the pack only where something of all of them is told. */
function isTheirs(stream: string, told: ReadonlySet<string>): boolean {
  return !OF_ONE.includes(streamCategory(stream)) || told.has(streamSubject(stream));
}

const OF_ONE = ['person', 'agreement', 'identity'];

/** By what a pack is opened and withheld. */
interface Ruled {
  readonly rulings: readonly Ruling[];
  readonly members: ReadonlySet<string>;
  readonly kept: KeptAddresses;
  /** Whether anybody of whom the family's text may tell is kept from them whole, member still or not. */
  readonly keepsAll: boolean;
  /** The records of whom the pack is for. */
  readonly own: ReadonlySet<string>;
}

type Sealed = ReturnType<FamilyRecord['vault']['openings']>[number];

/** A sealed part that is opened in memory, and the event that it stands in. */
interface Told {
  readonly event: StoredEvent;
  readonly subject: string;
  readonly openings: NonNullable<Sealed['openings']>;
  /** Of one person; where it is of the family, a request or somebody without a record, it is told by what was decided of every member. */
  readonly isOfOne: boolean;
}

/** Goes through the events of a pack, and opens or withholds each sealed part as it was ruled. */
class Opening {
  readonly #rulings: readonly Ruling[];
  readonly #members: ReadonlySet<string>;
  readonly #kept: KeptAddresses;
  readonly #keepsAll: boolean;
  readonly #own: ReadonlySet<string>;
  readonly #record: FamilyRecord;
  readonly #openings: BundleParts['openings'][number][] = [];
  readonly #erased: BundleParts['erased'][number][] = [];
  readonly #withheld: Withheld[] = [];
  readonly #undecided = new Set<string>();
  readonly #classes = new Set<DataClass>();
  readonly #persons = new Set<string>();
  readonly #told = new Map<string, Set<string>>();

  constructor({ rulings, members, kept, keepsAll, own }: Ruled, record: FamilyRecord) {
    this.#rulings = rulings;
    this.#members = members;
    this.#kept = kept;
    this.#keepsAll = keepsAll;
    this.#own = own;
    this.#record = record;
  }

  async take({ position, document }: LoggedEvent): Promise<void> {
    const { vault } = this.#record;
    const event = decodeStoredEvent(document);
    await vault.prepare(event.sealed.map(({ subject }) => subject));
    for (const sealed of vault.openings(event)) await this.#part(sealed, event, position);
  }

  opened(): Omit<OpenedPack, 'events' | 'streams'> {
    if (this.#undecided.size > 0)
      throw new Rejected('DISCLOSURE_UNDECIDED', { undecided: [...this.#undecided].join(' ') });
    return {
      openings: this.#openings,
      erased: this.#erased,
      withheld: this.#withheld,
      classes: [...this.#classes],
      persons: [...this.#persons],
      told: new Map([...this.#told].map(([disclosure, ids]) => [disclosure, [...ids]])),
    };
  }

  async #part({ part, openings }: Sealed, event: StoredEvent, index: number): Promise<void> {
    const { subject, class: of } = part;
    if (openings === undefined) {
      this.#erased.push({ index, subject, class: of });
      return;
    }
    const isOfOne = await this.#isOfOne(subject);
    const persons = isOfOne ? [subject] : [...this.#members];
    const rulings = persons.flatMap((person) => this.#rulingOf(person, of) ?? []);
    const told = { event, subject, openings, isOfOne };
    const against = rulings.find(({ discloses }) => !discloses) ?? this.#barred(rulings, told);
    if (against !== undefined) this.#withhold({ index, subject, class: of }, against);
    else if (rulings.length === persons.length) {
      for (const ruling of rulings) this.#tell(ruling, event);
      for (const person of persons) this.#persons.add(person);
      this.#classes.add(of);
      this.#openings.push(...openedIn(openings).map((opened) => ({ index, opened })));
    }
  }

  /**
   * No decision tells whom the pack is for an address that is kept from them, nor why something was withheld from them, nor
   * what tells of a family in which a bar keeps anybody from them.
   */
  #barred([ruling]: readonly Ruling[], part: Told): Ruling | undefined {
    if (ruling === undefined) return undefined;
    if (this.#kept.isToldBy(part) || (this.#keepsAll && !part.isOfOne))
      return { ...ruling, basis: 'CONTACT_BAR' };
    return saysWhyWithheld(part, this.#own) ? { ...ruling, basis: 'REASON_WITHHELD' } : undefined;
  }

  async #isOfOne(subject: string): Promise<boolean> {
    return this.#members.has(subject) || (await this.#record.store.revision(`person-${subject}`)) >= 0;
  }

  #rulingOf(person: string, of: DataClass): Ruling | undefined {
    const records = this.#record.readers.people.recordsOf(person);
    const found = this.#rulings.findLast(
      ({ persons, classes }) => classes.includes(of) && persons.some((each) => records.includes(each)),
    );
    if (found === undefined) this.#undecided.add(`${person}/${of}`);
    return found;
  }

  #withhold(part: Pick<Withheld, 'index' | 'subject' | 'class'>, ruling: Ruling): void {
    const { event: decision, basis, decidedBy } = ruling;
    this.#withheld.push({ ...part, decision, basis, decidedBy });
  }

  /** An entry of somebody's own stream is told under a decision about that person. */
  #tell({ disclosure, persons }: Ruling, { id, stream }: StoredEvent): void {
    if (!isTheirs(stream, new Set(persons))) return;
    const told = this.#told.get(disclosure) ?? new Set<string>();
    this.#told.set(disclosure, told.add(id));
  }
}
