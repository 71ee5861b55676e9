import { assessmentsOf, planOf } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import type { FactOf } from '../fact.ts';
import { FOREVER, type Tables } from '../projection.ts';
import { isSeen, nothingUnseen } from '../unseen.ts';
import { referralsOf } from './referrals.ts';
import { together, type Scope } from './scope.ts';
import { numberOf } from './names.ts';

/**
 * `lines`: of which other family's events a family's story is made as well, up to a position: all of them while the other
 * is merged into it, and those up to the split of one that it was part of. `legs`: where an episode went on, and from where.
 */
export const lineageTables = `
  CREATE TABLE lines (
    family TEXT NOT NULL, other TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, up_to INTEGER NOT NULL,
    PRIMARY KEY (family, other, since)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE legs (
    family TEXT NOT NULL, episode TEXT NOT NULL, position INTEGER NOT NULL, origin TEXT NOT NULL,
    PRIMARY KEY (family, episode, position)
  ) STRICT, WITHOUT ROWID;
`;

type At = Pick<AsOfPoint, 'position'>;

const LINE = 'INSERT INTO lines (family, other, since, until, up_to) VALUES (?, ?, ?, ?, ?)';

export function split({ stream, position, data }: FactOf<'FamilySplit'>, tables: Tables): void {
  tables.run(LINE, data.into, stream, position, FOREVER, position);
}

export function merge({ stream, position, data }: FactOf<'FamiliesMerged'>, tables: Tables): void {
  tables.run(LINE, data.survivor, stream, position, FOREVER, FOREVER);
}

export function unmerge({ stream, position, data }: FactOf<'FamilyMergeReversed'>, tables: Tables): void {
  const sql = 'UPDATE lines SET until = ?1 WHERE family = ?2 AND other = ?3 AND until = ?4 AND up_to = ?4';
  tables.run(sql, position, stream, data.retired, FOREVER);
}

export function carryOn({ stream, position, data }: FactOf<'EpisodeContinued'>, tables: Tables): void {
  const sql = 'INSERT INTO legs (family, episode, position, origin) VALUES (?, ?, ?, ?)';
  tables.run(sql, stream, data.episode, position, data.from);
}

/** The events of the family's stream and those that name it. */
export function namingFamily(family: string, { position }: At): Scope {
  return {
    sql: `SELECT position, occurred FROM family_events WHERE family = ${numberOf('?')} AND position <= ?`,
    values: [family, position],
  };
}

/** The same of several families. */
export function namingFamilies(families: readonly string[], at: At): Scope {
  return together(families.map((family) => namingFamily(family, at)));
}

/** What is told of a family's own state: the events that name it, and what happened elsewhere in its episodes. */
export function storyOf(tables: Tables, family: string, at: At): Scope {
  const carried = carriedInto(tables, family, at);
  return together([namingFamily(family, at), ...carried]);
}

/**
 * The same, with all that is read as the family's: of those merged into it, of what it was part of until a split, and of
 * the requests by which it came to be known.
 */
export function withLineage(tables: Tables, family: string, at: At & Pick<AsOfPoint, 'unseen'>): Scope {
  const lines = lineageOf(tables, family, at.position);
  return together(
    lines.flatMap((line) => {
      const upTo = { ...at, position: line.upTo };
      return [storyOf(tables, line.family, upTo), referralsOf(line.family, upTo)];
    }),
  );
}

/**
 * What of the same stands in one stream, of an episode's plan or of its assessments: that stream is looked through, which
 * is short, and not the story.
 */
export function withLineageIn(tables: Tables, stream: string, family: string, at: At): Scope {
  const lines = lineageOf(tables, family, at.position);
  const named: Scope = {
    sql: `SELECT DISTINCT e.position, e.occurred FROM json_each(?) l
      CROSS JOIN events e ON e.stream = ${numberOf('?')} AND e.position <= l.value ->> '$.upTo'
      CROSS JOIN family_events f ON f.family = ${numberOf("l.value ->> '$.family'")} AND f.position = e.position`,
    values: [JSON.stringify(lines), stream],
  };
  const carried = lines.flatMap((line) => carriedInto(tables, line.family, { position: line.upTo }, stream));
  return together([named, ...carried]);
}

interface Line {
  readonly family: string;
  /** The last position of its events that counts. */
  readonly upTo: number;
}

/** The family, and every other of whose events its story is made at a position, each up to one. */
function lineageOf(tables: Tables, family: string, position: number): readonly Line[] {
  const found = new Map<string, number>();
  const add = (each: string, upTo: number): void => {
    const known = found.get(each);
    if (known !== undefined && known >= upTo) return;
    found.set(each, upTo);
    const others = tables.all<{ other: string; up_to: number }>(
      'SELECT other, up_to FROM lines WHERE family = ?1 AND since <= ?2 AND until > ?2',
      each,
      upTo,
    );
    for (const { other, up_to } of others) add(other, Math.min(up_to, upTo));
  };
  add(family, position);
  return [...found].map(([each, upTo]) => ({ family: each, upTo }));
}

/** Families that are merged into any of these, or into one that is, as things stand at a position. */
export function mergedInto(tables: Tables, families: readonly string[], position: number): string[] {
  const rows = tables.all<{ family: string }>(
    `WITH RECURSIVE part (family) AS (
       SELECT value FROM json_each(?1)
       UNION SELECT l.other FROM part p CROSS JOIN lines l ON l.family = p.family AND l.up_to = ?2
         AND l.since <= ?3 AND l.until > ?3
     ) SELECT family FROM part WHERE family NOT IN (SELECT value FROM json_each(?1))`,
    JSON.stringify(families),
    FOREVER,
    position,
  );
  return rows.map(({ family }) => family);
}

/** The family, and those that were merged into it, or into one that was, at any time up to a position. */
export function everMergedInto(tables: Tables, family: string, position: number): string[] {
  const rows = tables.all<{ family: string }>(
    `WITH RECURSIVE part (family) AS (
       VALUES (?1)
       UNION SELECT l.other FROM part p CROSS JOIN lines l ON l.family = p.family AND l.up_to = ?2 AND l.since <= ?3
     ) SELECT family FROM part`,
    family,
    FOREVER,
    position,
  );
  return rows.map((row) => row.family);
}

/** The family, and those merged into it by then, as far as they are there for whoever asks. */
export function withMerged(
  tables: Tables,
  family: string,
  { position, unseen = nothingUnseen }: Pick<AsOfPoint, 'position' | 'unseen'>,
): string[] {
  const others = isSeen(unseen, family) ? mergedInto(tables, [family], position) : [];
  return [family, ...others.filter((other) => isSeen(unseen, other))];
}

/** The families, and those that any of these is merged into at a position, or was first merged into one that is. */
export function withSurvivors(tables: Tables, families: readonly string[], position: number): string[] {
  const rows = tables.all<{ family: string }>(
    `WITH RECURSIVE whole (family) AS (
       SELECT value FROM json_each(?1)
       UNION SELECT l.family FROM whole w CROSS JOIN lines l ON l.other = w.family AND l.up_to = ?2
         AND l.since <= ?3 AND l.until > ?3
     ) SELECT family FROM whole`,
    JSON.stringify(families),
    FOREVER,
    position,
  );
  return rows.map(({ family }) => family);
}

/**
 * What happened elsewhere in episodes that go on in the family, or went on in it, up to where they did; mostly none. All of
 * it, or what stands in the stream of an episode's plan or assessments.
 */
function carriedInto(tables: Tables, family: string, { position }: At, stream?: string): Scope[] {
  if (tables.one('SELECT 1 FROM legs WHERE family = ?', family) === undefined) return [];
  const ofHelp = [planOf(''), assessmentsOf('')].map((prefix) => numberOf(`'${prefix}' || c.episode`));
  const streams = stream === undefined ? [numberOf('c.origin'), ...ofHelp] : [numberOf('?')];
  const sql = `SELECT position, occurred FROM (
      WITH RECURSIVE carried (episode, origin, position) AS (
        SELECT episode, origin, position FROM legs WHERE family = ? AND position <= ?
        UNION SELECT l.episode, l.origin, l.position FROM carried c
          CROSS JOIN legs l ON l.family = c.origin AND l.episode = c.episode AND l.position < c.position
      )
      SELECT e.position, e.occurred FROM carried c
      CROSS JOIN events e ON e.stream IN (${streams.join(', ')}) AND e.position < c.position AND e.data ->> '$.episode' = c.episode)`;
  return [{ sql, values: [family, position, ...(stream === undefined ? [] : [stream])] }];
}

/** The streams in which something was decided about episodes that these families hold, or held. */
export function streamsOf(tables: Tables, episodes: readonly string[], { position }: AsOfPoint): string[] {
  const rows = tables.all<{ family: string }>(
    `SELECT family FROM legs WHERE episode IN (SELECT value FROM json_each(?1)) AND position <= ?2
     UNION SELECT origin FROM legs WHERE episode IN (SELECT value FROM json_each(?1)) AND position <= ?2`,
    JSON.stringify(episodes),
    position,
  );
  return rows.map(({ family }) => family);
}
