import type { FactOf } from '../fact.ts';
import { SPAN, type Projection, type Tables } from '../projection.ts';
import { died, HEARD_OF_DEATHS, HEARD_OF_LINKS, linked, livesAfterAll, unlinked } from './deaths.ts';
import { levelled, leftOut, ofEpisode, withLevels } from './helped.ts';
import { LEVEL_DAYS } from './level-days.ts';
import { headlineOf, levelsOf, rankLevels, type Levels } from './levels.ts';
import { beginMembership, endMembership } from './memberships.ts';
import { givesUp, goesOn, reopenElsewhere, resumes, retires } from './partings.ts';
import { residing } from './residences.ts';
import { change, spans, type Change } from './family-spans.ts';
import { CHILD_OF, familyIndexes, familyTables, NO_COVER, NO_EPISODE, type FamilySpan } from './table.ts';

const EPISODES_OF = 'episode IN (SELECT episode FROM episodes WHERE family = ?)';

/** Families with their open episode: a row for each stretch of positions in which nothing of it changed. */
export const families: Projection = {
  name: 'families',
  version: 19,
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
        LEVEL_DAYS,
      ],
      then: reopenElsewhere,
    },
    HEARD_OF_DEATHS,
    HEARD_OF_LINKS,
    {
      category: 'request',
      tables: [
        { table: 'requests', where: 'request = ?' },
        { table: 'request_links', where: 'request = ?' },
      ],
      on: { RequestReceived: keepRequest, RequestLinkedToFamily: linkRequest },
      heeds: new Set(['DuplicateOfOpenWorkFlagged']),
      then: (amendment, tables) => {
        const named = amendment.history.map(({ data }) => data['family']);
        for (const family of new Set(named.filter((each) => typeof each === 'string')))
          change(amendment, family, tables, asRegistered(family, tables));
      },
    },
  ],
  on: {
    CodeSetPublished: rankLevels,
    DeathRecorded: died,
    DeathRecordRetracted: livesAfterAll,
    PersonsLinkedAsSame: linked,
    PersonLinkReversed: unlinked,
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
      const ended = endMembership(fact, fact.data.person, tables);
      if (ended) beginMembership(fact, tables, ended.livesHere);
    },
    MemberLeft: (fact, tables) => {
      if (endMembership(fact, fact.data.person, tables))
        change(fact, fact.stream, tables, ({ members }) => ({ members: members - 1 }));
    },
    EpisodeOpened: open,
    ChildAddedToEpisode: (fact, tables) => {
      const { episode, child } = fact.data;
      tables.run(CHILD_OF, child, episode);
      withLevels(fact, tables, (levels) => ({ [child]: null, ...levels }));
    },
    ChildRemovedFromEpisode: leftOut,
    SiblingExcludedAtParentRequest: leftOut,
    AccountableAgencyAssigned: (fact, tables) =>
      ofEpisode(fact, tables, () => ({ agency: fact.data.agency })),
    AccountableAgencyChanged: (fact, tables) => ofEpisode(fact, tables, () => ({ agency: fact.data.to })),
    KeyworkerAssigned: (fact, tables) => ofEpisode(fact, tables, () => ({ keyworker: fact.data.worker })),
    KeyworkerHandedOver: (fact, tables) =>
      ofEpisode(fact, tables, () => ({ keyworker: fact.data.to, ...NO_COVER })),
    TemporaryCoverArranged: (fact, tables) => {
      const { worker: cover, until: cover_until = null } = fact.data;
      ofEpisode(fact, tables, () => ({ cover, cover_until, cover_said: fact.stored.id }));
    },
    TemporaryCoverEnded: (fact, tables) => ofEpisode(fact, tables, () => NO_COVER),
    DistrictChanged: movedDistrict,
    FamilySplit: givesUp,
    FamiliesMerged: retires,
    FamilyMergeReversed: givesUp,
    FamilyResumed: resumes,
    EpisodeContinued: goesOn,
    LevelOfNeedDecided: (fact, tables) => levelled(fact, fact.data.level, tables),
    SteppedUp: (fact, tables) => levelled(fact, fact.data.to, tables),
    SteppedDown: (fact, tables) => levelled(fact, fact.data.to, tables),
    EpisodeClosed: (fact, tables) =>
      ofEpisode(fact, tables, ({ opened, opened_at, children, level }) => {
        const sql =
          'UPDATE episodes SET opened = ?, opened_at = ?, children = ?, level = ? WHERE episode = ? AND family = ?';
        tables.run(sql, opened, opened_at, children, level, fact.data.episode, fact.stream);
        return { status: 'CLOSED', ...NO_EPISODE };
      }),
    EpisodeReopened: (fact, tables) => {
      const sql =
        'SELECT episode, opened, opened_at, children FROM episodes WHERE episode = ? AND family = ?';
      const episode = tables.one<Pick<FamilySpan, 'episode' | 'opened' | 'opened_at' | 'children'>>(
        sql,
        fact.data.episode,
        fact.stream,
      );
      if (episode === undefined) return;
      const level = headlineOf(levelsOf(episode.children), tables);
      change(fact, fact.stream, tables, () => ({ status: 'OPEN', ...episode, level }));
    },
  },
};

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
    merged_into: null,
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
  const openedAt = fact.occurredAt.value ?? null;
  const sql = 'INSERT INTO episodes (episode, family, since, opened, opened_at) VALUES (?, ?, ?, ?, ?)';
  tables.run(sql, episode, fact.stream, fact.position, fact.position, openedAt);
  for (const child of children) tables.run(CHILD_OF, child, episode);
  const levels: Levels = Object.fromEntries(children.map((child) => [child, null]));
  const lives = residing(fact, district, tables);
  change(fact, fact.stream, tables, () => ({
    status: 'OPEN',
    district: lives,
    episode,
    opened: fact.position,
    opened_at: openedAt,
    children: JSON.stringify(levels),
  }));
}

/** Moves may be learnt in any order: where a family lives now is where it last moved. */
function movedDistrict(fact: FactOf<'DistrictChanged'>, tables: Tables): void {
  const district = residing(fact, fact.data.to, tables);
  change(fact, fact.stream, tables, () => ({ district }));
}

function districtIfNone(district: string): Change {
  return (span) => (span.district === null ? { district } : {});
}
