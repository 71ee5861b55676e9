import { listPage } from '../list.ts';
import { isStale, NEWEST, type ModelRows } from '../model-reader.ts';
import { HOLDS_STILL } from '../newest.ts';
import { nothingUnseen } from '../unseen.ts';
import { childrenIn, type ChildRow } from './children-in.ts';
import { heldLastBy, holdersOf } from './holders.ts';
import type { Page, PageRequest } from '../page.ts';
import type {
  FamilyFilter,
  FamilyRow,
  HeldRow,
  LapsedCover,
  MemberRow,
  OpenEpisodeRow,
  FamilySpan,
} from './table.ts';

/** Of a row `m` of members: its family is merged into another as of the position `?2`. */
const IS_MERGED = `EXISTS (
  SELECT 1 FROM spans_since f CROSS JOIN spans s ON s.registered = f.since
  WHERE f.id = m.family AND s.from_position <= ?2 AND s.until > ?2 AND s.merged_into NOT NULL)`;

/** Families in lists and as facts. `position` is what an answer is as of, inclusive; without it the newest. */
export class FamiliesReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** In the order of registration. */
  list(filter: FamilyFilter, position = NEWEST, page?: PageRequest): Page<FamilyRow> {
    const { district, status, level, keyworker, agency, unseen = nothingUnseen } = filter;
    return listPage<FamilySpan, FamilyRow>(
      this.#model.tables(),
      {
        table: 'spans',
        key: 'registered',
        position,
        filter: { district, status, level, keyworker, agency },
        without: { column: 'family', ids: unseen.families },
        toNode: rowOf,
      },
      page,
    );
  }

  family(family: string, position = NEWEST): FamilyRow | undefined {
    const row = this.#model.tables().one<FamilySpan>(
      `SELECT s.* FROM spans_since f CROSS JOIN spans s ON s.registered = f.since
       WHERE f.id = ? AND s.from_position <= ? AND s.until > ? ORDER BY s.from_position DESC LIMIT 1`,
      family,
      position,
      position,
    );
    return row && rowOf(row);
  }

  /** The family's stream. */
  byReference(reference: string): string | undefined {
    const sql = 'SELECT family FROM family_references WHERE reference = ?';
    return this.#model.tables().one<{ family: string }>(sql, reference)?.family;
  }

  /** The open episodes in which these children are helped, in any family. */
  openEpisodesOf(children: readonly string[], position = NEWEST): OpenEpisodeRow[] {
    return this.#model.tables().all<OpenEpisodeRow>(
      `SELECT s.family, s.episode, c.child, s.keyworker, s.cover, s.cover_until AS coverUntil, s.agency, s.opened
       FROM json_each(?) asked CROSS JOIN episode_children c ON c.child = asked.value
       CROSS JOIN episodes e ON e.episode = c.episode CROSS JOIN spans_since f ON f.id = e.family
       CROSS JOIN spans s ON s.registered = f.since AND s.from_position = (
         SELECT max(from_position) FROM spans WHERE registered = f.since AND from_position <= ?
       )
       WHERE s.until > ? AND s.episode = c.episode
         AND s.keyworker NOT NULL AND s.agency NOT NULL
         AND EXISTS (SELECT 1 FROM json_each(s.children) inside WHERE inside.key = c.child)`,
      JSON.stringify(children),
      position,
      position,
    );
  }

  /** The episode as it is open now, a row a child; none where it is not. */
  openEpisode(episode: string): OpenEpisodeRow[] {
    const sql = 'SELECT child FROM episode_children WHERE episode = ?';
    const children = this.#model.tables().all<{ child: string }>(sql, episode);
    return this.openEpisodesOf(children.map(({ child }) => child)).filter((open) => open.episode === episode);
  }

  /** Covers of open episodes that nobody ended, though they were to last until a day before this one. */
  lapsedCovers(day: string): LapsedCover[] {
    return this.#model.tables().all<LapsedCover>(
      `SELECT family, keyworker, cover_said AS said FROM spans
       WHERE ${HOLDS_STILL} AND cover_until NOT NULL AND cover_until < ? AND cover NOT NULL AND keyworker NOT NULL
       ORDER BY cover_until`,
      day,
    );
  }

  /** Whom a merge retired a family of is a member of the family it was merged into. In the order of joining. */
  familiesOf(person: string, position = NEWEST): string[] {
    return this.familiesOfAll([person], position);
  }

  /** The same of several persons at once, each family once. */
  familiesOfAll(persons: readonly string[], position = NEWEST): string[] {
    return this.#joinedBy(persons, position, `NOT ${IS_MERGED}`);
  }

  /** The same, and those merged into another since: what is kept from somebody is kept under each name it has. */
  everyFamilyOf(persons: readonly string[], position = NEWEST): string[] {
    return this.#joinedBy(persons, position, 'TRUE');
  }

  #joinedBy(persons: readonly string[], position: number, condition: string): string[] {
    const rows = this.#model.tables().all<{ family: string }>(
      `SELECT m.family FROM json_each(?1) asked CROSS JOIN members m ON m.person = asked.value
       WHERE m.from_position <= ?2 AND m.until > ?2 AND ${condition}
       GROUP BY m.family ORDER BY min(m.from_position)`,
      JSON.stringify(persons),
      position,
    );
    return rows.map(({ family }) => family);
  }

  /** Everyone who belongs to any of these families, each once. */
  membersOfAll(families: readonly string[], position = NEWEST): string[] {
    const rows = this.#model.tables().all<{ person: string }>(
      `SELECT DISTINCT m.person FROM json_each(?1) asked CROSS JOIN members m ON m.family = asked.value
       WHERE m.from_position <= ?2 AND m.until > ?2`,
      JSON.stringify(families),
      position,
    );
    return rows.map(({ person }) => person);
  }

  /**
   * Whoever lives where any of these persons lives, all or part of the time, themselves among them: each family's members
   * of whom it is not said that they live elsewhere.
   */
  livingWith(persons: readonly string[], position = NEWEST): string[] {
    const rows = this.#model.tables().all<{ person: string }>(
      `SELECT DISTINCT o.person FROM json_each(?1) asked
       CROSS JOIN members m ON m.person = asked.value AND m.from_position <= ?2 AND m.until > ?2 AND m.lives_here IS NOT 'NO'
       CROSS JOIN members o ON o.family = m.family AND o.from_position <= ?2 AND o.until > ?2 AND o.lives_here IS NOT 'NO'`,
      JSON.stringify(persons),
      position,
    );
    return rows.map(({ person }) => person);
  }

  /** Those of the families that have open help, with who holds it now. */
  heldIn(families: readonly string[]): HeldRow[] {
    return this.#model.tables().all<HeldRow>(
      `SELECT s.family, s.episode, s.keyworker, s.cover, s.cover_until AS coverUntil
       FROM json_each(?) asked CROSS JOIN spans_since f ON f.id = asked.value
       CROSS JOIN spans s ON s.registered = f.since AND s.until > ?
       WHERE s.episode NOT NULL AND s.keyworker NOT NULL`,
      JSON.stringify(families),
      NEWEST,
    );
  }

  /** The families as they are, at once; those that are there. */
  familiesNamed(families: readonly string[], position = NEWEST): FamilyRow[] {
    return this.#model
      .tables()
      .all<FamilySpan>(
        `SELECT s.* FROM json_each(?) asked CROSS JOIN spans_since f ON f.id = asked.value
         CROSS JOIN spans s ON s.registered = f.since AND s.from_position <= ? AND s.until > ?`,
        JSON.stringify(families),
        position,
        position,
      )
      .map(rowOf);
  }

  /** The children of these families, and who of them is helped. */
  childrenIn(families: readonly string[]): ChildRow[] {
    return childrenIn(this.#model.tables(), families);
  }

  members(family: string, position = NEWEST): MemberRow[] {
    return this.#model.tables().all<MemberRow>(
      `SELECT family, person, role FROM members WHERE family = ? AND from_position <= ? AND until > ?
       ORDER BY from_position`,
      family,
      position,
      position,
    );
  }

  /** Everyone who belongs or ever belonged to the family. */
  everMembers(family: string): string[] {
    const rows = this.#model
      .tables()
      .all<{ person: string }>('SELECT DISTINCT person FROM members WHERE family = ?', family);
    return rows.map(({ person }) => person);
  }

  /** Whether an event of the family was parked: what is said of it may be incomplete. */
  isStale(family: string): boolean {
    return isStale(this.#model.tables(), family);
  }

  /** Families that began with a request, or that it was linked to. */
  familiesOfRequest(request: string): string[] {
    const rows = this.#model.tables().all<{ family: string }>(
      `SELECT family FROM family_references WHERE request = ?1
       UNION SELECT family FROM request_links WHERE request = ?1`,
      request,
    );
    return rows.map(({ family }) => family);
  }

  /** The episodes that a family holds, or held last. */
  episodesHeldBy(family: string): string[] {
    return heldLastBy(this.#model.tables(), family);
  }

  /** The family that holds the episode, or held it last, by then. */
  familyOfEpisode(episode: string, position = NEWEST): string | undefined {
    return this.familiesOfEpisodes([episode], position).get(episode);
  }

  /** The same of several episodes at once: episode -> family. */
  familiesOfEpisodes(episodes: readonly string[], position = NEWEST): ReadonlyMap<string, string> {
    return holdersOf(this.#model.tables(), episodes, position);
  }
}

function rowOf(span: FamilySpan): FamilyRow {
  const { family, reference, registered, status, district, members, episode, ...held } = span;
  const { merged_into: mergedInto, cover_until: coverUntil } = held;
  const { agency, keyworker, cover, level } = held;
  return {
    ...{ family, reference, registered, status, district, members, episode },
    ...{ agency, keyworker, cover, coverUntil, level, mergedInto },
  };
}
