import { streamCategory, streamSubject } from '#libs/contracts';
import { daysLate } from '#libs/reference';
import type { Fact } from '../fact.ts';
import { FOREVER, type Projection, type Tables } from '../projection.ts';
import { timelineIndexes, timelineTables, type StoredEnvelope } from './table.ts';

/** One opened row an event, and in which families' and persons' timelines it stands since when. */
export const timeline: Projection = {
  name: 'timeline',
  version: 1,
  log: 'record',
  keepsTime: true,
  tables: timelineTables,
  indexes: timelineIndexes,
  each: (fact, tables) => {
    writeRow(fact, tables);
    for (const family of familiesSeeing(fact, tables)) standInFamily(fact, family, tables);
    for (const person of fact.persons) standInPerson(fact, person, tables);
  },
  on: {
    MemberJoined: ({ data: { person }, stream, position }, tables) => {
      tables.memory.delete(membershipsOf(person));
      tables.run(
        'INSERT INTO members (person, family, since, until) VALUES (?, ?, ?, ?)',
        person,
        stream,
        position,
        FOREVER,
      );
      tables.run(
        `INSERT INTO family_events (family, position, since, occurred, names_person)
         SELECT ?, position, ?, occurred, 1 FROM own_events WHERE person = ?`,
        stream,
        position,
        person,
      );
    },
    MemberLeft: ({ data: { person }, stream, position }, tables) => {
      tables.memory.delete(membershipsOf(person));
      tables.run(
        'UPDATE members SET until = ? WHERE person = ? AND family = ? AND until = ?',
        position,
        person,
        stream,
        FOREVER,
      );
    },
  },
};

function writeRow(fact: Fact, tables: Tables): void {
  const { stored, occurredAt, erased, families } = fact;
  const envelope: StoredEnvelope = {
    version: stored.version,
    occurredAt,
    ...(stored.lateReason === undefined ? {} : { lateReason: stored.lateReason }),
    actor: stored.actor,
    source: stored.source,
    sensitivity: stored.sensitivity,
    correlationId: stored.correlationId,
    causationId: stored.causationId,
    subjects: stored.subjects,
    families,
    codeSets: stored.codeSets,
    ...(erased.length === 0 ? {} : { erased }),
  };
  tables.run(
    `INSERT INTO events (position, id, stream, revision, type, recorded_at, known_at, occurred, late, data, envelope)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    fact.position,
    stored.id,
    fact.stream,
    stored.revision,
    fact.type,
    stored.recordedAt,
    fact.knownAt,
    fact.occurred,
    daysLate(occurredAt, stored.recordedAt),
    JSON.stringify(fact.data),
    JSON.stringify(envelope),
  );
}

/** The families it names or whose stream it is, and those the stream's person is a member of. */
function familiesSeeing(fact: Fact, tables: Tables): Iterable<string> {
  if (!isPersons(fact)) return fact.families;
  return new Set([...fact.families, ...familiesOf(streamSubject(fact.stream), tables)]);
}

function familiesOf(person: string, tables: Tables): readonly string[] {
  const known = tables.memory.get(membershipsOf(person)) as readonly string[] | undefined;
  if (known !== undefined) return known;
  const families = tables
    .all<{ family: string }>('SELECT family FROM members WHERE person = ? AND until = ?', person, FOREVER)
    .map(({ family }) => family);
  tables.memory.set(membershipsOf(person), families);
  return families;
}

function membershipsOf(person: string): string {
  return `members ${person}`;
}

function isPersons({ stream }: Fact): boolean {
  return streamCategory(stream) === 'person';
}

function standInFamily({ position, occurred, persons }: Fact, family: string, tables: Tables): void {
  tables.run(
    'INSERT INTO family_events (family, position, since, occurred, names_person) VALUES (?, ?, ?, ?, ?)',
    family,
    position,
    position,
    occurred,
    persons.length > 0 ? 1 : 0,
  );
}

/** The events of a person's own stream are also kept apart: a family that the person joins later gets them. */
function standInPerson(fact: Fact, person: string, tables: Tables): void {
  const { position, occurred, stream } = fact;
  const sql = 'INSERT INTO person_events (person, position, occurred) VALUES (?, ?, ?)';
  tables.run(sql, person, position, occurred);
  if (isPersons(fact) && person === streamSubject(stream))
    tables.run(
      'INSERT INTO own_events (person, position, occurred) VALUES (?, ?, ?)',
      person,
      position,
      occurred,
    );
}
