import { isDue, keepingOf, lifeOf, type Keeping, type Life } from '#libs/domain';
import type { AsOfPoint, Page, Readers } from '#libs/read-models';
import { addMonths, durationOf, endOfLondonDay, type Code, type Reference } from '#libs/reference';

/** A person whose record need no longer be kept. */
export interface RetentionDue extends Keeping {
  readonly person: string;
  /** The position at which the person was registered: the list's order and cursor. */
  readonly since: number;
  /** Holds that stand on the person or somebody who goes only with them, on a family of theirs, or on everything. */
  readonly holds: readonly string[];
}

type Models = Pick<Readers, 'timeline' | 'lives' | 'forgetting'>;
type Sources = Models & { readonly reference: Reference };

interface Asked {
  /** The day on which they are due. */
  readonly on: string;
  readonly at: AsOfPoint;
  /** What the codes of what happened mean. */
  readonly reference: Reference;
  readonly first?: number | undefined;
  readonly after?: number | undefined;
  /** How many people one page looks at: it may hold fewer than were asked for, even none, and say that there are more. */
  readonly lookedAt?: number | undefined;
}

const LOOKED_AT = 2_000;
const A_PAGE = 50;

/**
 * Persons whose records need no longer be kept on a day, as of a position and by the rules of then, in the order in which
 * they were registered. Whoever was erased by then is not among them. What it says decides nothing: an erasure folds the
 * log.
 */
export function retentionDue(
  sources: Models,
  { on, at, reference, first = A_PAGE, after = -1, lookedAt = LOOKED_AT }: Asked,
): Page<RetentionDue> {
  const { position } = at;
  const { forgetting } = sources;
  const rules = forgetting.rules(position);
  const people = forgetting.registeredAfter(after, position, lookedAt);
  const holds = sources.forgetting.holdsStanding(position);
  const due: RetentionDue[] = [];
  let last = after;
  for (const each of people) {
    last = each.since;
    due.push(...dueOf(each, holds, { sources: { ...sources, reference }, rules, on, at }));
    if (due.length === first) break;
  }
  const hasNextPage = forgetting.registeredAfter(last, position, 1).length > 0;
  const edges = due.map((node) => ({ cursor: node.since, node }));
  return { edges, hasNextPage, hasPreviousPage: after >= 0, ...(hasNextPage && { end: last }) };
}

/** The person where it is due, else nobody. */
function dueOf(
  { person, since }: Pick<RetentionDue, 'person' | 'since'>,
  holds: ReturnType<Models['forgetting']['holdsStanding']>,
  { sources, ...by }: By & { readonly sources: Sources },
): RetentionDue[] {
  const kept = keepingAt(sources, person, by);
  if (kept === undefined) return [];
  const { keeping, mixed } = kept;
  const together = [person, ...mixed];
  const families = together.flatMap((each) => sources.timeline.personAsOf(each, by.at)?.families ?? []);
  const held = holds.filter(
    (each) =>
      each.everything ||
      each.persons.some((of) => together.includes(of)) ||
      each.families.some((of) => families.includes(of)),
  );
  return [{ person, since, ...keeping, holds: held.map(({ hold }) => hold) }];
}

interface By {
  readonly rules: readonly Code[];
  readonly on: string;
  readonly at: AsOfPoint;
}

interface Kept {
  readonly keeping: Keeping;
  /** Who goes with the person. */
  readonly mixed: readonly string[];
}

/** How long the person's record was to be kept, where that has ended. */
function keepingAt(sources: Sources, person: string, { rules, on, at }: By): Kept | undefined {
  const { timeline, lives, forgetting } = sources;
  const { position } = at;
  if (forgetting.erased([person], position).length > 0) return undefined;
  const records = timeline.recordsOf(person, at);
  const horizon = latestEnd(rules, on);
  if (horizon !== undefined && lives.hadContactAfter(records, horizon, position)) return undefined;
  const own = livesKept(sources, records, at);
  if (own.length === 0 || !isDue(keepingOf(own, rules), on)) return undefined;
  const mixed = mixedWith(sources, person, at);
  const others = mixed.flatMap((each) => livesKept(sources, timeline.recordsOf(each, at), at));
  const keeping = keepingOf([...own, ...others], rules);
  return keeping !== undefined && isDue(keeping, on) ? { keeping, mixed } : undefined;
}

/** Who goes with the person or not at all, as entries of one stand under the key of the other; without who is erased. */
function mixedWith({ timeline, forgetting }: Sources, person: string, at: AsOfPoint): string[] {
  const mixed = timeline.mixedWith(person, at);
  const erased = new Set(forgetting.erased(mixed, at.position).map(({ subject }) => subject));
  return mixed.filter((each) => !erased.has(each));
}

/** The lives by which a person's record is kept: the person's, and of a grown-up also those of the children beside. */
function livesKept(sources: Sources, records: readonly string[], at: AsOfPoint): Life[] {
  const own = lifeAt(sources, records, at);
  if (own === undefined) return [];
  return own.adult ? [own, ...childrenBeside(sources, records, at)] : [own];
}

/** The last instant at which anything may have been said of whom everybody's rule lets go on the day. */
function latestEnd(rules: readonly Code[], on: string): number | undefined {
  const everybody = rules.find(
    ({ retention }) => retention?.from === 'LAST_CONTACT' && retention.applies.includes('KNOWN'),
  );
  const keep = durationOf(everybody?.retention?.keep);
  if (keep === undefined || keep.unit === 'day') return undefined;
  const months = keep.unit === 'year' ? 12 * keep.count : keep.count;
  return Date.parse(endOfLondonDay(addMonths(on, -months)));
}

function lifeAt(
  { timeline, lives, reference }: Sources,
  records: readonly string[],
  at: AsOfPoint,
): Life | undefined {
  const [record = ''] = records;
  const person = timeline.personAsOf(record, at);
  if (person === undefined) return undefined;
  const { adult, dateOfBirth, expectedDeliveryDate, death } = person;
  const known = {
    ...(adult !== null && { adult }),
    ...(dateOfBirth !== null && { dateOfBirth }),
    ...(expectedDeliveryDate !== null && { expectedDeliveryDate }),
    ...(death?.dateOfDeath && { dateOfDeath: death.dateOfDeath }),
  };
  const told = [...lives.contacts(records, at.position), ...lives.ofRequests(records, at.position)];
  return lifeOf(records, known, told, reference);
}

function childrenBeside(sources: Sources, records: readonly string[], at: AsOfPoint): Life[] {
  const { lives, timeline, forgetting } = sources;
  const others = lives.everBeside(records, at.position).filter((each) => !records.includes(each));
  const erased = new Set(forgetting.erased(others, at.position).map(({ subject }) => subject));
  return others
    .filter((each) => !erased.has(each))
    .flatMap((each) => lifeAt(sources, timeline.recordsOf(each, at), at) ?? [])
    .filter(({ adult }) => !adult);
}
