import { streamCategory, streamSubject } from '#libs/contracts';
import { kinNamedBy, type Needs, type PersonFact } from '#libs/domain';
import type { FactSources } from './fact-sources.ts';
import { readPerson, readPersonAsLinked } from './folded.ts';

/** The most records that are read for one rule: far more than a family has. */
const MOST = 200;

/** Whom a rule asks about, and those whom the family of `belongedTo` tells of. */
type Asked = Pick<Needs, 'persons' | 'kinOf' | 'belongedTo'> & { readonly belonged: readonly string[] };

/**
 * What stands of the persons that a rule needs, and of the kin it asks for: those whom their records name, those who name
 * them, and the kin of these in turn. Sealed kin are passed over, whoever asks, so that no refusal tells of one. A death that
 * is told at the same moment under a linked record, or before a link that is made meanwhile, is let stand beside it.
 */
export async function readPersons(
  { kinOf = [], ...asked }: Asked,
  sources: FactSources,
): Promise<ReadonlyMap<string, PersonFact>> {
  const people = new People(sources);
  const needed = new Map<string, PersonFact>();
  const kin = new Set(kinOf);
  for (const person of kin) {
    const fact = await people.fact(person);
    if (fact === undefined) continue;
    needed.set(person, fact);
    if (kin.size <= MOST) for (const each of await people.kinOf(person, fact)) kin.add(each);
  }
  for (const person of aroundThem(asked, sources)) {
    const fact = await people.asLinked(person);
    if (fact !== undefined) needed.set(person, fact);
  }
  return needed;
}

/** The persons; for a rule about a family also their linked records, and everybody who ever belonged to it, or of whom its story tells. */
function aroundThem(
  { persons = [], belongedTo, belonged }: Omit<Asked, 'kinOf'>,
  { readers }: FactSources,
): Iterable<string> {
  if (belongedTo === undefined) return persons;
  return new Set([...persons, ...belonged, ...persons.flatMap((person) => readers.recordsOf(person))]);
}

/** People by their own records, each read once. */
class People {
  readonly #sources: FactSources;
  readonly #known = new Map<string, PersonFact | undefined>();

  constructor(sources: FactSources) {
    this.#sources = sources;
  }

  async fact(person: string): Promise<PersonFact | undefined> {
    if (!this.#known.has(person))
      this.#known.set(person, await readPerson(`person-${person}`, this.#sources));
    return this.#known.get(person);
  }

  asLinked(person: string): Promise<PersonFact | undefined> {
    const { readers } = this.#sources;
    return readPersonAsLinked(
      person,
      (each) => readers.recordsOf(each),
      (each) => this.fact(each),
    );
  }

  /** Those whom the person's record names as kin, and those whose records name the person as kin; nobody who is sealed. */
  async kinOf(person: string, fact: PersonFact): Promise<string[]> {
    const kin = kinNamedBy(fact);
    for (const naming of namersOf(person, this.#sources)) {
      const other = isOpen(naming, this.#sources) ? await this.fact(naming) : undefined;
      if (other !== undefined && kinNamedBy(other).includes(person)) kin.push(naming);
    }
    return kin.filter((each) => isOpen(each, this.#sources));
  }
}

function namersOf(person: string, { readers }: FactSources): string[] {
  const streams = readers.streamsAbout([person]).filter((stream) => streamCategory(stream) === 'person');
  return streams.map(streamSubject).filter((each) => each !== person);
}

function isOpen(person: string, { readers }: FactSources): boolean {
  return !readers.isCovered(person);
}
