import { isAmending, type Fact } from '../fact.ts';
import { FOREVER, type Handlers, type Projection, type Tables } from '../projection.ts';
import { link, LINKS } from '../links.ts';
import { carryOn, merge, split, unmerge } from './lineage.ts';
import { identifiedOnRequest, namesPerson } from './identified.ts';
import { splitRecord, unlinkRecords } from './records.ts';
import { fromRequest, linkedRequest } from './referrals.ts';
import { tombstones } from './tombstones.ts';
import { timelineIndexes, timelineTables, type StoredEnvelope } from './table.ts';
import { writeVersions } from './versions.ts';
import { numberFor } from './names.ts';

const LASTING = { from: 'since', until: 'until' } as const;

const REFERRALS = { table: 'referrals', where: 'stream = ?', spans: LASTING } as const;
const IDENTIFIED = { ...REFERRALS, table: 'identified' } as const;

const membership: Handlers = {
  MemberJoined: ({ data: { person }, stream, position }, tables) =>
    tables.run(
      'INSERT INTO members (family, person, since, until) VALUES (?, ?, ?, ?)',
      stream,
      person,
      position,
      FOREVER,
    ),
  MemberLeft: ({ data: { person }, stream, position }, tables) =>
    tables.run(
      'UPDATE members SET until = ? WHERE family = ? AND person = ? AND until = ?',
      position,
      stream,
      person,
      FOREVER,
    ),
};

/** One opened row an event, which families and persons it is about, and who was a member of which family when. */
export const timeline: Projection = {
  name: 'timeline',
  version: 17,
  keepsTime: true,
  tables: timelineTables,
  indexes: timelineIndexes,
  retold: [
    {
      category: 'family',
      tables: [{ table: 'members', where: 'family = ?', spans: LASTING }, REFERRALS],
      on: { ...membership, ...fromRequest },
    },
    {
      category: 'request',
      tables: [REFERRALS, IDENTIFIED],
      on: { ...linkedRequest, ...identifiedOnRequest },
    },
    { category: 'identity', tables: [LINKS] },
  ],
  each: (fact, tables) => {
    const stream = numberFor(fact.stream, tables);
    writeRow(fact, stream, tables);
    // What a family is not told of who looked stands in no timeline that it may be given.
    if (fact.type !== 'ViewingExemptionsDecided')
      for (const family of fact.families)
        standInFamily(fact, family === fact.stream ? stream : numberFor(family, tables), tables);
    for (const person of fact.persons)
      tables.run(
        'INSERT INTO person_events (person, position, occurred) VALUES (?, ?, ?)',
        numberFor(person, tables),
        fact.position,
        fact.occurred,
      );
    if (isAmending(fact)) writeVersions(fact, tables);
  },
  on: {
    PersonsLinkedAsSame: link,
    PersonLinkReversed: unlinkRecords,
    PersonRecordSplit: splitRecord,
    InformationDisclosed: ({ data, position, occurred }, tables) => {
      const { entries, recipientAgency, classes } = data;
      if (recipientAgency === undefined) return;
      const sql = `INSERT OR IGNORE INTO shared (event, agency, position, occurred, classes) VALUES (?, ?, ?, ?, ?)`;
      for (const entry of entries)
        tables.run(sql, entry, recipientAgency, position, occurred, JSON.stringify(classes));
    },
    ...membership,
    ...fromRequest,
    ...linkedRequest,
    ...identifiedOnRequest,
    ...tombstones,
    FamilySplit: split,
    FamiliesMerged: merge,
    FamilyMergeReversed: unmerge,
    EpisodeContinued: carryOn,
  },
};

function writeRow(fact: Fact, stream: number, tables: Tables): void {
  const { stored, occurredAt, erased, families } = fact;
  const envelope: StoredEnvelope = {
    version: stored.version,
    occurredAt,
    lateReason: stored.lateReason,
    actor: stored.actor,
    source: stored.source,
    sensitivity: stored.sensitivity,
    correlationId: stored.correlationId,
    causationId: stored.causationId,
    subjects: stored.subjects,
    families,
    codeSets: stored.codeSets,
    erased: erased.length === 0 ? undefined : erased,
  };
  tables.run(
    `INSERT INTO events (position, id, stream, revision, type, recorded_at, known_at, occurred, late, sealed, data, envelope)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    fact.position,
    stored.id,
    stream,
    stored.revision,
    fact.type,
    stored.recordedAt,
    fact.knownAt,
    fact.occurred,
    fact.late,
    stored.sensitivity === 'SEALED' ? 1 : 0,
    JSON.stringify(fact.data),
    JSON.stringify(envelope),
  );
}

function standInFamily(fact: Fact, family: number, tables: Tables): void {
  const { position, occurred } = fact;
  tables.run(
    'INSERT INTO family_events (family, position, occurred, names_person) VALUES (?, ?, ?, ?)',
    family,
    position,
    occurred,
    namesPerson(fact) ? 1 : 0,
  );
}
