import type { Opened } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import { addChild, headlineOf, rankLevels, setLevel } from '../levels.ts';
import { FOREVER, type Projection, type Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { familyColumns, familyIndexes, familyTables, type SpanRow } from './table.ts';

/** Families as they stand in lists: a row for each stretch of positions in which nothing of it changed. */
export const families: Projection = {
  name: 'families',
  version: 1,
  log: 'record',
  tables: familyTables,
  indexes: familyIndexes,
  on: {
    CodeSetPublished: rankLevels,
    RequestReceived: (fact, tables) => {
      const { family = null, district } = fact.data;
      tables.run(
        'INSERT INTO requests (request, family, district) VALUES (?, ?, ?)',
        fact.stream,
        family,
        district,
      );
      if (family !== null) change(fact, family, tables, districtIfNone(district));
    },
    RequestLinkedToFamily: (fact, tables) => {
      const { family } = fact.data;
      tables.run('UPDATE requests SET family = ? WHERE request = ?', family, fact.stream);
      const request = tables.one<{ district: string }>(
        'SELECT district FROM requests WHERE request = ?',
        fact.stream,
      );
      if (request !== undefined) change(fact, family, tables, districtIfNone(request.district));
    },
    FamilyRegistered: register,
    MemberJoined: (fact, tables) => {
      beginMembership(fact, tables);
      change(fact, fact.stream, tables, countMembers(tables));
    },
    MemberRoleChanged: (fact, tables) => {
      endMembership(fact, fact.data.person, tables);
      beginMembership(fact, tables);
    },
    MemberLeft: (fact, tables) => {
      endMembership(fact, fact.data.person, tables);
      change(fact, fact.stream, tables, countMembers(tables));
    },
    EpisodeOpened: (fact, tables) => {
      const { episode, children, district } = fact.data;
      tables.run('INSERT INTO episodes (episode, family) VALUES (?, ?)', episode, fact.stream);
      for (const child of children) addChild(tables, episode, child);
      change(fact, fact.stream, tables, () => ({ status: 'OPEN', episode, district }));
    },
    ChildAddedToEpisode: ({ data }, tables) => addChild(tables, data.episode, data.child),
    AccountableAgencyAssigned: (fact, tables) =>
      ofEpisode(fact, tables, () => ({ agency: fact.data.agency })),
    AccountableAgencyChanged: (fact, tables) => ofEpisode(fact, tables, () => ({ agency: fact.data.to })),
    KeyworkerAssigned: (fact, tables) => ofEpisode(fact, tables, () => ({ keyworker: fact.data.worker })),
    KeyworkerHandedOver: (fact, tables) => ofEpisode(fact, tables, () => ({ keyworker: fact.data.to })),
    LevelOfNeedDecided: (fact, tables) => levelled(fact, fact.data.level, tables),
    SteppedUp: (fact, tables) => levelled(fact, fact.data.to, tables),
    SteppedDown: (fact, tables) => levelled(fact, fact.data.to, tables),
    EpisodeClosed: (fact, tables) => ofEpisode(fact, tables, () => CLOSED),
    EpisodeReopened: (fact, tables) => {
      const { episode } = fact.data;
      const level = headlineOf(tables, episode);
      change(fact, fact.stream, tables, () => ({ status: 'OPEN', episode, level }));
    },
  },
};

const spans = new Spans<SpanRow>('spans', familyColumns);

type Change = (span: SpanRow) => Partial<SpanRow>;
type OfEpisode = Extract<Opened.FamilyEvent, { data: { episode: string } }>;

const CLOSED: Partial<SpanRow> = {
  status: 'CLOSED',
  episode: null,
  agency: null,
  keyworker: null,
  level: null,
};

function register(fact: FactOf<'FamilyRegistered'>, tables: Tables): void {
  const { reference, request = '' } = fact.data;
  tables.run(
    'INSERT INTO families (family, registered, reference) VALUES (?, ?, ?)',
    fact.stream,
    fact.position,
    reference,
  );
  const from = tables.one<{ district: string }>(
    'SELECT district FROM requests WHERE request = ? OR family = ? ORDER BY request = ? DESC, rowid LIMIT 1',
    request,
    fact.stream,
    request,
  );
  spans.begin(tables, fact.position, {
    registered: fact.position,
    family: fact.stream,
    reference,
    status: 'REGISTERED',
    district: from?.district ?? null,
    members: 0,
    episode: null,
    agency: null,
    keyworker: null,
    level: null,
  });
}

function change({ position }: Fact, family: string, tables: Tables, next: Change): void {
  const row = tables.one<{ registered: number }>('SELECT registered FROM families WHERE family = ?', family);
  if (row !== undefined) spans.change(tables, position, row.registered, next);
}

/** A change of the episode that the family's span is about; one of another episode changes nothing in it. */
function ofEpisode(fact: Fact<OfEpisode>, tables: Tables, next: Change): void {
  change(fact, fact.stream, tables, (span) => (span.episode === fact.data.episode ? next(span) : {}));
}

function levelled(
  fact: FactOf<'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown'>,
  level: string,
  tables: Tables,
): void {
  const { episode, child } = fact.data;
  setLevel(tables, episode, child, level);
  ofEpisode(fact, tables, () => ({ level: headlineOf(tables, episode) }));
}

function districtIfNone(district: string): Change {
  return (span) => (span.district === null ? { district } : {});
}

function countMembers(tables: Tables): Change {
  return ({ family }) => {
    const counted = tables.one<{ members: number }>(
      'SELECT count(*) AS members FROM members WHERE family = ? AND until = ?',
      family,
      FOREVER,
    );
    return { members: counted?.members ?? 0 };
  };
}

function beginMembership(fact: FactOf<'MemberJoined' | 'MemberRoleChanged'>, tables: Tables): void {
  const { person, role = null } = fact.data;
  tables.run(
    'INSERT INTO members (person, family, from_position, until, role) VALUES (?, ?, ?, ?, ?)',
    person,
    fact.stream,
    fact.position,
    FOREVER,
    role,
  );
}

function endMembership({ position, stream }: Fact, person: string, tables: Tables): void {
  tables.run(
    'UPDATE members SET until = ? WHERE person = ? AND family = ? AND until = ?',
    position,
    person,
    stream,
    FOREVER,
  );
}
