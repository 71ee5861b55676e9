import { compare, type Comparison, type Described, type KnownPerson } from './matching.ts';

/** A known person and how the described one compares. */
export interface Compared extends Comparison {
  readonly person: string;
}

/**
 * KNOWN: recognised as one already registered. REVIEW: register apart and put to a person, the likeliest first; also who
 * could be either of two, such as twins under one number.
 */
export type Recognition =
  | { readonly outcome: 'KNOWN'; readonly person: string; readonly match: Compared }
  | { readonly outcome: 'REVIEW'; readonly matches: readonly Compared[] }
  | { readonly outcome: 'NEW' };

/** Everyone registered, in memory, for one run that compares many: nobody the rule could recognise is passed over. */
export class PersonIndex {
  readonly #people = new Map<string, KnownPerson>();
  readonly #keys = new Map<string, Set<string>>();

  constructor(known: Iterable<KnownPerson> = []) {
    for (const person of known) this.add(person);
  }

  /** Adds a person; what was known under the same id is replaced. */
  add(person: KnownPerson): void {
    const before = this.#people.get(person.person);
    if (before !== undefined) for (const key of keysOf(before)) this.#keys.get(key)?.delete(person.person);
    this.#people.set(person.person, person);
    for (const key of keysOf(person)) {
      const there = this.#keys.get(key);
      if (there === undefined) this.#keys.set(key, new Set([person.person]));
      else there.add(person.person);
    }
  }

  get(person: string): KnownPerson | undefined {
    return this.#people.get(person);
  }

  /** Those who share a number or the birth date, without which nobody is recognised; in order of registration. */
  candidates({ nhsNumber, upn, dateOfBirth }: Described): KnownPerson[] {
    const found = new Set<string>();
    for (const key of keysOf({ nhsNumbers: list(nhsNumber), upns: list(upn), dateOfBirth }))
      for (const person of this.#keys.get(key) ?? []) found.add(person);
    return [...found].flatMap((person) => this.#people.get(person) ?? []);
  }

  recognise(described: Described): Recognition {
    const compared = this.candidates(described).map((known) => ({
      person: known.person,
      ...compare(described, known),
    }));
    const [same, ...others] = compared.filter(({ relation }) => relation === 'SAME');
    if (same !== undefined && others.length === 0)
      return { outcome: 'KNOWN', person: same.person, match: same };
    const matches = compared
      .filter(({ relation }) => relation !== 'OTHER')
      .sort((one, other) => other.score - one.score);
    return matches.length > 0 ? { outcome: 'REVIEW', matches } : { outcome: 'NEW' };
  }
}

function keysOf(known: Pick<KnownPerson, 'nhsNumbers' | 'upns' | 'dateOfBirth'>): string[] {
  return [
    ...known.nhsNumbers.map((number) => `nhs ${number}`),
    ...known.upns.map((number) => `upn ${number}`),
    ...list(known.dateOfBirth).map((day) => `born ${day}`),
  ];
}

function list(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}
