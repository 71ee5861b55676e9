import type { Acquaintance, Look } from '#libs/access';
import { streamCategory } from '#libs/contracts';
import type { AsOfPoint, LookRow, Readers } from '#libs/read-models';
import { addDays, endOfLondonDay, startOfLondonDay } from '#libs/reference';

/** Whom an account knows outside work, as its worker's declarations and the record say; undefined: nobody is known. */
interface Viewer {
  readonly own: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
  /** Postcodes and property numbers of the viewer's own record. */
  readonly places: ReadonlySet<string>;
}

/** The looks of a day, and of the one after (a night ends on it), each with how its viewer knows whom was looked at. */
export function looksOn(day: string, at: AsOfPoint, readers: Readers): Look[] {
  const period = { from: startOfLondonDay(day), to: endOfLondonDay(addDays(day, 1)) };
  const acquaintances = new Acquaintances(at, readers);
  return readers.access.looks(period).map((row) => ({
    ...row,
    granted: row.effect === 'GRANTED',
    families: row.of.filter((id) => streamCategory(id) === 'family'),
    knows: acquaintances.of(row),
  }));
}

class Acquaintances {
  readonly #at: AsOfPoint;
  readonly #readers: Readers;
  readonly #viewers = new Map<string, Viewer | undefined>();
  readonly #places = new Map<string, readonly string[]>();

  constructor(at: AsOfPoint, readers: Readers) {
    this.#at = at;
    this.#readers = readers;
  }

  of({ user, of }: Pick<LookRow, 'user' | 'of'>): Acquaintance | undefined {
    const viewer = kept(this.#viewers, user, () => this.#viewer(user));
    if (viewer === undefined) return undefined;
    if (of.some((id) => viewer.own.has(id))) return 'SELF';
    if (of.some((id) => viewer.declared.has(id))) return 'DECLARED';
    if (viewer.places.size === 0) return undefined;
    const persons = of.filter((id) => streamCategory(id) === id);
    return persons.some((id) => this.#placesOf(id).some((place) => viewer.places.has(place)))
      ? 'NEIGHBOUR'
      : undefined;
  }

  #viewer(user: string): Viewer | undefined {
    const { directory, people, families } = this.#readers;
    const worker = directory.workerOfUser(user)?.worker;
    const connections = worker === undefined ? [] : directory.connectionsOf(worker);
    if (connections.length === 0) return undefined;
    const recordsOf = (isSelf: boolean): string[] =>
      connections
        .filter(({ connection }) => (connection === 'SELF') === isSelf)
        .flatMap(({ person }) => people.recordsOf(person));
    const [own, declared] = [recordsOf(true), recordsOf(false)];
    return {
      own: new Set(own),
      declared: new Set([...declared, ...[...own, ...declared].flatMap((id) => families.familiesOf(id))]),
      places: new Set(own.flatMap((id) => this.#placesOf(id))),
    };
  }

  #placesOf(person: string): readonly string[] {
    return kept(this.#places, person, () => {
      const { addresses = [] } = this.#readers.timeline.personAsOf(person, this.#at) ?? {};
      return addresses
        .filter(({ to }) => to === null)
        .flatMap(({ postcode, uprn }) => [postcode, uprn].filter((each) => each !== null));
    });
  }
}

function kept<T>(known: Map<string, T>, key: string, find: () => T): T {
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as T;
}
