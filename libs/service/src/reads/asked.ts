import { shapeFault, streamCategory, streamSubject } from '#libs/contracts';
import type { TimelineEntry } from '#libs/read-models';

/** Streams that are named after a person, or a family. */
const OF_A_PERSON = /^(?:agreement|seal)-([0-9a-hjkmnp-tv-z]{26})$/;
const OF_A_FAMILY = /^(?:viewings|seal)-(family-.*)$/;

/**
 * The family that a record asked for is of by its name: it stands in the access log whether or not it was granted. Whatever
 * is no family's id is a caller's own text, and stands nowhere.
 */
export function familiesAsked(record: string | undefined): string[] {
  if (record === undefined) return [];
  const family = OF_A_FAMILY.exec(record)?.[1] ?? record;
  return shapeFault('family', family) === undefined ? [family] : [];
}

/** The person or request that a record asked for is of by its name; of any other text nobody. */
export function subjectsAsked(record: string | undefined): string[] {
  if (record === undefined) return [];
  const person = OF_A_PERSON.exec(record)?.[1] ?? record;
  if (shapeFault('person', person) === undefined) return [person];
  return shapeFault('request', record) === undefined ? [streamSubject(record)] : [];
}

const OF_SOMEBODY: ReadonlySet<string> = new Set(['person', 'agreement', 'restriction', 'request']);

/** Subject ids of the persons whom an entry is about, or to whom it was given, and of the request whose own it is. */
export function subjectsIn({
  stream,
  subjects,
  givenTo,
}: Pick<TimelineEntry, 'stream' | 'subjects' | 'givenTo'>): string[] {
  const isOfSomebody = OF_SOMEBODY.has(streamCategory(stream));
  if (givenTo !== undefined) return [...new Set([...subjects, givenTo])];
  return isOfSomebody ? [...subjects] : subjects.filter((subject) => subject !== streamSubject(stream));
}

/** The family in whose own story an entry stands: not that alone which was asked for, but what was merged into it. */
export function familiesIn({ stream }: Pick<TimelineEntry, 'stream'>): string[] {
  return streamCategory(stream) === 'family' ? [stream] : [];
}
