import type { Opened } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import { FOREVER, SPAN, type Projection, type Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { headlineOf, rankLevels, type Levels } from './levels.ts';
import { familyIndexes, familyTables, NO_EPISODE, spanTable, type SpanRow } from './table.ts';

const spans = new Spans<SpanRow>(spanTable);
const EPISODES_OF = 'episode IN (SELECT episode FROM episodes WHERE family = ?)';

/** Families with their open episode: a row for each stretch of positions in which nothing of it changed. */
export const families: Projection = {
  name: 'families',
  version: 6,
  tables: familyTables,
  indexes: familyIndexes,
  retold: [
    {
      category: 'family',
      tables: [
        { table: 'episode_children', where: EPISODES_OF, kept: true },
        { table: 'episodes', where: 'family = ?', kept: true },
        ...spans.retold,
        { table: 'family_references', where: 'family = ?' },
        { table: 'members', where: 'family = ?', spans: SPAN },
        { table: 'residences', where: 'family = ?' },
      ],
    },
    {
      category: 'request',
      tables: [
        { table: 'requests', where: 'request = ?' },
        { table: 'request_links', where: 'request = ?' },
      ],
      on: { RequestReceived: keepRequest, RequestLinkedToFamily: linkRequest },
      then: (amendment, tables) => {
        const named = amendment.history.map(({ data }) => data['family']);
        for (const family of new Set(named.filter((each) => typeof each === 'string')))
          change(amendment, family, tables, asRegistered(family, tables));
      },
    },
  ],
  on: {
    CodeSetPublished: rankLevels,
    RequestReceived: (fact, tables) => {
      const { family, district } = fact.data;
      keepRequest(fact, tables);
      if (family !== undefined) change(fact, family, tables, districtIfNone(district));
    },
    RequestLinkedToFamily: (fact, tables) => {
      const district = linkRequest(fact, tables);
      if (district !== undefined) change(fact, fact.data.family, tables, districtIfNone(district));
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
    ChildRemovedFromEpisode: leftOut,
    SiblingExcludedAtParentRequest: leftOut,
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

type Change = (span: SpanRow) => Partial<SpanRow>;
type OfEpisode = Extract<Opened.FamilyEvent, { data: { episode: string } }>;

function keepRequest({ stream, position, data }: FactOf<'RequestReceived'>, tables: Tables): void {
  const { family, district } = data;
  tables.run('INSERT INTO requests (request, district) VALUES (?, ?)', stream, district);
  if (family !== undefined) tables.run(LINK, stream, family, position, district);
}

/** Answers the request's district, where it is known. */
function linkRequest(
  { stream, position, data }: FactOf<'RequestLinkedToFamily'>,
  tables: Tables,
): string | undefined {
  const district = districtBy('SELECT district FROM requests WHERE request = ?', stream, tables);
  if (district !== undefined) tables.run(LINK, stream, data.family, position, district);
  return district;
}

const LINK = 'INSERT INTO request_links (request, family, position, district) VALUES (?, ?, ?, ?)';

/** The district of a family that was never helped, by the requests as they stand. */
function asRegistered(family: string, tables: Tables): Change {
  const sql = 'SELECT request FROM family_references WHERE family = ?';
  const request = tables.one<{ request: string | null }>(sql, family)?.request ?? undefined;
  return ({ status }) => (status === 'REGISTERED' ? { district: districtOf(request, family, tables) } : {});
}

function register(fact: FactOf<'FamilyRegistered'>, tables: Tables): void {
  const { reference, request } = fact.data;
  tables.run(
    'INSERT INTO family_references (reference, family, request) VALUES (?, ?, ?)',
    reference,
    fact.stream,
    request ?? null,
  );
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
  const from = districtBy('SELECT district FROM requests WHERE request = ?', request ?? '', tables);
  const first = 'SELECT district FROM request_links WHERE family = ? ORDER BY position LIMIT 1';
  return from ?? districtBy(first, family, tables) ?? null;
}

function districtBy(sql: string, value: string, tables: Tables): string | undefined {
  return tables.one<{ district: string }>(sql, value)?.district;
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

function change({ position }: Pick<Fact, 'position'>, family: string, tables: Tables, next: Change): void {
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

function leftOut(
  fact: FactOf<'ChildRemovedFromEpisode' | 'SiblingExcludedAtParentRequest'>,
  tables: Tables,
): void {
  ofEpisode(fact, tables, ({ children }) => {
    const { [fact.data.child]: _, ...levels } = JSON.parse(children ?? '{}') as Levels;
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
