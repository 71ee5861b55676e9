import type { Opened } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import { FOREVER, type Projection, type Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { headlineOf, rankLevels, type Levels } from './levels.ts';
import { familyIndexes, familyTables, NO_EPISODE, spanTable, type SpanRow } from './table.ts';

/** Families with their open episode: a row for each stretch of positions in which nothing of it changed. */
export const families: Projection = {
  name: 'families',
  version: 2,
  tables: familyTables,
  indexes: familyIndexes,
  on: {
    CodeSetPublished: rankLevels,
    RequestReceived: (fact, tables) => {
      const { family = null, district } = fact.data;
      const sql = 'INSERT INTO requests (request, family, district) VALUES (?, ?, ?)';
      tables.run(sql, fact.stream, family, district);
      if (family !== null) change(fact, family, tables, districtIfNone(district));
    },
    RequestLinkedToFamily: (fact, tables) => {
      const { family } = fact.data;
      const sql = 'UPDATE requests SET family = ? WHERE request = ? RETURNING district';
      const request = tables.one<{ district: string }>(sql, family, fact.stream);
      if (request !== undefined) change(fact, family, tables, districtIfNone(request.district));
    },
    FamilyRegistered: register,
    MemberJoined: (fact, tables) => {
      beginMembership(fact, tables);
      change(fact, fact.stream, tables, ({ members }) => ({ members: members + 1 }));
    },
    MemberRoleChanged: (fact, tables) => {
      if (endMembership(fact, fact.data.person, tables)) beginMembership(fact, tables);
    },
    MemberLeft: (fact, tables) => {
      if (endMembership(fact, fact.data.person, tables))
        change(fact, fact.stream, tables, ({ members }) => ({ members: members - 1 }));
    },
    EpisodeOpened: open,
    ChildAddedToEpisode: (fact, tables) => {
      const { episode, child } = fact.data;
      tables.run('INSERT INTO episode_children (child, episode) VALUES (?, ?)', child, episode);
      levelled(fact, null, tables);
    },
    AccountableAgencyAssigned: (fact, tables) =>
      ofEpisode(fact, tables, () => ({ agency: fact.data.agency })),
    AccountableAgencyChanged: (fact, tables) => ofEpisode(fact, tables, () => ({ agency: fact.data.to })),
    KeyworkerAssigned: (fact, tables) => ofEpisode(fact, tables, () => ({ keyworker: fact.data.worker })),
    KeyworkerHandedOver: (fact, tables) =>
      ofEpisode(fact, tables, () => ({ keyworker: fact.data.to, cover: null })),
    TemporaryCoverArranged: (fact, tables) => ofEpisode(fact, tables, () => ({ cover: fact.data.worker })),
    TemporaryCoverEnded: (fact, tables) => ofEpisode(fact, tables, () => ({ cover: null })),
    DistrictChanged: movedDistrict,
    LevelOfNeedDecided: (fact, tables) => levelled(fact, fact.data.level, tables),
    SteppedUp: (fact, tables) => levelled(fact, fact.data.to, tables),
    SteppedDown: (fact, tables) => levelled(fact, fact.data.to, tables),
    EpisodeClosed: (fact, tables) =>
      ofEpisode(fact, tables, ({ opened, opened_at, children, level }) => {
        const sql =
          'UPDATE episodes SET opened = ?, opened_at = ?, children = ?, level = ? WHERE episode = ?';
        tables.run(sql, opened, opened_at, children, level, fact.data.episode);
        return { status: 'CLOSED', ...NO_EPISODE };
      }),
    EpisodeReopened: (fact, tables) => {
      const sql = 'SELECT episode, opened, opened_at, children, level FROM episodes WHERE episode = ?';
      const episode = tables.one<Partial<SpanRow>>(sql, fact.data.episode);
      if (episode !== undefined) change(fact, fact.stream, tables, () => ({ status: 'OPEN', ...episode }));
    },
  },
};

const spans = new Spans<SpanRow>(spanTable);

type Change = (span: SpanRow) => Partial<SpanRow>;
type OfEpisode = Extract<Opened.FamilyEvent, { data: { episode: string } }>;

function register(fact: FactOf<'FamilyRegistered'>, tables: Tables): void {
  const { reference, request } = fact.data;
  tables.run('INSERT INTO family_references (reference, family) VALUES (?, ?)', reference, fact.stream);
  spans.begin(tables, {
    ...NO_EPISODE,
    registered: fact.position,
    family: fact.stream,
    reference,
    status: 'REGISTERED',
    district: districtOf(request, fact.stream, tables),
    members: 0,
  });
}

/** Of the request it comes from, else of the first that names it. */
function districtOf(request: string | undefined, family: string, tables: Tables): string | null {
  const bySql = (column: string, value: string) =>
    tables.one<{ district: string }>(
      `SELECT district FROM requests WHERE ${column} = ? ORDER BY rowid LIMIT 1`,
      value,
    )?.district;
  const from = request === undefined ? undefined : bySql('request', request);
  return from ?? bySql('family', family) ?? null;
}

function open(fact: FactOf<'EpisodeOpened'>, tables: Tables): void {
  const { episode, children, district } = fact.data;
  tables.run('INSERT INTO episodes (episode, family) VALUES (?, ?)', episode, fact.stream);
  for (const child of children)
    tables.run('INSERT INTO episode_children (child, episode) VALUES (?, ?)', child, episode);
  const levels: Levels = Object.fromEntries(children.map((child) => [child, null]));
  const lives = residing(fact, district, tables);
  change(fact, fact.stream, tables, () => ({
    status: 'OPEN',
    district: lives,
    episode,
    opened: fact.position,
    opened_at: fact.occurredAt.value ?? null,
    children: JSON.stringify(levels),
  }));
}

/** Moves may be learnt in any order: where a family lives now is where it last moved. */
function movedDistrict(fact: FactOf<'DistrictChanged'>, tables: Tables): void {
  const district = residing(fact, fact.data.to, tables);
  change(fact, fact.stream, tables, () => ({ district }));
}

/** Enters where a family lives from an event on; answers where it lives by all that is known. */
function residing({ stream, position, occurred }: Fact, district: string, tables: Tables): string {
  const sql = 'INSERT INTO residences (family, occurred, position, district) VALUES (?, ?, ?, ?)';
  tables.run(sql, stream, occurred, position, district);
  const last = tables.one<{ district: string }>(
    'SELECT district FROM residences WHERE family = ? ORDER BY occurred DESC, position DESC LIMIT 1',
    stream,
  );
  return last?.district ?? district;
}

function change({ position }: Fact, family: string, tables: Tables, next: Change): void {
  spans.change(tables, position, family, next);
}

/** A change of the episode that the family's span is about; one of another episode changes nothing in it. */
function ofEpisode(fact: Fact<OfEpisode>, tables: Tables, next: Change): void {
  change(fact, fact.stream, tables, (span) => (span.episode === fact.data.episode ? next(span) : {}));
}

function levelled(
  fact: FactOf<'ChildAddedToEpisode' | 'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown'>,
  level: string | null,
  tables: Tables,
): void {
  ofEpisode(fact, tables, ({ children }) => {
    const levels: Levels = { ...(JSON.parse(children ?? '{}') as Levels), [fact.data.child]: level };
    return { children: JSON.stringify(levels), level: headlineOf(levels, tables) };
  });
}

function districtIfNone(district: string): Change {
  return (span) => (span.district === null ? { district } : {});
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

/** Whether there was a membership to end. */
function endMembership({ position, stream }: Fact, person: string, tables: Tables): boolean {
  const ended = tables.one(
    'UPDATE members SET until = ? WHERE person = ? AND family = ? AND until = ? RETURNING person',
    position,
    person,
    stream,
    FOREVER,
  );
  return ended !== undefined;
}
