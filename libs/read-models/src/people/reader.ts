import type { Described, KnownPerson, Match } from './matching.ts';
import type { PersonRow, PossibleDuplicateRow } from './table.ts';

export interface PeopleReader {
  person(person: string): PersonRow | undefined;
  people(persons: readonly string[]): ReadonlyMap<string, PersonRow>;
  byReference(reference: string): string | undefined;
  /** Persons holding the identifier, not withdrawn; UPN finds temporary ones too. */
  byIdentifier(scheme: string, value: string): string[];
  /** The likeliest first, at most `limit` (20), exact and by sound; a query without name and number gives none. */
  match(described: Described, limit?: number): Match[];
  /** Everyone registered, in order of registration, for `PersonIndex`. */
  everyone(): Iterable<KnownPerson>;
  /** Possible duplicates that nobody has decided, all or of one person. */
  possibleDuplicates(person?: string): PossibleDuplicateRow[];
}
