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
    const ofPerson = streamCategory(fact.stream) === 'person';
    for (const family of familiesSeeing(fact, tables)) standInFamily(fact, family, tables);
    for (const person of fact.persons) {
      const own = ofPerson && person === streamSubject(fact.stream);
      tables.run(
        'INSERT INTO person_events (person, position, occurred, own) VALUES (?, ?, ?, ?)',
        person,
        fact.position,
        fact.occurred,
        own ? 1 : 0,
      );
    }
  },
  on: {
    MemberJoined: (fact, tables) => {
      const { person } = fact.data;
      tables.run(
        'INSERT INTO members (person, family, since, until) VALUES (?, ?, ?, ?)',
        person,
        fact.stream,
        fact.position,
        FOREVER,
      );
      tables.run(
        `INSERT OR IGNORE INTO family_events (family, position, since, occurred, names_person)
         SELECT ?, position, ?, occurred, 1 FROM person_events WHERE person = ? AND own = 1`,
        fact.stream,
        fact.position,
        person,
      );
    },
    MemberLeft: (fact, tables) =>
      tables.run(
        'UPDATE members SET until = ? WHERE person = ? AND family = ? AND until = ?',
        fact.position,
        fact.data.person,
        fact.stream,
        FOREVER,
      ),
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
  if (streamCategory(fact.stream) !== 'person') return fact.families;
  const joined = tables.all<{ family: string }>(
    'SELECT family FROM members WHERE person = ? AND until = ?',
    streamSubject(fact.stream),
    FOREVER,
  );
  return new Set([...fact.families, ...joined.map(({ family }) => family)]);
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
