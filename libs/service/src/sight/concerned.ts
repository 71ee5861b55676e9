import { streamCategory, streamSubject } from '#libs/contracts';
import type { Readers, Unseen } from '#libs/read-models';

/** Whom and which families something is about, and whose own record it is. */
export interface Concerned {
  readonly own: readonly string[];
  readonly persons: readonly string[];
  readonly families: readonly string[];
  /** Requests that it is, or names. */
  readonly requests?: readonly string[];
  /** Whom it names as those that it is of. */
  readonly named?: readonly string[];
}

type Named = Pick<Concerned, 'persons' | 'families' | 'requests'>;

/**
 * Whom and which families a record is about: a stream or an episode; a person by the bare id. What is asked depends on its
 * kind alone, not on whether it is there.
 */
export function concernedBy(record: string, readers: Readers): Concerned {
  const { families, requests, sharing, people, forgetting } = readers;
  const ofNamed = (of: Named | undefined): Concerned => {
    const named = [...people.recordsOfAll(of?.persons ?? []).values()].flat();
    return { own: [], persons: named, families: of?.families ?? [], requests: of?.requests ?? [], named };
  };
  const ofFamily = (family: string | null | undefined): Concerned => ({
    own: [],
    persons: families.membersOfAll(family ? [family] : []),
    families: family ? [family] : [],
  });
  switch (streamCategory(record)) {
    case 'family':
      return ofFamily(record);
    case 'episode':
      return ofFamily(families.familyOfEpisode(record));
    case 'plan':
    case 'assessment':
      return ofFamily(families.familyOfEpisode(streamSubject(record)));
    case 'request':
      return { ...ofFamily(requests.request(record)?.family), requests: [record] };
    case 'viewings':
      return ofFamily(streamSubject(record));
    case 'disclosure':
      return ofFamily(sharing.disclosure(record)?.family);
    case 'hold':
      return ofNamed(forgetting.hold(record));
    case 'erasure':
      return ofNamed(forgetting.erasure(record));
    case 'audit':
      return ofAudit(record, readers);
    case 'worker':
    case 'breakglass':
    case 'organisation':
    case 'panel':
    case 'seal':
    case 'sample':
      return { own: [], persons: [], families: [] };
    default: {
      const persons = people.recordsOf(record.replace(/^(agreement|restriction)-/, ''));
      return { own: persons, persons, families: families.familiesOfAll(persons) };
    }
  }
}

/** Of an audit the family that held the episode when it was assigned and when it was begun, the one that holds it now, and those these are merged into. */
function ofAudit(record: string, { audits, families, timeline }: Readers): Concerned {
  const { episode = '', heldBy = null, pinnedFor = null } = audits.audit(record) ?? {};
  const holding = [heldBy, pinnedFor, families.familyOfEpisode(episode)];
  const named = holding.filter((each) => typeof each === 'string');
  const all = [...new Set([...named, ...timeline.withSurvivors(named)])];
  return { own: [], persons: families.membersOfAll(all), families: all };
}

/** Whether a record is about any of these families or persons. */
export function touches(
  { families, persons }: Pick<Unseen, 'families' | 'persons'>,
  concerned: Concerned,
): boolean {
  return (
    concerned.families.some((family) => families.has(family)) ||
    concerned.persons.some((person) => persons.has(person))
  );
}

/** Whether a record itself is among these: of a person the person, of anything else its families and whom it names. */
export function isAmong(
  { families, persons, requests }: Pick<Unseen, 'families' | 'persons'> & Partial<Unseen>,
  concerned: Concerned,
): boolean {
  if (concerned.own.length > 0) return concerned.own.some((person) => persons.has(person));
  return (
    concerned.families.some((family) => families.has(family)) ||
    concerned.named?.some((person) => persons.has(person)) === true ||
    concerned.requests?.some((request) => requests?.has(request)) === true
  );
}
