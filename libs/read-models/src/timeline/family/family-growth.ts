import { readBy, type AsOfPoint } from '../../as-of.ts';
import { recordsOf } from '../../links.ts';
import type { Tables } from '../../projection.ts';
import { FamilyDraft, familyIn, registrationOf, tellingOfFamily } from './family-as-of.ts';
import type { FamilyAsOf } from './family-rows.ts';
import { storyOf } from '../lineage.ts';
import { everOfFamily } from '../pages.ts';
import { personAsOf } from '../person/person-as-of.ts';
import type { PersonAsOf } from '../person/person-rows.ts';
import { inStreamsOf } from '../records.ts';
import { eventsTold, hear } from '../told.ts';
import { nameOf, numberOf } from '../names.ts';

/** A family and its people after one event. To be looked at before the next is asked for. */
export interface FamilyThen {
  /** The event's. */
  readonly position: number;
  readonly family: FamilyAsOf;
  person(person: string): OwnRecord | undefined;
}

/** A person as far as the person's own record tells. */
export type OwnRecord = Omit<PersonAsOf, 'families'>;

/** A person after one of the person's own events. */
export interface PersonThen {
  readonly position: number;
  readonly person: OwnRecord;
}

/**
 * The family as it came to be what it is at `at`, event by event in the order of recording, all of them read as corrected
 * and linked by then. Nothing where it was not registered by then.
 */
export function* familyAsTold(tables: Tables, family: string, at: AsOfPoint): Generator<FamilyThen> {
  const registration = registrationOf(tables, family, at);
  if (registration !== undefined) yield* toldFrom(registration.position, { tables, family, at });
}

/**
 * The family as the record showed it, at each position after `after` from which on it may have shown something else, up to
 * `at`: after an event as it was known then, and after a correction, a voiding or a link as that made it.
 */
export function* familyAsShown(
  tables: Tables,
  family: string,
  at: AsOfPoint & { readonly after?: number },
): Generator<FamilyThen> {
  const registration = registrationOf(tables, family, at);
  if (registration === undefined) return;
  const first = Math.max(registration.position, (at.after ?? -1) + 1);
  const turns = turnsOf(tables, family, at).filter((turn) => turn > first);
  for (const [index, from] of [first, ...turns].entries()) {
    const position = (turns[index] ?? at.position + 1) - 1;
    if (from <= position) yield* toldFrom(from, { tables, family, at: { ...at, position } });
  }
}

interface Told {
  readonly tables: Tables;
  readonly family: string;
  readonly at: AsOfPoint;
}

/** What is told by `at`, from a position on: there, and after each event that follows. */
function* toldFrom(from: number, { tables, family, at }: Told): Generator<FamilyThen> {
  const registration = registrationOf(tables, family, at);
  if (registration === undefined) return;
  const draft = new FamilyDraft(registration);
  const events = eventsTold(tables, { scope: storyOf(tables, family, at), at, telling: tellingOfFamily });
  const ofPeople = eventsOfPeople(tables, family, { from, to: at.position });
  const byPosition = Map.groupBy(events, ({ position }) => position);
  const people = new Map<string, OwnRecord | undefined>();
  for (const position of inOrder([from, ...byPosition.keys(), ...ofPeople.keys()])) {
    for (const event of byPosition.get(position) ?? []) hear(tellingOfFamily, draft, event);
    if (position < from) continue;
    forget(people, ofPeople.get(position));
    yield new Then(draft, { tables, at: { ...at, position, readBy: readBy(at) }, people });
  }
}

interface Around {
  readonly tables: Tables;
  readonly at: AsOfPoint;
  /** As they have been since the last event of theirs. */
  readonly people: Map<string, OwnRecord | undefined>;
}

class Then implements FamilyThen {
  readonly #draft: FamilyDraft;
  readonly #around: Around;
  #family: FamilyAsOf | undefined;

  constructor(draft: FamilyDraft, around: Around) {
    this.#draft = draft;
    this.#around = around;
  }

  get position(): number {
    return this.#around.at.position;
  }

  get family(): FamilyAsOf {
    const { tables, at } = this.#around;
    return (this.#family ??= familyIn(tables, this.#draft, at));
  }

  person(person: string): OwnRecord | undefined {
    const { tables, at, people } = this.#around;
    if (!people.has(person)) people.set(person, personAsOf(tables, person, at));
    return people.get(person);
  }
}

/** The person as the person's own events tell of it, one after the other, all of them read as of `at`. */
export function* personAsTold(tables: Tables, person: string, at: AsOfPoint): Generator<PersonThen> {
  for (const position of inOrder(positionsOf(tables, recordsOf(tables, person, readBy(at)), at))) {
    const found = personAsOf(tables, person, { ...at, position, readBy: readBy(at) });
    if (found !== undefined) yield { position, person: found };
  }
}

function positionsOf(tables: Tables, records: readonly string[], at: AsOfPoint): number[] {
  const { sql, values } = inStreamsOf(records, at);
  return tables.all<{ position: number }>(sql, ...values).map(({ position }) => position);
}

function inOrder(positions: readonly number[]): number[] {
  return [...new Set(positions)].sort((one, other) => one - other);
}

/** Everyone who was ever a member, with every record that was ever read as one with theirs. */
const PEOPLE = `WITH RECURSIVE people (person) AS (
    SELECT person FROM members WHERE family = ?1
    UNION SELECT l.survivor FROM people CROSS JOIN links l ON l.other = people.person
    UNION SELECT l.other FROM people CROSS JOIN links l ON l.survivor = people.person
    UNION SELECT m.person FROM people CROSS JOIN moved m ON m.origin = people.person
    UNION SELECT m.origin FROM people CROSS JOIN moved m ON m.person = people.person
  )`;

/** Position -> whose event it is. */
function eventsOfPeople(
  tables: Tables,
  family: string,
  { from, to }: { readonly from: number; readonly to: number },
): ReadonlyMap<number, string> {
  const rows = tables.all<{ position: number; person: string }>(
    `${PEOPLE} SELECT e.position, people.person FROM people CROSS JOIN events e
       ON e.stream = ${numberOf("'person-' || people.person")} AND e.position BETWEEN ?2 AND ?3`,
    family,
    from,
    to,
  );
  return new Map(rows.map(({ position, person }) => [position, person]));
}

/** Someone of whom there is news; a record that is read as another's is news of that other. */
function forget(people: Map<string, unknown>, person: string | undefined): void {
  if (person !== undefined && !people.delete(person)) people.clear();
}

/** From where on the family's events were read otherwise than before: its corrections and voidings, and its people's links. */
function turnsOf(tables: Tables, family: string, at: AsOfPoint): number[] {
  const { sql, values } = everOfFamily(tables, family, at);
  const amended = tables.all<{ position: number }>(
    `SELECT v.from_position AS position FROM (${sql}) s CROSS JOIN versions v ON v.target = s.position
     CROSS JOIN events e ON e.position = s.position
     WHERE ${nameOf('e.stream')} LIKE 'person-%' OR e.type IN (SELECT value FROM json_each(?))`,
    ...values,
    JSON.stringify(Object.keys(tellingOfFamily)),
  );
  const linked = tables.all<{ since: number; until: number }>(
    `${PEOPLE} SELECT l.since, l.until FROM people CROSS JOIN links l ON l.other = people.person
     UNION SELECT l.since, l.until FROM people CROSS JOIN links l ON l.survivor = people.person
     UNION SELECT m.since, m.until FROM people CROSS JOIN moved m ON m.origin = people.person
     UNION SELECT m.since, m.until FROM people CROSS JOIN moved m ON m.person = people.person`,
    family,
  );
  const turns = [
    amended.map(({ position }) => position),
    linked.flatMap(({ since, until }) => [since, until]),
  ];
  return inOrder(turns.flat()).filter((position) => position <= at.position);
}
