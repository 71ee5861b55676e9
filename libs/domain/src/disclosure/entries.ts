import { Rejected, streamCategory, streamSubject } from '#libs/contracts';
import type { EventFact, Facts } from '../aggregate.ts';
import { recordsOf } from './bars.ts';
import type { Sharing } from './state.ts';

interface Telling {
  readonly entries: readonly string[];
  readonly decided: Sharing;
  /** Of what the entries say only parts are told, each as it was decided. */
  readonly partly: boolean;
}

/**
 * What is told was decided to be: each entry stands in a record that the decision is about, names nobody else, and holds
 * no class that was not decided. Of an entry that is told in parts something of it was.
 */
export function checkEntries({ entries, decided, partly }: Telling, facts: Facts): void {
  const theirs = new Set(decided.persons.flatMap((person) => recordsOf(person, facts)));
  for (const entry of entries) {
    const fact = facts.events.get(entry);
    if (fact === undefined) throw new Rejected('UNKNOWN_ENTRY', { entry });
    if (!isTheirs(entry, fact, { theirs, family: decided.family, facts }))
      throw new Rejected('ENTRY_NOT_DECIDED', { event: entry });
    if (!partly && !fact.persons.every((person) => theirs.has(person)))
      throw new Rejected('PERSON_NOT_DECIDED', { event: entry });
    if (!isDecided(fact.classes, decided.classes, partly))
      throw new Rejected('CLASS_NOT_DECIDED', { event: entry });
  }
}

function isDecided(held: readonly string[], decided: readonly string[], partly: boolean): boolean {
  const isSo = (each: string): boolean => decided.includes(each);
  return held.length === 0 || (partly ? held.some(isSo) : held.every(isSo));
}

interface Record {
  readonly theirs: ReadonlySet<string>;
  readonly family: string;
  readonly facts: Facts;
}

/** Of the family's also what was merged into it, or it came of; what is of no family, where it names one of them. */
function isTheirs(entry: string, fact: EventFact, { theirs, family, facts }: Record): boolean {
  const { stream, families, persons } = fact;
  if (['person', 'agreement'].includes(streamCategory(stream))) return theirs.has(streamSubject(stream));
  if (stream === family || families.includes(family) || facts.story.has(entry)) return true;
  return families.length === 0 && persons.some((person) => theirs.has(person));
}

/** Whom else an entry may tell of: all of a family of which it tells as a whole. */
export function othersToldOf({ entries, partly }: Telling, facts: Facts): readonly string[] {
  const isOfAll = entries.some((entry) => facts.events.get(entry)?.ofAll);
  return isOfAll && !partly ? facts.belonged : [];
}
