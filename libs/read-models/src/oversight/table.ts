import { linkTables } from '../links.ts';
import { FOREVER } from '../projection.ts';
import type { SpanTable } from '../spans.ts';

/** Which runs are of an item, which two streams tell of. */
export const OF_ITEMS = 'family IS NULL AND request IS NULL';

/**
 * `held`: the open episodes and who holds each, by spans: a leg for each family that an episode went on in. `runs`: each
 * run of a clock, again from the position on which it is known to have stopped. `item_marks`: what moved the clocks of a
 * request before a panel, as it stands now. `happenings`: what overviews count, one row an event. `levels`: what was decided
 * of a child's level, of each event a row; they are most of all that happens. `late`: what was recorded late. `ends`: the last days of workers and agencies. `settings`: the code sets that say what is late, or long,
 * or often.
 */
export const oversightTables = `
  CREATE TABLE held_since (
    id TEXT PRIMARY KEY, since INTEGER NOT NULL, family TEXT AS (substr(id, instr(id, ' ') + 1))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX legs_of_family ON held_since (family);
  CREATE TABLE held (
    from_position INTEGER NOT NULL, until INTEGER NOT NULL, since INTEGER NOT NULL,
    leg TEXT AS (episode || ' ' || family), opened INTEGER NOT NULL, episode TEXT NOT NULL, family TEXT NOT NULL, status TEXT NOT NULL,
    opened_on TEXT NOT NULL, agency TEXT, keyworker TEXT, cover TEXT, closed_on TEXT, earlier TEXT NOT NULL, PRIMARY KEY (since, from_position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE runs (
    clock TEXT NOT NULL, about TEXT NOT NULL, started INTEGER NOT NULL, from_position INTEGER NOT NULL,
    until INTEGER NOT NULL, started_on TEXT NOT NULL, due_on TEXT, stopped_on TEXT, family TEXT, episode TEXT, request TEXT,
    PRIMARY KEY (started, clock, from_position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX runs_still ON runs (clock, about) WHERE until = ${FOREVER} AND stopped_on IS NULL;
  CREATE INDEX runs_of_item ON runs (about) WHERE ${OF_ITEMS};
  CREATE INDEX runs_still_of_episode ON runs (episode) WHERE until = ${FOREVER} AND stopped_on IS NULL;
  CREATE INDEX runs_of_request ON runs (request) WHERE request NOT NULL;
  CREATE INDEX runs_of_family ON runs (family) WHERE family NOT NULL;
  CREATE TABLE item_marks (
    position INTEGER NOT NULL, about TEXT NOT NULL, clock TEXT NOT NULL, mark TEXT NOT NULL, day TEXT NOT NULL,
    PRIMARY KEY (position, clock)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX marks_of_item ON item_marks (about, position);
  CREATE TABLE requests (
    request TEXT NOT NULL, from_position INTEGER NOT NULL, until INTEGER NOT NULL, district TEXT NOT NULL,
    tellable INTEGER NOT NULL, urgent INTEGER NOT NULL, family TEXT, PRIMARY KEY (request, from_position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE happenings (
    position INTEGER PRIMARY KEY, until INTEGER NOT NULL, kind TEXT NOT NULL, family TEXT, episode TEXT, about TEXT,
    value TEXT, persons TEXT, occurred INTEGER NOT NULL, occurred_on TEXT NOT NULL, occurred_by TEXT NOT NULL
  ) STRICT;
  CREATE TABLE levels (
    position INTEGER PRIMARY KEY, until INTEGER NOT NULL, kind TEXT NOT NULL, family TEXT NOT NULL, episode TEXT NOT NULL,
    child TEXT NOT NULL, level TEXT, occurred_on TEXT NOT NULL, occurred_by TEXT NOT NULL
  ) STRICT;
  CREATE TABLE late (
    position INTEGER PRIMARY KEY, days INTEGER NOT NULL, type TEXT NOT NULL, family TEXT, request TEXT,
    recorded_at TEXT NOT NULL, occurred TEXT NOT NULL, precision TEXT NOT NULL, reason TEXT, role TEXT NOT NULL,
    agency TEXT NOT NULL
  ) STRICT;
  CREATE TABLE ends (
    id TEXT NOT NULL, from_position INTEGER NOT NULL, until INTEGER NOT NULL, last_day TEXT NOT NULL, successor TEXT,
    PRIMARY KEY (id, from_position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE settings (
    position INTEGER PRIMARY KEY, name TEXT NOT NULL, content TEXT NOT NULL
  ) STRICT;
  ${linkTables}
`;

export const oversightIndexes = `
  CREATE INDEX held_by_keyworker ON held (keyworker) WHERE until = ${FOREVER};
  CREATE INDEX held_by_cover ON held (cover) WHERE until = ${FOREVER};
  CREATE INDEX held_by_agency ON held (agency) WHERE until = ${FOREVER};
  CREATE INDEX held_by_closing ON held (closed_on) WHERE until = ${FOREVER};
  CREATE INDEX held_by_opening ON held (opened_on) WHERE until = ${FOREVER};
  CREATE INDEX requests_of_family ON requests (family) WHERE family NOT NULL;
  CREATE INDEX runs_running ON runs (from_position, until) WHERE stopped_on IS NULL;
  CREATE INDEX runs_stopped ON runs (stopped_on) WHERE stopped_on NOT NULL;
  CREATE INDEX happenings_in_district ON happenings (value, family)
    WHERE kind IN ('OPENED', 'CONTINUED', 'MOVED');
  CREATE INDEX happenings_of_family ON happenings (family, occurred_on) WHERE family NOT NULL;
  CREATE INDEX happenings_in_episode ON happenings (episode, position) WHERE episode NOT NULL;
  CREATE INDEX happenings_asked_of ON happenings (about) WHERE kind = 'ASKED';
  CREATE INDEX happenings_requested ON happenings (value, occurred_on) WHERE kind = 'REQUESTED';
  CREATE INDEX happenings_to_disclose ON happenings (family) WHERE kind = 'TO_DISCLOSE';
  CREATE INDEX happenings_from_request ON happenings (about) WHERE kind = 'OPENED';
  CREATE INDEX happenings_asking ON happenings (about) WHERE kind IN ('REQUESTED', 'LINKED');
  CREATE INDEX happenings_asking_of_family ON happenings (family)
    WHERE kind IN ('REQUESTED', 'LINKED') AND family NOT NULL;
  CREATE INDEX happenings_merging ON happenings (family) WHERE kind IN ('MERGED', 'TAKEN_APART');
  CREATE INDEX happenings_merged ON happenings (about) WHERE kind IN ('MERGED', 'TAKEN_APART');
  CREATE INDEX happenings_agreeing ON happenings (family, occurred_on) WHERE kind = 'AGREED';
  CREATE INDEX happenings_speaking ON happenings (about, position)
    WHERE kind IN ('AGREED', 'DISAGREED', 'RESCOPED', 'LAPSED');
  CREATE INDEX happenings_living ON happenings (about, position) WHERE kind IN ('DIED', 'LOST', 'LIVES');
  CREATE INDEX happenings_placing ON happenings (family, occurred_on, position)
    WHERE kind IN ('OPENED', 'CONTINUED', 'MOVED');
  CREATE INDEX happenings_of_persons ON happenings (about) WHERE persons NOT NULL;
  CREATE INDEX levels_in_episode ON levels (episode, kind, occurred_on);
  CREATE INDEX late_by_days ON late (days);
`;

export type HeldRow = {
  /** One episode while one family holds it, and the position from which on that one did. */
  readonly leg: string;
  readonly since: number;
  readonly opened: number;
  readonly episode: string;
  readonly family: string;
  /** CONTINUED: another family holds it. */
  readonly status: 'OPEN' | 'CLOSED' | 'CONTINUED';
  /** The day on which it opened, or was last reopened. */
  readonly opened_on: string;
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly cover: string | null;
  /** The day on which it closed; who held it stands as it was. */
  readonly closed_on: string | null;
  /** JSON: as it was in each stretch that ended before it was last reopened. */
  readonly earlier: string;
};

export const heldTable: SpanTable<HeldRow> = {
  table: 'held',
  id: 'leg',
  since: 'since',
  columns: [
    'since',
    'opened',
    'episode',
    'family',
    'status',
    'opened_on',
    'agency',
    'keyworker',
    'cover',
    'closed_on',
    'earlier',
  ],
};

export interface RunRow {
  readonly clock: string;
  readonly about: string;
  /** Position of the event that started it. */
  readonly started: number;
  readonly started_on: string;
  /** The last day in time, where the event that started it says it and no limit does. */
  readonly due_on: string | null;
  readonly stopped_on: string | null;
  readonly family: string | null;
  readonly episode: string | null;
  readonly request: string | null;
}

export type HappeningKind =
  | 'REQUESTED'
  | 'LINKED'
  | 'OPENED'
  | 'CONTINUED'
  | 'REOPENED'
  | 'CLOSED'
  | 'MOVED'
  | 'AGENCY'
  | 'KEYWORKER'
  | 'HANDED_OVER'
  | 'COVERED'
  | 'COVER_ENDED'
  | 'STEPPED_UP'
  | 'STEPPED_DOWN'
  | 'ASKED'
  | 'ASKED_DOWN'
  | 'ACKNOWLEDGED'
  | 'TAKEN_OVER'
  | 'HANDED_BACK'
  | 'MERGED'
  | 'TAKEN_APART'
  | 'AGREED'
  | 'RESCOPED'
  | 'DISAGREED'
  | 'LAPSED'
  | 'TO_DISCLOSE'
  | 'TAF'
  | 'REVIEWED'
  | 'COPY'
  | 'COPY_WITHHELD'
  | 'ACTION'
  | 'ACTION_PUT_OFF'
  | 'ACTION_OVER'
  | 'PLAN'
  | 'PLAN_OVER'
  | 'ASSESSMENT'
  | 'ASSESSMENT_COMPLETE'
  | 'ASSESSMENT_GIVEN_UP'
  | 'DIED'
  | 'LOST'
  | 'LIVES';

export interface LevelRow {
  readonly position: number;
  /** LEFT_OUT: the child is helped no longer. */
  readonly kind: 'DECIDED' | 'STEPPED' | 'LEFT_OUT';
  readonly family: string;
  readonly episode: string;
  readonly child: string;
  /** null where the child is left out. */
  readonly level: string | null;
  /** The first and the last London day that it may mean. */
  readonly occurred_on: string;
  readonly occurred_by: string;
}

export interface HappeningRow {
  readonly position: number;
  readonly kind: HappeningKind;
  readonly family: string | null;
  readonly episode: string | null;
  /** The child, the request, the step, the action, the other family, or the agency to be told; of cover the last day meant. */
  readonly about: string | null;
  /**
   * The district, level, service, worker or agency; of a review or an action the last day in time; JSON of what was said of
   * agreement, and of whom an agency is to be told.
   */
  readonly value: string | null;
  /** JSON: of whom alone a step, an action or an assessment is; null where it is of nobody in particular. */
  readonly persons: string | null;
  /** Milliseconds since 1970, and the first and the last London day that it may mean. */
  readonly occurred: number;
  readonly occurred_on: string;
  readonly occurred_by: string;
}
