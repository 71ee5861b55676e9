import type { Described, KnownPerson, Match } from './matching.ts';

/** KNOWN: recognised as one already registered. REVIEW: register apart and put to a person, with these matches. */
export type Recognition =
  | { readonly outcome: 'KNOWN'; readonly person: string; readonly match: Match }
  | { readonly outcome: 'REVIEW'; readonly matches: readonly Match[] }
  | { readonly outcome: 'NEW' };

/** Everyone registered, in memory, for one run that compares many: nobody the rule could recognise is passed over. */
export declare class PersonIndex {
  constructor(known?: Iterable<KnownPerson>);
  add(person: KnownPerson): void;
  get(person: string): KnownPerson | undefined;
  /** Those who share a number or the birth date. */
  candidates(described: Described): KnownPerson[];
  recognise(described: Described): Recognition;
}
