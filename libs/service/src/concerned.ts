import { streamCategory, streamSubject } from '#libs/contracts';
import type { Readers } from '#libs/read-models';

/** Whom and which families something is about. */
export interface Concerned {
  readonly persons: readonly string[];
  readonly families: readonly string[];
}

/** Whom and which families a record is about: a stream or an episode; a person by the bare id. */
export function concernedBy(record: string, readers: Readers): Concerned {
  const { families, requests, sharing, people, forgetting } = readers;
  const ofNamed = (named: Concerned | undefined): Concerned => ({
    persons: named?.persons.flatMap((person) => people.recordsOf(person)) ?? [],
    families: named?.families ?? [],
  });
  const ofFamily = (family: string | null | undefined): Concerned => ({
    persons: family ? families.members(family).map(({ person }) => person) : [],
    families: family ? [family] : [],
  });
  switch (streamCategory(record)) {
    case 'family':
      return ofFamily(record);
    case 'episode':
      return ofFamily(families.familyOfEpisode(record));
    case 'request':
      return ofFamily(requests.request(record)?.family);
    case 'viewings':
      return ofFamily(streamSubject(record));
    case 'disclosure':
      return ofFamily(sharing.disclosure(record)?.family);
    case 'hold':
      return ofNamed(forgetting.hold(record));
    case 'erasure':
      return ofNamed(forgetting.erasure(record));
    case 'worker':
    case 'breakglass':
    case 'organisation':
    case 'panel':
      return { persons: [], families: [] };
    default: {
      const persons = people.recordsOf(record.replace(/^(agreement|restriction)-/, ''));
      return { persons, families: persons.flatMap((person) => families.familiesOf(person)) };
    }
  }
}
